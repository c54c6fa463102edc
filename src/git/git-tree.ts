import { RevisionError } from '../app/ports.ts';
import type { GitObjects } from './git-objects.ts';
import { MissingObjects } from './missing-objects.ts';
import { type Folder, type FolderEntry, fileOf, folderOf, parseFolder } from './parse-folder.ts';
import type { TreeEntry } from './tree-changes.ts';

/** Reads a folder by what it is called in git: "<commit>^{tree}", or the id of its object. Each is read only once. */
export type ReadFolder = (name: string) => Promise<Folder>;

/** Enough for more names than `pathsMax`. */
const folderBytesMax = 64 * 1024 * 1024;

/** Trees which name one another can stand for more paths than there are atoms. */
const pathsMax = 1_000_000;

export function folderReader(objects: GitObjects): ReadFolder {
  const folders = new Map<string, Promise<Folder>>();
  return (name) => {
    const known = folders.get(name) ?? readFolder(objects, name);
    folders.set(name, known);
    return known;
  };
}

async function readFolder(objects: GitObjects, name: string): Promise<Folder> {
  const object = await objects.read(name, folderBytesMax);
  if (object === undefined) throw new MissingObjects();
  return parseFolder(object);
}

/** The tree of one commit. A folder is read when something in it is asked for. */
export interface GitTree {
  /** The file, link or submodule at a path. */
  entry(path: string): Promise<TreeEntry | undefined>;
  /** Whether there is a file or a folder at a path. */
  has(path: string): Promise<boolean>;
  /** What the folder at a path holds directly, by name; "." is the top. */
  names(path: string): Promise<readonly string[]>;
  entries(): Promise<ReadonlyMap<string, TreeEntry>>;
}

export function openTree(readFolder: ReadFolder, commit: string): GitTree {
  const find = async (path: string): Promise<FolderEntry | undefined> => {
    let folder: string | undefined = rootOf(commit);
    let found: FolderEntry | undefined;
    for (const name of path.split('/')) {
      found = folder === undefined ? undefined : (await readFolder(folder)).get(name);
      folder = folderOf(found);
    }
    return found;
  };
  let all: Promise<ReadonlyMap<string, TreeEntry>> | undefined;
  return {
    entry: async (path) => fileOf(await find(path)),
    has: async (path) => (await find(path)) !== undefined,
    names: async (path) => {
      const folder = path === '.' ? rootOf(commit) : folderOf(await find(path));
      return folder === undefined ? [] : [...(await readFolder(folder)).keys()];
    },
    entries: () => {
      all ??= listEntries(readFolder, rootOf(commit));
      return all;
    },
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
  let level = [{ prefix: '', id: root }];
  while (level.length > 0) {
    const folders = await Promise.all(level.map(async ({ prefix, id }) => ({ prefix, folder: await readFolder(id) })));
    level = [];
    for (const { prefix, folder } of folders) {
      for (const [name, entry] of folder) {
        const file = fileOf(entry);
        const id = folderOf(entry);
        if (file !== undefined) entries.set(prefix + name, file);
        if (id !== undefined) level.push({ prefix: `${prefix}${name}/`, id });
      }
      requireListable(entries.size + level.length);
    }
  }
  return entries;
}
