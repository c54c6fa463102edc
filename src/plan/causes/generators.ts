import { listAt, objectAt, stringAt } from '../../kubernetes/field-access.ts';
import { parentOf } from '../../roots/root-of.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { type Entry, entriesOf, textAt } from './entries.ts';
import { type OpenSource, pathFrom, type Revision, type Step } from './sources.ts';

/** An entry of configMapGenerator or secretGenerator. */
export interface Generator {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly entry: Entry;
  /** In the order in which they are read. */
  readonly inputs: readonly GeneratorInput[];
}

/** One thing that a generator is told. */
export interface GeneratorInput {
  readonly type: 'Literal' | 'File' | 'EnvFile' | 'Setting';
  /** What makes it the same input in the other revision. */
  readonly id: string;
  /** The key of the data which it gives; of a setting its last key; undefined: an env file gives several. */
  readonly key: string | undefined;
  /** What it says there. */
  readonly text: string;
  /** Of the file, from the top of the repository. */
  readonly path: string | undefined;
  readonly at: readonly Step[];
}

const generatorLists = [
  ['configMapGenerator', 'ConfigMap'],
  ['secretGenerator', 'Secret'],
] as const;

export function generatorsOf(source: OpenSource, revision: Revision): readonly Generator[] {
  const directory = parentOf(source.path);
  return generatorLists.flatMap(([list, kind]) =>
    entriesOf(source, revision, list).flatMap((entry): readonly Generator[] => {
      const name = stringAt(entry.value, 'name');
      if (name === undefined || !isJsonObject(entry.value)) return [];
      return [{ kind, name, entry, inputs: inputsOf(entry.value, directory) }];
    }),
  );
}

function inputsOf(generator: JsonObject, directory: string): readonly GeneratorInput[] {
  const strings = (list: string) =>
    listAt(generator, list).flatMap((item, index) => (typeof item === 'string' ? [{ item, at: [list, index] }] : []));
  const env = stringAt(generator, 'env');
  return [
    ...strings('literals').map(({ item, at }) => literalInput(item, at)),
    ...strings('files').map(({ item, at }) => fileInput(item, at, directory)),
    ...strings('envs').map(({ item, at }) => envInput(item, at, directory)),
    ...(env === undefined ? [] : [envInput(env, ['env'], directory)]),
    ...settingInputs(generator, ['type']),
    ...settingInputs(generator, ['behavior']),
    ...settingInputs(generator, ['options']),
  ];
}

function literalInput(item: string, at: readonly Step[]): GeneratorInput {
  const { key, rest } = splitPair(item);
  const text = (rest ?? '').replace(/^(["'])(.*)\1$/s, '$2');
  return { type: 'Literal', id: `Literal ${key}`, key, text, path: undefined, at };
}

/** `key=path`, or a path whose last step is the key. */
function fileInput(item: string, at: readonly Step[], directory: string): GeneratorInput {
  const { key, rest } = splitPair(item);
  const written = rest ?? item;
  const name = rest === undefined ? written.slice(written.lastIndexOf('/') + 1) : key;
  return { type: 'File', id: `File ${name}`, key: name, text: written, path: pathFrom(directory, written), at };
}

function envInput(item: string, at: readonly Step[], directory: string): GeneratorInput {
  return { type: 'EnvFile', id: `EnvFile ${item}`, key: undefined, text: item, path: pathFrom(directory, item), at };
}

function splitPair(item: string): { readonly key: string; readonly rest: string | undefined } {
  const equals = item.indexOf('=');
  return equals < 0 ? { key: item, rest: undefined } : { key: item.slice(0, equals), rest: item.slice(equals + 1) };
}

/** The scalars of `type`, `behavior`, `options` and `generatorOptions`. */
export function settingInputs(value: JsonValue, at: readonly string[]): readonly GeneratorInput[] {
  const nested = Object.keys(objectAt(value, ...at)).flatMap((key) => settingInputs(value, [...at, key]));
  const text = textAt(value, ...at);
  if (text === undefined) return nested;
  return [{ type: 'Setting', id: `Setting ${at.join(' ')}`, key: at.at(-1), text, path: undefined, at }];
}
