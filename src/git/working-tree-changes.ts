import { isUtf8 } from 'node:buffer';
import { RevisionError } from '../app/ports.ts';
import { encodePath, splitRecords } from './decode-paths.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import { runGit } from './run-git.ts';
import { entryType, type TreeChange, type TreeChanges, type TreeEntry } from './tree-changes.ts';
import { isContentOfPointer, isWorkingTreeLink, workingTreeObjectId } from './working-tree-file.ts';

type Environment = Readonly<Record<string, string>>;

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
    const isLink = base !== undefined && isWorkingTreeLink(git.directory, path);
    changes.set(path, { base, head: { type: isLink ? 'SymbolicLink' : 'File', objectId: undefined } });
  }
  return withoutEqual(git, environment, objects, changes);
}

/** Leaves out what the index remembers with another time, size or mode, or in another form, though nothing changed. */
async function withoutEqual(
  git: GitFolder,
  environment: Environment,
  objects: GitObjects,
  changes: TreeChanges,
): Promise<TreeChanges> {
  const unequal = new Map<string, TreeChange>();
  const files: string[] = [];
  for (const [path, change] of changes) {
    const { base, head } = change;
    const isOnDisk = base?.objectId !== undefined && head?.type === base.type && head.objectId === undefined;
    const diskId = isOnDisk ? workingTreeObjectId(git.directory, path, base.objectId) : undefined;
    if (diskId !== undefined && diskId === base?.objectId) continue;
    unequal.set(path, change);
    if (diskId !== undefined && head?.type === 'File') files.push(path);
  }
  for (const [path, storedId] of await storedObjectIds(git, environment, files)) {
    const change = unequal.get(path);
    if (storedId === change?.base?.objectId) unequal.delete(path);
    else if (change?.head) unequal.set(path, { ...change, head: { ...change.head, storedId } });
  }
  for (const path of files) {
    const objectId = unequal.get(path)?.base?.objectId;
    const pointer = objectId === undefined ? undefined : await objects.read(objectId, pointerBytesMax);
    if (pointer !== undefined && isContentOfPointer(git.directory, path, pointer.bytes)) unequal.delete(path);
  }
  return unequal;
}

const pointerBytesMax = 1024;

/**
 * Which objects git would make of files that differ: they may lie in the working tree otherwise than git keeps them (their line
 * ends, by `core.autocrlf`). Nothing is written.
 */
async function storedObjectIds(
  git: GitFolder,
  environment: Environment,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // What `git hash-object` would take for something else than a path.
  const paths = files.filter((path) => !path.startsWith('"') && !path.includes('\n'));
  if (paths.length === 0) return new Map();
  const input = Buffer.concat(paths.flatMap((path) => [encodePath(path), Buffer.from('\n')]));
  const output = await runGit({ git, environment, args: ['hash-object', '--stdin-paths'], input });
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
async function withoutFilters(git: GitFolder): Promise<Environment> {
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
