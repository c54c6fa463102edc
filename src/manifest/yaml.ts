import type { JsonValue } from '../schema/json.ts';
import { parseJsonNode } from './json-parser.ts';
import { TextError } from './text-error.ts';
import type { YamlNode } from './yaml-node.ts';
import { parseYamlNodes } from './yaml-parser.ts';
import { composeValue, type DuplicateKey } from './yaml-value.ts';

/** What a text says, or why it says nothing. Positions are indices into the text. */
export type ReadText = ReadValue | RefusedText;

export interface ReadValue {
  readonly type: 'Value';
  readonly value: JsonValue;
  /** The value as written, for looking up positions; undefined: nothing but comments. */
  readonly root: YamlNode | undefined;
  readonly duplicateKeys: readonly DuplicateKey[];
  readonly aliasedNodes: number;
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
  return refuseTextErrors(() => {
    const { root, ignoredFrom } = parseYamlNodes(text);
    if (root === undefined) {
      return { type: 'Value', value: null, root, duplicateKeys: [], aliasedNodes: 0, ignoredFrom };
    }
    return { type: 'Value', ...composeValue(root), root, ignoredFrom };
  });
}

export interface JsonDocument {
  /** The range of the text which the value takes; a refusal takes the rest of the text. */
  readonly start: number;
  readonly end: number;
  readonly read: ReadText;
}

/** Reads the JSON values of a text one after another, as Go's decoder does; the last of them may be a refusal. */
export function readJsonStream(text: string): readonly JsonDocument[] {
  const documents: JsonDocument[] = [];
  for (let from = 0; ; ) {
    const document = readJsonDocument(text, from);
    if (document === undefined) return documents;
    documents.push(document);
    if (document.read.type === 'Refused') return documents;
    from = document.end;
  }
}

function readJsonDocument(text: string, from: number): JsonDocument | undefined {
  const start = from + text.slice(from).search(/[^ \t\r\n]/);
  if (start < from) return undefined;
  let end = text.length;
  const read = refuseTextErrors(() => {
    const node = parseJsonNode(text, start);
    end = node.end;
    return { type: 'Value', ...composeValue(node.root), root: node.root, ignoredFrom: undefined };
  });
  return { start, end, read };
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
