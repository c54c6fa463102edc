import { decodeText } from '../manifest/decode-text.ts';
import { lineCounter } from '../manifest/line-counter.ts';
import { readYaml } from '../manifest/yaml.ts';
import type { JsonValue } from '../schema/json.ts';
import { SettingsError } from './settings-error.ts';

/** A file which a person wrote for Rollcast; `name` is what the user calls it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is wrong at a place of a document. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface YamlDocument {
  readonly value: JsonValue;
  readonly text: string;
  /** Throws SettingsError with file, line and field for the first problem, if there is one. */
  readonly refuse: (problems: readonly Problem[]) => void;
}

/** Reads a file of one document; `what` names it in messages. Throws SettingsError. */
export function readYamlDocument({ name, bytes }: NamedFile, what: string): YamlDocument {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Other') throw new SettingsError(`${name}: ${decoded.detail}`);
  if (decoded.type === 'NotUtf8') throw new SettingsError(`${name}:${decoded.line}: the file is not UTF-8`);
  const { text } = decoded;
  const lineAt = lineCounter(text, 1);
  const fail = (offset: number, message: string) => new SettingsError(`${name}:${lineAt(offset)}: ${message}`);

  const read = readYaml(text);
  if (read.type === 'Refused') throw fail(read.offset, read.reason);
  const [duplicate] = read.duplicateKeys;
  if (duplicate) throw fail(duplicate.start, 'a key is written twice; keep one of the two');
  if (read.ignoredFrom !== undefined) {
    throw fail(read.ignoredFrom + 1, `further text follows the document; ${what}`);
  }
  const refuse = ([first, ...others]: readonly Problem[]): void => {
    if (!first) return;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    throw fail(read.locate(first.path) ?? 0, `${wordsOf(first)}${more}`);
  };
  return { value: read.value ?? {}, text, refuse };
}

function wordsOf({ path, message }: Problem): string {
  const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return where === '' ? message : `${where.slice(1)}: ${message}`;
}
