import { splitRecords } from './decode-paths.ts';
import { runGit } from './run-git.ts';
import { type TreeEntry, treeEntry } from './tree-entry.ts';

/** So many paths fit on a command line; more are looked up in the list of all. */
export const listedPathsMax = 500;

/** The entries of a commit's tree by path, in git's order: all of them, or those of the named files. */
export async function listTree(
  directory: string,
  commit: string,
  paths: readonly string[] = [],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const output = await runGit({ directory, args: ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths] });
  const entries = new Map<string, TreeEntry>();
  for (const record of splitRecords(output)) {
    // "100644 blob <object id>\t<path>"
    const tab = record.indexOf('\t');
    const [mode = '', , objectId = ''] = record.slice(0, tab).split(' ');
    const entry = treeEntry(mode, objectId);
    if (entry !== undefined) entries.set(record.slice(tab + 1), entry);
  }
  return entries;
}
