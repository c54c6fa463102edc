import { RevisionError } from '../app/ports.ts';
import type { GitObject } from './batch-answers.ts';
import { decodePath } from './decode-paths.ts';
import type { GitObjects } from './git-objects.ts';
import { MissingObjects } from './missing-objects.ts';
import { entryType, type TreeEntry } from './tree-changes.ts';

/** What a folder holds, by name. */
export type Folder = ReadonlyMap<string, FolderEntry>;

export type FolderEntry = TreeEntry | SubFolder;

interface SubFolder {
  readonly type: 'Folder';
  readonly objectId: string;
}

/** Reads a folder by what it is called in git: "<commit>^{tree}", or the id of its object. Each is read only once. */
export type ReadFolder = (name: string) => Promise<Folder>;

/** Enough for more names than `pathsMax`. */
const folderBytesMax = 64 * 1024 * 1024;

/** Trees which name one another can stand for more paths than there are atoms. */
const pathsMax = 1_000_000;

export function folderReader(objects: GitObjects): ReadFolder {
  const folders = new Map<string, Promise<Folder>>();
  return (name) => {
    const known = folders.get(name) ?? objects.read(name, folderBytesMax).then(parseFolder);
    folders.set(name, known);
    return known;
  };
}

/** The tree of one commit. A folder is read when something in it is asked for. */
export interface GitTree {
  /** The file, link or submodule at a path. */
  entry(path: string): Promise<TreeEntry | undefined>;
  /** Whether there is a file or a folder at a path. */
  has(path: string): Promise<boolean>;
  entries(): Promise<ReadonlyMap<string, TreeEntry>>;
}

export function openTree(readFolder: ReadFolder, commit: string): GitTree {
  const root: SubFolder = { type: 'Folder', objectId: rootOf(commit) };
  const find = async (path: string): Promise<FolderEntry | undefined> => {
    let found: FolderEntry | undefined = root;
    for (const name of path.split('/')) {
      if (found?.type !== 'Folder') return undefined;
      found = (await readFolder(found.objectId)).get(name);
    }
    return found;
  };
  return {
    entry: async (path) => {
      const found = await find(path);
      return found?.type === 'Folder' ? undefined : found;
    },
    has: async (path) => (await find(path)) !== undefined,
    entries: () => listEntries(readFolder, root.objectId),
  };
}

export function rootOf(commit: string): string {
  return `${commit}^{tree}`;
}

/** Throws RevisionError('Usage') beyond what can be listed. */
export function requireListable(paths: number): void {
  if (paths <= pathsMax) return;
  throw new RevisionError('Usage', `there are more than ${pathsMax} paths to look at, more than can be compared`);
}

/** Level by level: the folders of one are asked for together. */
async function listEntries(readFolder: ReadFolder, root: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const entries = new Map<string, TreeEntry>();
  let level = [{ prefix: '', objectId: root }];
  while (level.length > 0) {
    const folders = await Promise.all(
      level.map(async ({ prefix, objectId }) => ({ prefix, folder: await readFolder(objectId) })),
    );
    level = [];
    for (const { prefix, folder } of folders) {
      for (const [name, entry] of folder) {
        if (entry.type === 'Folder') level.push({ prefix: `${prefix}${name}/`, objectId: entry.objectId });
        else entries.set(prefix + name, entry);
      }
      requireListable(entries.size + level.length);
    }
  }
  return entries;
}

/** Again and again "100644 <name>\0", and the bytes of the object id. */
function parseFolder(object: GitObject | undefined): Folder {
  if (object === undefined) throw new MissingObjects();
  const { id, type, bytes } = object;
  const idBytes = id.length / 2;
  const folder = new Map<string, FolderEntry>();
  for (let start = 0; start < bytes.length; ) {
    const space = bytes.indexOf(0x20, start);
    const nameEnd = bytes.indexOf(0, space);
    const end = nameEnd + 1 + idBytes;
    if (type !== 'tree' || space < 0 || nameEnd < 0 || end > bytes.length) {
      throw new RevisionError('World', `object ${id} of the repository is not a sound folder`);
    }
    const entry = {
      type: entryType(bytes.toString('latin1', start, space)),
      objectId: bytes.toString('hex', nameEnd + 1, end),
    };
    folder.set(decodePath(bytes.subarray(space + 1, nameEnd)), entry);
    start = end;
  }
  return folder;
}
