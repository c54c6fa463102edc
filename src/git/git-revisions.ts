import { type RevisionSource, type Side, settingsPath } from '../app/ports.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { diffTrees } from './diff-trees.ts';
import { findMentions } from './find-mentions.ts';
import { noFolder } from './git-failure.ts';
import { type GitFolder, type GitLimits, gitLimits } from './git-folder.ts';
import { type GitObjects, openObjects } from './git-objects.ts';
import { folderReader, type GitTree, openTree, type ReadFolder } from './git-tree.ts';
import { MissingObjects } from './missing-objects.ts';
import { isWithin, pathScope, requireScopes } from './path-scope.ts';
import { type PlacedEntry, type ReadOnDisk, readChanges, readEntries } from './read-changes.ts';
import { resolveSides } from './resolve-sides.ts';
import { readCommittedSettings, readSettingsFiles } from './settings-file.ts';
import type { TreeChanges, TreeEntry } from './tree-changes.ts';

export interface GitRevisionsOptions {
  /** A folder of the repository, or a bare repository. */
  readonly repository: string;
  /** Default: where head left the default branch. */
  readonly base?: string;
  /** Default: the working tree with all that is uncommitted or untracked; in a bare repository HEAD. */
  readonly head?: string;
  /** Files and folders, relative to `repository`: only changes in them are looked at. */
  readonly paths?: readonly string[];
  /**
   * Where settings are read: in the working tree (in a bare repository in head), or in base, so that a change cannot choose
   * its own. Default: WorkingTree.
   */
  readonly settingsFrom?: 'WorkingTree' | 'Base';
  /** Of every single question to git. */
  readonly limits?: GitLimits;
}

/**
 * Two revisions of a git repository. Nothing is checked out, fetched or written, and no program that the repository names is
 * started. Throws RevisionError: `Usage` for what the user can mend, `World` where git fails.
 */
export async function openGitRevisions(options: GitRevisionsOptions): Promise<RevisionSource> {
  if (options.repository === '') throw noFolder('');
  const git: GitFolder = { directory: options.repository, limits: options.limits ?? gitLimits };
  const objects = openObjects(git);
  const { base, head, workingTree } = await resolveSides(git, objects, options);
  const prefix = workingTree?.prefix ?? '';
  const isInScope = pathScope(options.paths, prefix);
  const readFolder = folderReader(objects);
  const tree = openTree(readFolder, base.commit);
  const headSide =
    head.type === 'Commit'
      ? commitSide(readFolder, base.commit, head.commit)
      : await workingTreeSide({ ...git, directory: workingTree?.directory ?? git.directory }, objects, base.commit);
  const listChanges = once(headSide.listChanges);

  const changesOf = async (side: Side) => (side === 'base' ? noChanges : listChanges());

  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MissingObjects)) throw error;
      const { explainMissing } = await import('./partial-clone.ts');
      throw await explainMissing(git, [base, head]);
    }
  };

  const settingsFiles = (path: string) =>
    explained(() => {
      if (options.settingsFrom === 'Base') return readCommittedSettings(objects, tree, path);
      return readSettingsFiles(git, objects, openTree(readFolder, head.commit ?? base.commit), path);
    });
  const isInEither = async (top: string) =>
    (await tree.has(top)) || Array.from(await listChanges()).some(([path]) => isWithin(path, top));
  await explained(() => requireScopes(options.paths, prefix, isInEither));
  return {
    base,
    head,
    paths: (side, among) =>
      explained(async () => {
        if (among?.length === 0) return [];
        const changes = await changesOf(side);
        return (await listPaths(tree, changes, among)).toSorted(byCodeUnit);
      }),
    files: (side, paths) =>
      explained(async () => {
        const changes = await changesOf(side);
        const found = await Promise.all(
          paths.map(async (path) => ({ path, entry: await entryAt(tree, changes, path) })),
        );
        const entries = found.flatMap(({ path, entry }) => (entry ? [{ path, entry }] : []));
        return readEntries({ objects, readOnDisk: headSide.readOnDisk }, entries);
      }),
    links: (side) =>
      explained(async () => {
        const entries = await possibleLinks(tree, await changesOf(side));
        const files = await readEntries({ objects, readOnDisk: headSide.readOnDisk }, entries);
        return files.filter(({ type }) => type === 'SymbolicLink');
      }),
    changedFiles: () =>
      explained(async () => {
        const changes = Array.from(await listChanges()).filter(([path]) => isInScope(path));
        return readChanges({ objects, readOnDisk: headSide.readOnDisk }, new Map(changes));
      }),
    unchangedMentioning: (words, besides = []) =>
      explained(async () => {
        const changes = await listChanges();
        return findMentions({ git, objects, commit: base.commit, tree, changes }, words, besides);
      }),
    settingsFile: async () => (await settingsFiles(settingsPath))[0],
    settingsFiles,
  };
}

const noChanges: TreeChanges = new Map();

interface HeadSide {
  readonly listChanges: () => Promise<TreeChanges>;
  readonly readOnDisk: ReadOnDisk;
}

function commitSide(readFolder: ReadFolder, base: string, head: string): HeadSide {
  return { listChanges: () => diffTrees(readFolder, base, head), readOnDisk: () => undefined };
}

async function workingTreeSide(git: GitFolder, objects: GitObjects, base: string): Promise<HeadSide> {
  const [{ listWorkingTreeChanges }, { readWorkingTreeFile }] = await Promise.all([
    import('./working-tree-changes.ts'),
    import('./working-tree-file.ts'),
  ]);
  return {
    listChanges: () => listWorkingTreeChanges(git, objects, base),
    readOnDisk: (path, storedId, bytesMax) => readWorkingTreeFile(git.directory, path, storedId, bytesMax),
  };
}

async function entryAt(tree: GitTree, changes: TreeChanges, path: string): Promise<TreeEntry | undefined> {
  const change = changes.get(path);
  return change ? change.head : tree.entry(path);
}

/** The paths of the tree as the changes leave it: all, or those of `among`. */
async function listPaths(
  tree: GitTree,
  changes: TreeChanges,
  among: readonly string[] | undefined,
): Promise<readonly string[]> {
  if (among === undefined) {
    const kept = Array.from((await tree.entries()).keys()).filter((path) => !changes.has(path));
    return [...kept, ...Array.from(changes).flatMap(([path, { head }]) => (head === undefined ? [] : [path]))];
  }
  const found = await Promise.all(
    Array.from(new Set(among), async (path) => ((await entryAt(tree, changes, path)) === undefined ? [] : [path])),
  );
  return found.flat();
}

/** The links, and what is in the working tree: of that only the disk knows what it is. */
async function possibleLinks(tree: GitTree, changes: TreeChanges): Promise<readonly PlacedEntry[]> {
  const kept = Array.from(await tree.entries()).filter(([path]) => !changes.has(path));
  const changed = Array.from(changes, ([path, { head }]) => [path, head] as const);
  return [...kept, ...changed]
    .flatMap(([path, entry]) => (entry && isPossibleLink(entry) ? [{ path, entry }] : []))
    .toSorted((a, b) => byCodeUnit(a.path, b.path));
}

function isPossibleLink({ type, objectId }: TreeEntry): boolean {
  return type === 'SymbolicLink' || objectId === undefined;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
