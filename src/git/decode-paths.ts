import { isUtf8 } from 'node:buffer';

/**
 * The NUL-separated records that git prints with `-z`, as text. A record which is not UTF-8 keeps its other bytes as
 * `\xHH`, so that two such paths stay two.
 */
export function splitRecords(output: Buffer): readonly string[] {
  const records = isUtf8(output)
    ? output.toString('utf8').split('\0')
    : output
        .toString('latin1')
        .split('\0')
        .map((record) => decodePath(Buffer.from(record, 'latin1')));
  if (records.at(-1) === '') records.pop();
  return records;
}

export function decodePath(path: Uint8Array): string {
  if (isUtf8(path)) return Buffer.from(path).toString('utf8');
  return Array.from(path, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}
