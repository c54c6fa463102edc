import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { parseJsonNode } from './json-parser.ts';
import { locateNode } from './locate-node.ts';
import { readingLimits } from './reading-limits.ts';
import { TextError } from './text-error.ts';
import { parseYamlNodes } from './yaml-parser.ts';
import { readSimpleYaml, type SimpleYaml } from './yaml-simple.ts';
import type { SimplePlaces } from './yaml-simple-flow.ts';
import { composeValue, type DuplicateKey } from './yaml-value.ts';

/** What a text says, or why it says nothing. Positions are indices into the text. */
export type ReadText = ReadValue | RefusedText;

export interface ReadValue {
  readonly type: 'Value';
  readonly value: JsonValue;
  /** The index at which a field is written, or the nearest of its ancestors; undefined: nothing but comments. */
  readonly locate: (path: readonly (string | number)[]) => number | undefined;
  readonly duplicateKeys: readonly DuplicateKey[];
  /** How many values it takes to hold the value, after aliases are followed. */
  readonly size: number;
  /** Where text follows which is not part of the document: kubectl loses it without a word. */
  readonly ignoredFrom: number | undefined;
}

export interface RefusedText {
  readonly type: 'Refused';
  readonly reason: string;
  readonly offset: number;
  /** The text may be right; it is more than this reader takes. */
  readonly isLimit: boolean;
}

/**
 * Reads the first YAML document of a text as kubectl does (sigs.k8s.io/yaml over a fork of go-yaml 2): YAML 1.1 where
 * `yes` is true, 0644 is 420, 12:30 is text, the last of equal keys counts and `<<` merges. Integers stay exact.
 */
export function readYaml(text: string): ReadText {
  const simple = readSimpleYaml(text);
  return simple === undefined ? parseYaml(text) : simpleValue(text, simple);
}

/** What `readYaml` gives, by the parser alone. */
export function parseYaml(text: string): ReadText {
  return refuseTextErrors(() => {
    const { root, ignoredFrom } = parseYamlNodes(text);
    if (root === undefined) {
      return { type: 'Value', value: null, locate: () => undefined, duplicateKeys: [], size: 0, ignoredFrom };
    }
    return { type: 'Value', ...composeValue(root), locate: (path) => locateNode(root, path), ignoredFrom };
  });
}

/** Places are rarely asked for: the text is read once more when that happens. */
function simpleValue(text: string, { value, start, size }: SimpleYaml): ReadValue {
  let locate: ReadValue['locate'] | undefined;
  return {
    type: 'Value',
    value,
    locate: (path) => {
      if (path.length === 0) return start;
      locate ??= locateSimple(text, start);
      return locate(path);
    },
    duplicateKeys: [],
    size,
    ignoredFrom: undefined,
  };
}

function locateSimple(text: string, start: number): ReadValue['locate'] {
  const places: SimplePlaces = new Map();
  const root = readSimpleYaml(text, places)?.value;
  return (path) => {
    let node = root;
    let place = start;
    for (const step of path) {
      const key = isJsonArray(node) ? step : String(step);
      const found = node === undefined ? undefined : places.get(node)?.get(key);
      if (found === undefined) return place;
      place = found;
      node = isJsonArray(node) ? node[Number(step)] : isJsonObject(node) ? node[key] : undefined;
    }
    return place;
  };
}

export interface JsonDocument {
  /** The range of the text which the value takes; a refusal takes the rest of the text. */
  readonly start: number;
  readonly end: number;
  /** Positions count from `start`. */
  readonly read: () => ReadText;
}

/**
 * Reads the JSON values of a text one after another, as Go's decoder does; the last of them may be a refusal. Where one
 * ends shows only when it is read; what was read is kept of the first alone, and the others are read again when asked for.
 * Beyond the limit of documents all the rest is one of them.
 */
export function readJsonStream(text: string): readonly JsonDocument[] {
  const documents: JsonDocument[] = [];
  for (let from = 0; ; ) {
    const start = from + text.slice(from).search(/[^ \t\r\n]/);
    if (start < from) return documents;
    if (documents.length >= readingLimits.documents) return [...documents, readLater(text, start, text.length)];
    const { read, end } = readJson(text, start);
    documents.push(start === 0 ? alreadyRead(end, read) : readLater(text, start, end));
    if (read.type === 'Refused') return documents;
    from = end;
  }
}

// These are functions of their own because closures within one scope keep what any of them needs.

function alreadyRead(end: number, read: ReadText): JsonDocument {
  return { start: 0, end, read: () => read };
}

function readLater(text: string, start: number, end: number): JsonDocument {
  return { start, end, read: () => readJson(text.slice(start, end), 0).read };
}

function readJson(text: string, start: number): { readonly read: ReadText; readonly end: number } {
  let end = text.length;
  const read = refuseTextErrors(() => {
    const node = parseJsonNode(text, start);
    end = node.end;
    return {
      type: 'Value',
      ...composeValue(node.root),
      locate: (path) => locateNode(node.root, path),
      ignoredFrom: undefined,
    };
  });
  return { read, end };
}

function refuseTextErrors(read: () => ReadValue): ReadText {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { reason, offset, isLimit } = error;
    return { type: 'Refused', reason, offset, isLimit };
  }
}
