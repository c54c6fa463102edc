import { type Folder, type FolderEntry, type ReadFolder, requireListable, rootOf } from './git-tree.ts';
import type { TreeChange, TreeChanges, TreeEntry } from './tree-changes.ts';

/** What differs between the trees of two commits. Folders which are equal are not read; a mode is no difference. */
export async function diffTrees(readFolder: ReadFolder, base: string, head: string): Promise<TreeChanges> {
  const changes = new Map<string, TreeChange>();
  let level: readonly FolderPair[] = [{ prefix: '', base: rootOf(base), head: rootOf(head) }];
  while (level.length > 0) {
    const read = await Promise.all(
      level.map(async (pair) => ({
        prefix: pair.prefix,
        base: pair.base === undefined ? none : await readFolder(pair.base),
        head: pair.head === undefined ? none : await readFolder(pair.head),
      })),
    );
    const next: FolderPair[] = [];
    for (const { prefix, base, head } of read) {
      compareFolders(prefix, base, head, changes, next);
      requireListable(changes.size + next.length);
    }
    level = next;
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
    if (before?.type === after?.type && before?.objectId === after?.objectId) continue;
    const change = { base: fileOf(before), head: fileOf(after) };
    if (change.base !== undefined || change.head !== undefined) changes.set(prefix + name, change);
    const pair = { prefix: `${prefix}${name}/`, base: folderOf(before), head: folderOf(after) };
    if (pair.base !== undefined || pair.head !== undefined) folders.push(pair);
  }
}

function fileOf(entry: FolderEntry | undefined): TreeEntry | undefined {
  return entry?.type === 'Folder' ? undefined : entry;
}

function folderOf(entry: FolderEntry | undefined): string | undefined {
  return entry?.type === 'Folder' ? entry.objectId : undefined;
}
