import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../host/error-code.ts';

/** Remembers bytes by a key, as long as there is room. Whatever the file system refuses is as if nothing was remembered. */
export interface CacheFolder {
  read(key: string): Buffer | undefined;
  write(key: string, bytes: Uint8Array): void;
}

/** Keys become names of files: SHA-256 in hexadecimal digits. */
const keyPattern = /^[0-9a-f]{64}$/;
const unfinishedPattern = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.new$/;
/** Nobody takes so long to write a file: who began it was killed. */
const abandonedMilliseconds = 60 * 60 * 1000;

const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A folder which many processes may use at once: an entry is there as a whole or not at all. */
export function cacheFolder(folder: string, bytesMax: number): CacheFolder {
  return {
    read: (key) => unlessRefused(() => readEntry(folder, key, bytesMax)),
    write: (key, bytes) => {
      if (headerLength + bytes.length > bytesMax) return;
      unlessRefused(() => {
        ensureOwnFolder(folder);
        writeEntry(folder, key, bytes);
        removeLeastRecent(folder, bytesMax);
      });
    },
  };
}

function unlessRefused<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** The digest of all that follows, and of the key: neither a truncated entry nor one under another's name is mistaken. */
function headerOf(key: string, bytes: Uint8Array): Buffer {
  return Buffer.from(`rollcast 1 ${createHash('sha256').update(key).update(bytes).digest('hex')}\n`);
}

const headerLength = headerOf('', Buffer.alloc(0)).length;

function readEntry(folder: string, key: string, bytesMax: number): Buffer | undefined {
  if (!isOwnFolder(folder)) return undefined;
  const handle = openSync(join(folder, key), readFlags);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile() || stats.size > bytesMax) return undefined;
    const entry = readFileSync(handle);
    const bytes = entry.subarray(headerLength);
    if (!headerOf(key, bytes).equals(entry.subarray(0, headerLength))) return undefined;
    // By this it is known what was used last.
    unlessRefused(() => futimesSync(handle, new Date(), new Date()));
    return bytes;
  } finally {
    closeSync(handle);
  }
}

function writeEntry(folder: string, key: string, bytes: Uint8Array): void {
  const unfinished = join(folder, `${key}.${randomUUID()}.new`);
  try {
    writeFileSync(unfinished, Buffer.concat([headerOf(key, bytes), bytes]), { flag: 'wx', mode: 0o600 });
    renameSync(unfinished, join(folder, key));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function removeLeastRecent(folder: string, bytesMax: number): void {
  const entries = readdirSync(folder).flatMap((name) => {
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ name, size: stats.size, usedAt: stats.mtimeMs }] : [];
  });
  const ownEntries = entries.filter(({ name }) => keyPattern.test(name));
  let bytes = ownEntries.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size } of ownEntries.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= bytesMax) break;
    rmSync(join(folder, name), { force: true });
    bytes -= size;
  }
  for (const { name, usedAt } of entries) {
    if (!unfinishedPattern.test(name) || usedAt > Date.now() - abandonedMilliseconds) continue;
    rmSync(join(folder, name), { force: true });
  }
}

function ensureOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isOwnFolder(folder)) return;
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || !isOurs(stats)) throw new CacheRefused(folder);
  chmodSync(folder, 0o700);
}

/** What others may write into is believed in nothing. */
function isOwnFolder(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || !isOurs(stats)) return false;
  return process.platform === 'win32' || (stats.mode & 0o077) === 0;
}

function isOurs({ uid }: { readonly uid: number }): boolean {
  const own = process.getuid?.();
  return own === undefined || uid === own;
}

class CacheRefused extends Error {
  readonly code = 'EPERM';

  constructor(folder: string) {
    super(`${folder} is not a folder of this user`);
  }
}
