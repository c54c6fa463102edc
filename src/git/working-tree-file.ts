import type { Hash } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readdirSync } from 'node:fs';
import type { RevisionFile } from '../app/ports.ts';
import { lfsPointer } from '../manifest/lfs-pointer.ts';
import { decodePath, encodePath } from './decode-paths.ts';
import { startHash } from './hashing.ts';
import { openFlags, readDiskEntry, readFully } from './read-disk-entry.ts';
import { bytesMaxOf } from './read-limits.ts';

const chunkBytes = 1024 * 1024;

/**
 * What lies at a path of the working tree, as git would keep it: `storedId` is the object which git would make of it, where
 * that is another than its bytes make. Undefined where nothing is, or what is no file. No link is followed.
 */
export function readWorkingTreeFile(
  directory: string,
  path: string,
  storedId?: string,
  bytesMax?: number,
): RevisionFile | undefined {
  const location = locate(directory, path);
  const file = location && readDiskEntry(location, path, bytesMax);
  if (file === undefined || storedId === undefined) return file;
  const bytes = withoutCarriageReturns(file.bytes);
  return objectId(bytes, storedId) === storedId ? { ...file, bytes } : file;
}

/** What a folder of the working tree holds directly, by name; "." is its top. No link is followed. */
export function workingTreeNames(directory: string, path: string): readonly string[] {
  const location = path === '.' ? Buffer.from(directory) : locate(directory, path);
  if (!location || !lstatSync(location, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(location, { encoding: 'buffer' }).map((name) => decodePath(name));
}

/**
 * The object id that git would give to the bytes at a path; undefined where neither a file nor a link is. `like` is an id of
 * the repository: its length tells SHA-1 from SHA-256.
 */
export function workingTreeObjectId(directory: string, path: string, like: string): string | undefined {
  const location = locate(directory, path);
  const entry = location && readDiskEntry(location, path);
  if (!location || entry === undefined) return undefined;
  if (entry.bytes.length <= bytesMaxOf(path)) return objectId(entry.bytes, like);
  return digest(location, (size) => startObjectId(size, like));
}

export function isWorkingTreeLink(directory: string, path: string): boolean {
  const location = locate(directory, path);
  return location !== undefined && lstatSync(location, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Whether the file at a path is the one that Git LFS would put in place of a pointer. */
export function isContentOfPointer(directory: string, path: string, pointer: Uint8Array): boolean {
  const content = lfsPointer(pointer);
  const location = content && locate(directory, path);
  if (!location || !lstatSync(location, { throwIfNoEntry: false })?.isFile()) return false;
  return digest(location, () => startHash('sha256')) === content.sha256;
}

/** Undefined where the path leads out of the working tree: by "..", or by a folder that is a link. */
function locate(directory: string, path: string): Buffer | undefined {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..')) return undefined;
  let location = Buffer.from(directory);
  for (const [index, name] of names.entries()) {
    if (index > 0 && !lstatSync(location, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    location = Buffer.concat([location, Buffer.from('/'), encodePath(name)]);
  }
  return location;
}

function objectId(bytes: Uint8Array, like: string): string {
  return startObjectId(bytes.length, like).update(bytes).digest('hex');
}

function startObjectId(size: number, like: string): Hash {
  return startHash(like.length === 40 ? 'sha1' : 'sha256').update(`blob ${size}\0`);
}

function digest(location: Buffer, start: (size: number) => Hash): string {
  const handle = openSync(location, openFlags);
  try {
    const hash = start(fstatSync(handle).size);
    for (let chunk = readFully(handle, chunkBytes); chunk.length > 0; chunk = readFully(handle, chunkBytes)) {
      hash.update(chunk);
    }
    return hash.digest('hex');
  } finally {
    closeSync(handle);
  }
}

function withoutCarriageReturns(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
