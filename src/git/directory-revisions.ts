import { readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ChangedFile, RevisionFile, RevisionSource, Side } from '../app/ports.ts';
import { RevisionError, settingsPath } from '../app/ports.ts';
import { errorCode } from '../host/error-code.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { readingLimits } from '../manifest/reading-limits.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { decodePath } from './decode-paths.ts';
import { pairSides } from './pair-sides.ts';
import { isWithin, pathScope, requireScopes } from './path-scope.ts';
import { filesEqual, readDiskEntry } from './read-disk-entry.ts';
import { bytesMaxOf, readBudget } from './read-limits.ts';
import { searchWords } from './search-words.ts';
import { documentsIn } from './settings-file.ts';

export interface DirectoryRevisionsOptions {
  readonly baseDirectory: string;
  readonly headDirectory: string;
  /** Files and folders below both directories: only changes in them are looked at. */
  readonly paths?: readonly string[];
}

/**
 * Two folders as two revisions of one tree. Symbolic links are not followed, `.git` is left out. A folder which is not
 * there beside one which is counts as empty, and the description says so: an application that is new, or gone.
 * Throws RevisionError: `Usage` where a folder is missing together with its parent, is none, or both are missing;
 * `World` where the file system refuses.
 */
export async function openDirectoryRevisions(options: DirectoryRevisionsOptions): Promise<RevisionSource> {
  const isInScope = pathScope(options.paths, '');
  const isBaseThere = requireFolder(options.baseDirectory, '--base-dir');
  const isHeadThere = requireFolder(options.headDirectory, '--head-dir');
  if (!isBaseThere && !isHeadThere) throw noFolder(options.baseDirectory, '--base-dir');
  const listed = {
    base: isBaseThere ? listFolder(options.baseDirectory) : nothing,
    head: isHeadThere ? listFolder(options.headDirectory) : nothing,
  };
  const base = listed.base.files;
  const head = listed.head.files;
  const paths = (side: Side) => Array.from((side === 'base' ? base : head).keys()).toSorted(byCodeUnit);
  const all = [...base.keys(), ...head.keys()];
  await requireScopes(options.paths, '', (top) => all.some((path) => isWithin(path, top)));
  let comparison: Promise<Comparison> | undefined;
  const compared = (): Promise<Comparison> => {
    comparison ??= compareFolders(base, head, isInScope);
    return comparison;
  };
  return {
    base: { type: 'Directory', ...(isBaseThere ? {} : { isMissing: true }) },
    head: { type: 'Directory', ...(isHeadThere ? {} : { isMissing: true }) },
    paths: async (side, among) => {
      const folder = side === 'base' ? base : head;
      return among ? among.filter((path) => folder.has(path)).toSorted(byCodeUnit) : paths(side);
    },
    files: async (side, among) => readWhole(side === 'base' ? base : head, among),
    links: async (side) => readWhole(listed[side].files, listed[side].links.toSorted(byCodeUnit)),
    changedFiles: async () => (await compared()).changes,
    unchangedMentioning: async (words) => findMentions((await compared()).unchanged, words),
    settingsFile: async () => readSide(head, settingsPath),
    settingsFiles: async (path) => filesAt(head, path),
  };
}

/** Where the file of a path is on this machine. */
type Folder = ReadonlyMap<string, Buffer>;

interface ListedFolder {
  readonly files: Folder;
  /** The paths of those which are symbolic links. */
  readonly links: readonly string[];
}

/** Whether the folder is there. One whose parent is missing too was mistyped. */
function requireFolder(directory: string, flag: string): boolean {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found) {
    if (found.isDirectory()) return true;
    throw noFolder(directory, flag);
  }
  if (statSync(dirname(resolve(directory)), { throwIfNoEntry: false })?.isDirectory()) return false;
  throw noFolder(directory, flag);
}

function noFolder(directory: string, flag: string): RevisionError {
  return new RevisionError('Usage', `there is no folder ${JSON.stringify(directory)}; check ${flag}`);
}

const nothing: ListedFolder = { files: new Map(), links: [] };

function listFolder(directory: string): ListedFolder {
  const files = new Map<string, Buffer>();
  const links: string[] = [];
  const waiting = [{ location: Buffer.from(directory), path: '' }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of listEntries(folder.location, folder.path)) {
      const name = decodePath(entry.name);
      if (name === '.git') continue;
      const location = Buffer.concat([folder.location, Buffer.from('/'), entry.name]);
      if (entry.isDirectory()) waiting.push({ location, path: `${folder.path}${name}/` });
      else if (entry.isFile() || entry.isSymbolicLink()) files.set(folder.path + name, location);
      if (entry.isSymbolicLink()) links.push(folder.path + name);
    }
  }
  return { files, links };
}

function listEntries(location: Buffer, path: string) {
  try {
    return readdirSync(location, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    const code = errorCode(error) ?? 'unknown error';
    throw new RevisionError('World', `cannot list the folder ${JSON.stringify(path)}: ${code}`, { cause: error });
  }
}

interface UnchangedFile {
  readonly path: string;
  readonly read: () => RevisionFile | undefined;
}

interface Comparison {
  readonly changes: readonly ChangedFile[];
  /** Those which may hold manifests, sorted by path. */
  readonly unchanged: readonly UnchangedFile[];
}

/** Unchanged manifests are kept up to this size, and read again beyond it. */
const keptBytesMax = 64 * 1024 * 1024;

async function compareFolders(base: Folder, head: Folder, isInScope: (path: string) => boolean): Promise<Comparison> {
  const unequal: ChangedFile[] = [];
  const unchanged: UnchangedFile[] = [];
  const spend = readBudget('the changed files');
  let keptBytes = 0;
  for (const path of Array.from(new Set([...base.keys(), ...head.keys()])).toSorted(byCodeUnit)) {
    const before = readSide(base, path);
    const after = readSide(head, path);
    if (before !== undefined && after !== undefined && isEqual(before, after, base.get(path), head.get(path))) {
      if (!isManifestPath(path) || after.type !== 'File') continue;
      keptBytes += after.bytes.length;
      const kept = keptBytes <= keptBytesMax ? after : undefined;
      unchanged.push({ path, read: () => kept ?? readSide(head, path) });
      continue;
    }
    if (!isInScope(path)) continue;
    for (const file of [before, after]) if (file !== undefined) spend(file.bytes);
    unequal.push({ base: before, head: after });
  }
  return { changes: await pairSides(unequal), unchanged };
}

function readSide(folder: Folder, path: string): RevisionFile | undefined {
  const location = folder.get(path);
  return location === undefined ? undefined : readDiskEntry(location, path);
}

/** The files at some paths, whole up to the limit of one file. */
function readWhole(folder: Folder, paths: readonly string[]): readonly RevisionFile[] {
  const spend = readBudget('the files of the kustomizations');
  return paths.flatMap((path) => {
    const location = folder.get(path);
    const file = location && readDiskEntry(location, path, readingLimits.fileBytes);
    if (!file) return [];
    spend(file.bytes);
    return [file];
  });
}

/** The file at a path, or the documents directly in the folder at it. */
function filesAt(folder: Folder, path: string): readonly RevisionFile[] {
  const names = [...folder.keys()].flatMap((each) => nameWithin(each, path) ?? []);
  const paths = folder.has(path) ? [path] : documentsIn(path, names);
  return paths.flatMap((each) => readSide(folder, each) ?? []);
}

function nameWithin(path: string, folder: string): string | undefined {
  const top = folder === '.' ? '' : `${folder}/`;
  const name = path.startsWith(top) ? path.slice(top.length) : '/';
  return name.includes('/') ? undefined : name;
}

function isEqual(before: RevisionFile, after: RevisionFile, from: Buffer | undefined, to: Buffer | undefined): boolean {
  if (before.type !== after.type || Buffer.compare(before.bytes, after.bytes) !== 0) return false;
  // Files which were cut at the limit may differ behind it.
  if (before.bytes.length <= bytesMaxOf(before.path)) return true;
  return from !== undefined && to !== undefined && filesEqual(from, to);
}

function findMentions(unchanged: readonly UnchangedFile[], words: readonly string[]): readonly RevisionFile[] {
  const isMention = searchWords(words.filter((word) => !/[\0\r\n]/.test(word)));
  const spend = readBudget('the files which may be related to the change');
  return unchanged.flatMap(({ read }) => {
    const file = read();
    if (file === undefined || !isMention(file.bytes)) return [];
    spend(file.bytes);
    return [file];
  });
}
