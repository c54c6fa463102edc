import { splitDocuments } from '../../../src/manifest/split-documents.ts';
import { splitStream } from '../../../src/manifest/split-stream.ts';
import { type ReadText, readYaml } from '../../../src/manifest/yaml.ts';
import type { ConformanceSuite } from '../suite.ts';

interface YamlRecord {
  readonly yaml: string;
  /** The first document of the text. */
  readonly json: unknown;
  readonly error: string | null;
  readonly strictError?: string;
  /** The text as a stream, where that is not the first document alone: what comes before an error, without nulls. */
  readonly stream?: readonly unknown[];
  readonly streamError?: string;
  readonly docs?: readonly string[];
}

export const suite: ConformanceSuite = {
  name: 'yaml',
  replay(record) {
    const expected = record as YamlRecord;
    const read = readYaml(expected.yaml);
    const isRead = expected.error === null;
    return {
      expected: comparable({
        json: isRead ? expected.json : undefined,
        isRefused: !isRead,
        hasDuplicateKeys: expected.strictError !== undefined,
        stream: expected.stream ?? (isRead && expected.json !== null ? [expected.json] : []),
        isStreamRefused: expected.streamError !== undefined,
        docs: expected.docs,
      }),
      actual: comparable({
        json: read.type === 'Value' ? read.value : undefined,
        isRefused: read.type === 'Refused',
        hasDuplicateKeys: read.type === 'Value' && read.duplicateKeys.length > 0,
        ...replayStream(expected.yaml),
        docs: expected.docs === undefined ? undefined : replayDocuments(expected.yaml),
      }),
    };
  },
};

function replayStream(text: string): { stream: unknown[]; isStreamRefused: boolean } {
  const values: unknown[] = [];
  for (const read of splitStream(text).map((part): ReadText => part.read())) {
    if (read.type === 'Refused') return { stream: values, isStreamRefused: true };
    if (read.value !== null) values.push(read.value);
  }
  return { stream: values, isStreamRefused: false };
}

/** The decoder which the records were made with loses a document whose separator is cut off by the end of the text. */
function replayDocuments(text: string): string[] {
  return splitDocuments(text)
    .filter(({ separator }) => separator === undefined || separator.isTerminated || separator.rest === '')
    .map((document) => document.text);
}

/** Integers which need more than a double are compared as bigint, however they were read: Go writes a float's shortest digits. */
function comparable(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21
      ? BigInt(String(value))
      : value;
  }
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, comparable(entry)]));
}
