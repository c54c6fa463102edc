import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Host } from './host.ts';
import type { TextFile } from './ports.ts';
import { UsageError } from './usage-error.ts';
import { writeTextFile } from './write-text-file.ts';

/** Beside the files: what was written the last time, by path, with a digest of the text. */
const recordName = '.rollcast-emitted.json';

/**
 * Writes files into a folder, and removes those which it wrote the last time and which are no longer among them. What it
 * did not write itself, or what somebody has changed since, is never touched: if anything is in the way, nothing is written
 * at all. Throws UsageError.
 */
export async function writeEmittedFiles(folder: string, files: readonly TextFile[], host: Host): Promise<void> {
  if (!isFolderOrNothing(folder)) throw new UsageError(`${folder} is no folder. Name another one with --emit.`);
  const record = readRecord(folder);
  const obstacle = files.find(({ path, text }) => isInTheWay(folder, path, text, record));
  if (obstacle) {
    throw new UsageError(
      `${join(folder, obstacle.path)} is in the way: it is not as Rollcast wrote it, so nothing was written. Move it, or name another folder with --emit.`,
    );
  }
  const wanted = new Set(files.map(({ path }) => path));
  for (const path of record.keys()) {
    if (!wanted.has(path) && isOwn(folder, path, record)) removeFile(folder, path);
  }
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    await writeTextFile(join(folder, path), text, host);
  }
  const digests = Object.fromEntries(files.map(({ path, text }) => [path, digest(text)]));
  await writeTextFile(join(folder, recordName), `${JSON.stringify({ files: digests }, null, 2)}\n`, host);
}

/** A link to a folder is one; a link to nothing is not. */
function isFolderOrNothing(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? kindAt(path) === 'Nothing';
}

/** A folder which nothing is left in goes with its last file. */
function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path));
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    if (readdirSync(join(folder, above)).length > 0) return;
    rmdirSync(join(folder, above));
  }
}

type EmittedRecord = ReadonlyMap<string, string>;

/** What is no record of ours is in the way of one. */
function readRecord(folder: string): EmittedRecord {
  if (kindAt(join(folder, recordName)) === 'Nothing') return new Map();
  const read: unknown = parsed(textAt(folder, recordName) ?? '');
  const files = typeof read === 'object' && read !== null && 'files' in read ? read.files : undefined;
  if (typeof files !== 'object' || files === null) {
    throw new UsageError(`${join(folder, recordName)} is no record of Rollcast. Name another folder with --emit.`);
  }
  return new Map(
    Object.entries(files).filter(
      (entry): entry is [string, string] => isInside(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Somebody may have edited the record: it must not lead out of the folder. */
function isInside(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\\'));
}

function isInTheWay(folder: string, path: string, text: string, record: EmittedRecord): boolean {
  if (leadsAway(folder, path)) return true;
  const present = kindAt(join(folder, path));
  if (present === 'Nothing') return false;
  return present !== 'File' || (textAt(folder, path) !== text && !isOwn(folder, path, record));
}

function isOwn(folder: string, path: string, record: EmittedRecord): boolean {
  const text = leadsAway(folder, path) ? undefined : textAt(folder, path);
  return text !== undefined && record.get(path) === digest(text);
}

/** A link or a file stands where a folder should be. */
function leadsAway(folder: string, path: string): boolean {
  const parts = path.split('/').slice(0, -1);
  return parts.some((_, at) => {
    const kind = kindAt(join(folder, ...parts.slice(0, at + 1)));
    return kind !== 'Folder' && kind !== 'Nothing';
  });
}

function kindAt(path: string): 'Nothing' | 'File' | 'Folder' | 'Other' {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return 'Nothing';
  if (stats.isFile()) return 'File';
  return stats.isDirectory() ? 'Folder' : 'Other';
}

function textAt(folder: string, path: string): string | undefined {
  return kindAt(join(folder, path)) === 'File' ? readFileSync(join(folder, path), 'utf8') : undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
