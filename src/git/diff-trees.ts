import { type ReadFolder, requireListable, rootOf } from './git-tree.ts';
import { type Folder, type FolderEntry, fileOf, folderOf } from './parse-folder.ts';
import { entryType, type TreeChange, type TreeChanges } from './tree-changes.ts';

/** What differs between the trees of two commits. Folders which are equal are not read; a mode is no difference. */
export async function diffTrees(readFolder: ReadFolder, base: string, head: string): Promise<TreeChanges> {
  const changes = new Map<string, TreeChange>();
  let level: FolderPair[] = [{ prefix: '', base: rootOf(base), head: rootOf(head) }];
  while (level.length > 0) {
    const read = await Promise.all(
      level.map(async (pair) => ({
        prefix: pair.prefix,
        base: pair.base === undefined ? none : await readFolder(pair.base),
        head: pair.head === undefined ? none : await readFolder(pair.head),
      })),
    );
    level = [];
    for (const { prefix, base, head } of read) {
      compareFolders(prefix, base, head, changes, level);
      requireListable(changes.size + level.length);
    }
  }
  return changes;
}

/** The same folder on both sides, by the names of its objects. */
interface FolderPair {
  readonly prefix: string;
  readonly base: string | undefined;
  readonly head: string | undefined;
}

const none: Folder = new Map();

function compareFolders(
  prefix: string,
  base: Folder,
  head: Folder,
  changes: Map<string, TreeChange>,
  folders: FolderPair[],
): void {
  for (const name of new Set([...base.keys(), ...head.keys()])) {
    const before = base.get(name);
    const after = head.get(name);
    if (isSame(before, after)) continue;
    const change = { base: fileOf(before), head: fileOf(after) };
    if (change.base !== undefined || change.head !== undefined) changes.set(prefix + name, change);
    const pair = { prefix: `${prefix}${name}/`, base: folderOf(before), head: folderOf(after) };
    if (pair.base !== undefined || pair.head !== undefined) folders.push(pair);
  }
}

function isSame(before: FolderEntry | undefined, after: FolderEntry | undefined): boolean {
  if (before === undefined || before.rawId !== after?.rawId) return false;
  return before.mode === after.mode || entryType(before.mode) === entryType(after.mode);
}
