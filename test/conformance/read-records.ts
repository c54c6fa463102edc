import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One recorded situation, or a line which could not be read. */
export interface RecordLine {
  readonly file: string;
  /** Counted from 1; in a JSON array the position of the element. */
  readonly number: number;
  readonly record: unknown;
  readonly unreadable?: string;
}

/**
 * The records of a `.jsonl` or `.jsonl.gz` file, or of one JSON array. Integers which a double cannot hold are
 * bigint. Throws what reading and unzipping the file throws.
 */
export function readRecords(path: string): Iterable<RecordLine> {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const file = basename(path);
  return text.trimStart().startsWith('[') ? arrayRecords(file, text) : lineRecords(file, text);
}

function* lineRecords(file: string, text: string): Iterable<RecordLine> {
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (line.trim() === '') continue;
    yield parseLine(file, number, line);
  }
}

function* arrayRecords(file: string, text: string): Iterable<RecordLine> {
  const whole = parseLine(file, 1, text);
  if (!Array.isArray(whole.record)) {
    yield whole;
    return;
  }
  const records: readonly unknown[] = whole.record;
  for (const [index, record] of records.entries()) yield { file, number: index + 1, record };
}

function parseLine(file: string, number: number, line: string): RecordLine {
  try {
    return { file, number, record: JSON.parse(line, exactIntegers) };
  } catch (error) {
    return { file, number, record: undefined, unreadable: error instanceof Error ? error.message : String(error) };
  }
}

function exactIntegers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
