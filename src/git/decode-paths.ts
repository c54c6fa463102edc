import { isUtf8 } from 'node:buffer';

/** The NUL-separated records that git prints with `-z`, with their paths decoded. */
export function splitRecords(output: Buffer): readonly string[] {
  const records = isUtf8(output)
    ? output.toString('utf8').split('\0').map(keepApart)
    : output
        .toString('latin1')
        .split('\0')
        .map((record) => decodePath(Buffer.from(record, 'latin1')));
  if (records.at(-1) === '') records.pop();
  return records;
}

/**
 * A path as text. A name which is not UTF-8 keeps its other bytes as `\xHH`, and what is written like that in a name gets its
 * backslash so: two paths stay two.
 */
export function decodePath(path: Uint8Array): string {
  const bytes = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  if (isUtf8(bytes)) return keepApart(bytes.toString('utf8'));
  const names = bytes.toString('latin1').split('/');
  return names.map((name) => decodeName(Buffer.from(name, 'latin1'))).join('/');
}

/** The bytes of a path which `decodePath` made. */
export function encodePath(path: string): Buffer {
  if (!path.includes('\\x')) return Buffer.from(path);
  const parts = path.split(/(\\x[0-9a-f]{2})/);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.of(Number.parseInt(part.slice(2), 16)))),
  );
}

function decodeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return keepApart(bytes.toString('utf8'));
  return keepApart(bytes.toString('latin1')).replaceAll(/[\u0080-\u00ff]/g, (byte) => escapeByte(byte.charCodeAt(0)));
}

function keepApart(path: string): string {
  return path.includes('\\x') ? path.replaceAll(/\\(?=x[0-9a-f]{2})/g, escapeByte(0x5c)) : path;
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
