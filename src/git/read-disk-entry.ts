import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { RevisionFile } from '../app/ports.ts';
import { RevisionError } from '../app/ports.ts';
import { errorCode } from '../host/error-code.ts';
import { bytesMaxOf } from './read-limits.ts';

const chunkBytes = 1024 * 1024;

/** Windows has neither flag; there the check of the type stands alone. */
export const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads one entry of a folder without following a symbolic link. Undefined where there is none, or where it is neither a
 * file nor a link (a folder, a socket). Throws RevisionError('World') where the file system refuses; `path` is what the message names.
 */
export function readDiskEntry(
  location: string | Buffer,
  path: string,
  bytesMax = bytesMaxOf(path),
): RevisionFile | undefined {
  try {
    const stats = lstatSync(location);
    if (stats.isSymbolicLink()) {
      return { path, type: 'SymbolicLink', bytes: readlinkSync(location, { encoding: 'buffer' }) };
    }
    if (!stats.isFile()) return undefined;
    return { path, type: 'File', bytes: readFileStart(location, bytesMax + 1) };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new RevisionError('World', `cannot read ${JSON.stringify(path)}: ${code ?? 'unknown error'}`, {
      cause: error,
    });
  }
}

/** Whether two files hold the same bytes, however large they are. */
export function filesEqual(left: string | Buffer, right: string | Buffer): boolean {
  const handles: number[] = [];
  try {
    const one = openSync(left, openFlags);
    handles.push(one);
    const other = openSync(right, openFlags);
    handles.push(other);
    if (fstatSync(one).size !== fstatSync(other).size) return false;
    for (;;) {
      const a = readFully(one, chunkBytes);
      const b = readFully(other, chunkBytes);
      if (!a.equals(b)) return false;
      if (a.length < chunkBytes) return true;
    }
  } finally {
    for (const handle of handles) closeSync(handle);
  }
}

function readFileStart(location: string | Buffer, bytesMax: number): Buffer {
  const handle = openSync(location, openFlags);
  try {
    return readFully(handle, Math.min(fstatSync(handle).size, bytesMax));
  } finally {
    closeSync(handle);
  }
}

export function readFully(handle: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle, bytes, filled, length - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
