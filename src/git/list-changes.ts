import { isUtf8 } from 'node:buffer';
import { RevisionError } from '../app/ports.ts';
import { splitRecords } from './decode-paths.ts';
import { workingTreeObjectId } from './read-disk-entry.ts';
import { runGit } from './run-git.ts';
import { type TreeEntry, treeEntry } from './tree-entry.ts';

interface TreeChange {
  readonly base: TreeEntry | undefined;
  readonly head: TreeEntry | undefined;
}

export type TreeChanges = ReadonlyMap<string, TreeChange>;

/** What differs between two commits, by path. */
export async function listCommitChanges(directory: string, base: string, head: string): Promise<TreeChanges> {
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames'];
  return parseRawDiff(await runGit({ directory, args: ['diff-tree', ...options, base, head] }));
}

/**
 * What differs between a commit and the working tree, untracked files included. `git diff` would be wrong here: it writes
 * the index to remember what it found; `diff-index` only reads, and so names files whose bytes may turn out to be equal.
 */
export async function listWorkingTreeChanges(directory: string, base: string): Promise<TreeChanges> {
  const environment = await withoutFilters(directory);
  const options = ['-z', '--raw', '--no-abbrev', '--no-renames', '--ignore-submodules=dirty'];
  const [tracked, untracked] = await Promise.all([
    runGit({ directory, environment, args: ['diff-index', ...options, base] }),
    runGit({ directory, environment, args: ['ls-files', '-z', '--others', '--exclude-standard'] }),
  ]);
  const changes = new Map(parseRawDiff(tracked));
  for (const path of splitRecords(untracked)) {
    // A repository of its own within this one: git would not add its files.
    if (path.endsWith('/')) continue;
    const base = changes.get(path)?.base;
    changes.set(path, { base, head: { type: base?.type ?? 'File', objectId: undefined } });
  }
  return new Map(Array.from(changes).filter(([path, change]) => isRealChange(directory, path, change)));
}

/** False where the index remembers another time, size or mode, and the bytes are those of the base. */
function isRealChange(directory: string, path: string, { base, head }: TreeChange): boolean {
  if (base?.objectId === undefined || head === undefined || base.type !== head.type || base.type === 'Submodule')
    return true;
  return (head.objectId ?? workingTreeObjectId(directory, path, base.objectId)) !== base.objectId;
}

/** Records are ":100644 100644 <id> <id> M", then the path. An unmerged path has both sides on a record of its own. */
function parseRawDiff(output: Buffer): TreeChanges {
  const records = splitRecords(output);
  const changes = new Map<string, TreeChange>();
  for (let index = 0; index + 1 < records.length; index += 2) {
    const [baseMode = '', headMode = '', baseId = '', headId = '', status = ''] = (records[index] ?? '')
      .slice(1)
      .split(' ');
    const base = treeEntry(baseMode, baseId);
    const head = treeEntry(headMode, headId);
    const isOnlyMode = base?.type === head?.type && base?.objectId === head?.objectId;
    if (status !== 'U' && !isOnlyMode) changes.set(records[index + 1] ?? '', { base, head });
  }
  return changes;
}

/**
 * Comparing a file with the index runs the clean filter which .gitattributes names for it, and that is any program.
 * Its settings are emptied through the environment, where, unlike with -c, a name may hold every character.
 */
async function withoutFilters(directory: string): Promise<Readonly<Record<string, string>>> {
  const pattern = '^filter\\..*\\.(clean|smudge|process|required)$';
  const args = ['config', '-z', '--name-only', '--get-regexp', pattern];
  const output = await runGit({ directory, args, accepts: [1] });
  if (!isUtf8(output))
    throw new RevisionError('World', 'the git configuration names a filter in bytes that are not UTF-8');
  const names = new Set(splitRecords(output));
  const settings = Array.from(names).flatMap((name, index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, name.endsWith('.required') ? 'false' : ''],
  ]);
  return { GIT_CONFIG_COUNT: String(names.size), ...Object.fromEntries(settings) };
}
