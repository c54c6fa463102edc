import { isUtf8 } from 'node:buffer';
import { RevisionError } from '../app/ports.ts';
import { encodePath, splitRecords } from './decode-paths.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import { runGit } from './run-git.ts';
import { entryType, type TreeChange, type TreeChanges, type TreeEntry } from './tree-changes.ts';
import { isContentOfPointer, workingTreeObjectId } from './working-tree-file.ts';

/**
 * What differs between a commit and the working tree, untracked files included. `git diff` would be wrong here: it writes
 * the index to remember what it found; `diff-index` only reads, and so names files whose bytes may turn out to be equal.
 */
export async function listWorkingTreeChanges(git: GitFolder, objects: GitObjects, base: string): Promise<TreeChanges> {
  const environment = await withoutFilters(git);
  const options = ['-z', '--raw', '--no-abbrev', '--no-renames', '--no-relative', '--ignore-submodules=dirty'];
  const [tracked, untracked] = await Promise.all([
    runGit({ git, environment, args: ['diff-index', ...options, base] }),
    runGit({ git, environment, args: ['ls-files', '-z', '--others', '--exclude-standard'] }),
  ]);
  const changes = new Map(parseRawDiff(tracked));
  for (const path of splitRecords(untracked)) {
    // A repository of its own within this one: git would not add its files.
    if (path.endsWith('/')) continue;
    const base = changes.get(path)?.base;
    changes.set(path, { base, head: { type: base?.type ?? 'File', objectId: undefined } });
  }
  const unequal = new Map(Array.from(changes).filter(([path, change]) => !isEqual(git, path, change)));
  for (const [path, storedId] of await storedObjectIds(git, environment, unequal)) {
    const change = unequal.get(path);
    if (storedId === change?.base?.objectId) unequal.delete(path);
    else if (change?.head) unequal.set(path, { ...change, head: { ...change.head, storedId } });
  }
  for (const [path, { base, head }] of unequal) {
    if (base?.objectId === undefined || !isFileOnDisk(head)) continue;
    const pointer = await objects.read(base.objectId, 1024);
    if (pointer !== undefined && isContentOfPointer(git.directory, path, pointer.bytes)) unequal.delete(path);
  }
  return unequal;
}

/** Whether the index remembers another time, size or mode, but the bytes are those of the base. */
function isEqual({ directory }: GitFolder, path: string, { base, head }: TreeChange): boolean {
  if (base?.objectId === undefined || base.type !== head?.type || base.type === 'Submodule') return false;
  return (head.objectId ?? workingTreeObjectId(directory, path, base.objectId)) === base.objectId;
}

function isFileOnDisk(entry: TreeEntry | undefined): boolean {
  return entry?.type === 'File' && entry.objectId === undefined;
}

/**
 * Which objects git would make of files that differ: they may lie in the working tree otherwise than git keeps them (their line
 * ends, by `core.autocrlf`). Nothing is written.
 */
async function storedObjectIds(
  git: GitFolder,
  environment: Readonly<Record<string, string>>,
  changes: TreeChanges,
): Promise<ReadonlyMap<string, string>> {
  const paths = Array.from(changes).flatMap(([path, { base, head }]) => {
    const isOnDisk = base?.objectId !== undefined && isFileOnDisk(head);
    // What `git hash-object` would take for something else than a path.
    const isOdd = path.startsWith('"') || path.includes('\n');
    return isOnDisk && !isOdd && workingTreeObjectId(git.directory, path, base.objectId) !== undefined ? [path] : [];
  });
  if (paths.length === 0) return new Map();
  const input = Buffer.concat(paths.flatMap((path) => [encodePath(path), Buffer.from('\n')]));
  const args = ['hash-object', '--stdin-paths'];
  const output = await runGit({ git, environment, args, input });
  const ids = output.toString('latin1').split('\n');
  return new Map(paths.map((path, index) => [path, ids[index] ?? '']));
}

/** Records are ":100644 100644 <id> <id> M", then the path. An unmerged path has both sides on a record of its own. */
function parseRawDiff(output: Buffer): TreeChanges {
  const records = splitRecords(output);
  const changes = new Map<string, TreeChange>();
  for (let index = 0; index + 1 < records.length; index += 2) {
    const [baseMode = '', headMode = '', baseId = '', headId = '', status = ''] = (records[index] ?? '')
      .slice(1)
      .split(' ');
    const base = rawEntry(baseMode, baseId);
    const head = rawEntry(headMode, headId);
    const isOnlyMode = base?.type === head?.type && base?.objectId === head?.objectId;
    if (status !== 'U' && !isOnlyMode) changes.set(records[index + 1] ?? '', { base, head });
  }
  return changes;
}

/** Mode 000000: nothing is there. An id of zeros: what is there is in the working tree. */
function rawEntry(mode: string, objectId: string): TreeEntry | undefined {
  const type = entryType(mode);
  if (mode === '000000' || type === 'Folder') return undefined;
  return { type, objectId: /^0+$/.test(objectId) ? undefined : objectId };
}

/**
 * Comparing a file with the index runs the clean filter which .gitattributes names for it, and that is any program.
 * Its settings are emptied through the environment, where, unlike with -c, a name may hold every character.
 */
async function withoutFilters(git: GitFolder): Promise<Readonly<Record<string, string>>> {
  const pattern = '^filter\\..*\\.(clean|smudge|process|required)$';
  const args = ['config', '-z', '--name-only', '--get-regexp', pattern];
  const output = await runGit({ git, args, accepts: [1] });
  if (!isUtf8(output))
    throw new RevisionError('World', 'the git configuration names a filter in bytes that are not UTF-8');
  const names = new Set(splitRecords(output));
  const settings = Array.from(names).flatMap((name, index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, name.endsWith('.required') ? 'false' : ''],
  ]);
  return { GIT_CONFIG_COUNT: String(names.size), ...Object.fromEntries(settings) };
}
