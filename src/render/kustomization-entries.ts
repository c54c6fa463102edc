import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';

/**
 * `Place`: a file or a directory. `Source`: a file, which may have a key before it, as in `key=path`. `Patch`: a place or
 * written out. `Plugin`: the configuration of a generator, transformer or validator, as a place or written out.
 */
type EntryKind = 'Place' | 'Source' | 'Patch' | 'Plugin';

/** What a kustomization names to be read, and where in it. */
export interface KustomizationEntry {
  readonly kind: EntryKind;
  readonly path: readonly (string | number)[];
  readonly text: string;
}

export function kustomizationEntries(value: JsonValue): readonly KustomizationEntry[] {
  return routes.flatMap(({ kind, route }) => textsAt(value, route).map(({ path, text }) => ({ kind, path, text })));
}

/** Go’s decoder takes `Resources` and `reſources` for `resources`. */
export function foldKey(key: string): string {
  return key.toUpperCase().toLowerCase();
}

/** Names of fields, folded; `*` stands for each item of a list. */
type Route = readonly string[];

const sources: readonly Route[] = [['files', '*'], ['envs', '*'], ['env']];

const routesByKind: Readonly<Record<EntryKind, readonly Route[]>> = {
  Place: [
    ...['resources', 'bases', 'components', 'crds', 'configurations'].map((field) => [field, '*']),
    ...['patches', 'patchesjson6902', 'replacements'].map((field) => [field, '*', 'path']),
    ['openapi', 'path'],
  ],
  Source: ['configmapgenerator', 'secretgenerator'].flatMap((field) => sources.map((route) => [field, '*', ...route])),
  // Texts below `patches` are what is now below `patchesStrategicMerge`.
  Patch: ['patchesstrategicmerge', 'patches'].map((field) => [field, '*']),
  Plugin: ['generators', 'transformers', 'validators'].map((field) => [field, '*']),
};

const routes = (['Place', 'Source', 'Patch', 'Plugin'] as const).flatMap((kind) =>
  routesByKind[kind].map((route) => ({ kind, route })),
);

type TextAt = Pick<KustomizationEntry, 'path' | 'text'>;

function textsAt(value: JsonValue, [step, ...rest]: Route, path: KustomizationEntry['path'] = []): readonly TextAt[] {
  if (step === undefined) return typeof value === 'string' ? [{ path, text: value }] : [];
  if (step === '*') {
    return isJsonArray(value) ? value.flatMap((item, index) => textsAt(item, rest, [...path, index])) : [];
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    foldKey(key) === step ? textsAt(child, rest, [...path, key]) : [],
  );
}
