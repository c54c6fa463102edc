import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { RevisionFile } from '../app/ports.ts';
import { RevisionError } from '../app/ports.ts';
import { bytesMaxOf } from './read-limits.ts';

const chunkBytes = 1024 * 1024;

/** Windows has neither flag; there the check of the type stands alone. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads one entry of a folder without following a symbolic link. Undefined where there is none, or where it is neither a
 * file nor a link (a folder, a socket). Throws RevisionError('World') where the file system refuses; `path` is what the message names.
 */
export function readDiskEntry(location: string | Buffer, path: string): RevisionFile | undefined {
  try {
    const stats = lstatSync(location);
    if (stats.isSymbolicLink()) {
      return { path, type: 'SymbolicLink', bytes: readlinkSync(location, { encoding: 'buffer' }) };
    }
    if (!stats.isFile()) return undefined;
    return { path, type: 'File', bytes: readFileStart(location, bytesMaxOf(path) + 1) };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new RevisionError('World', `cannot read ${JSON.stringify(path)}: ${code ?? 'unknown error'}`, {
      cause: error,
    });
  }
}

/** The same for a path of a repository, as `decodePath` made it. */
export function readWorkingTreeEntry(directory: string, path: string): RevisionFile | undefined {
  return readDiskEntry(locate(directory, path), path);
}

/**
 * The object id that git would give to what is at a path, without any filter; undefined where neither a file nor a link is.
 * `like` is an id of the repository: its length tells SHA-1 from SHA-256.
 */
export function workingTreeObjectId(directory: string, path: string, like: string): string | undefined {
  const location = locate(directory, path);
  const entry = readDiskEntry(location, path);
  if (entry === undefined) return undefined;
  const hash = createHash(like.length === 40 ? 'sha1' : 'sha256');
  if (entry.bytes.length <= bytesMaxOf(path)) {
    return hash.update(`blob ${entry.bytes.length}\0`).update(entry.bytes).digest('hex');
  }
  const handle = openSync(location, openFlags);
  try {
    hash.update(`blob ${fstatSync(handle).size}\0`);
    for (let chunk = readFully(handle, chunkBytes); chunk.length > 0; chunk = readFully(handle, chunkBytes)) {
      hash.update(chunk);
    }
    return hash.digest('hex');
  } finally {
    closeSync(handle);
  }
}

/** A name which is not UTF-8 is found by its bytes, unless there is one that is spelled with backslashes. */
function locate(directory: string, path: string): string | Buffer {
  const location = join(directory, path);
  if (!path.includes('\\x') || lstatSync(location, { throwIfNoEntry: false }) !== undefined) return location;
  const name = path.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(name, 'latin1')]);
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

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code;
}

function readFileStart(location: string | Buffer, bytesMax: number): Buffer {
  const handle = openSync(location, openFlags);
  try {
    return readFully(handle, Math.min(fstatSync(handle).size, bytesMax));
  } finally {
    closeSync(handle);
  }
}

function readFully(handle: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle, bytes, filled, length - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
