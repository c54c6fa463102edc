import type { ChangedFile, RevisionFile, RevisionSource } from '../app/ports.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { type CommitDescription, defaultBase } from './default-base.ts';
import { findMentions, type ListEntries } from './find-mentions.ts';
import { type GitRepository, inspectRepository } from './inspect-repository.ts';
import { listCommitChanges, listWorkingTreeChanges, type TreeChanges } from './list-changes.ts';
import { listedPathsMax, listTree } from './list-tree.ts';
import { pairRenames } from './pair-renames.ts';
import { pathScope, requireScopes } from './path-scope.ts';
import { type BlobRequest, readBlobs } from './read-blobs.ts';
import { readWorkingTreeEntry } from './read-disk-entry.ts';
import { bytesMaxOf, readBudget } from './read-limits.ts';
import { resolveHead, resolveRef } from './resolve-ref.ts';
import { readSettingsFile } from './settings-file.ts';
import { sortedChanges } from './sorted-changes.ts';
import type { TreeEntry } from './tree-entry.ts';

export interface GitRevisionsOptions {
  /** A folder of the repository, or a bare repository. */
  readonly repository: string;
  /** Default: where head left the default branch. */
  readonly base?: string;
  /** Default: the working tree with all that is uncommitted or untracked; in a bare repository HEAD. */
  readonly head?: string;
  /** Files and folders, relative to `repository`: only changes in them are looked at. */
  readonly paths?: readonly string[];
}

/**
 * Two revisions of a git repository. Nothing is checked out, fetched or written, and no program that the repository names is
 * started. Throws RevisionError: `Usage` for what the user can mend, `World` where git fails.
 */
export async function openGitRevisions(options: GitRevisionsOptions): Promise<RevisionSource> {
  const repository = await inspectRepository(options.repository);
  const isInScope = pathScope(options.paths, repository.prefix);
  const sides = await resolveSides(repository, options);
  const listChanges = once(() => listSideChanges(repository, sides));
  const listBase = once(() => listTree(repository.directory, sides.base.commit));

  const named = new Map<string, ReturnType<typeof listTree>>();
  const entries: ListEntries = (names) => {
    if (names === undefined || names.length > listedPathsMax) return listBase();
    // Both sides are asked about the same markers of roots.
    const key = names.join('\0');
    const listed = named.get(key) ?? listTree(repository.directory, sides.base.commit, names);
    named.set(key, listed);
    return listed;
  };

  const paths: RevisionSource['paths'] = async (side, among) => {
    if (among?.length === 0) return [];
    const [base, changes] = await Promise.all([entries(among), listChanges()]);
    const all = side === 'base' ? sortedPaths(base.keys()) : headPaths(base, changes);
    const wanted = among && new Set(among);
    return wanted ? all.filter((path) => wanted.has(path)) : all;
  };
  if (options.paths !== undefined && options.paths.length > 0) {
    requireScopes(options.paths, repository.prefix, await Promise.all([paths('base'), paths('head')]));
  }
  return {
    base: sides.base,
    head: sides.head,
    paths,
    changedFiles: async () => {
      const changes = Array.from(await listChanges()).filter(([path]) => isInScope(path));
      return readChanges(repository, new Map(changes));
    },
    unchangedMentioning: async (words, besides = []) => {
      const { directory } = repository;
      const changes = await listChanges();
      return findMentions({ directory, commit: sides.base.commit, entries, changes, words, besides });
    },
    settingsFile: () => readSettingsFile(repository, sides.head.commit),
  };
}

interface Sides {
  readonly base: CommitDescription;
  readonly head: CommitDescription;
}

async function resolveSides(repository: GitRepository, { base, head }: GitRevisionsOptions): Promise<Sides> {
  const headSide = await resolveHeadSide(repository, head);
  if (base === undefined) return { base: await defaultBase(repository, headSide.commit), head: headSide };
  return { base: { type: 'Commit', ref: base, commit: await resolveRef(repository, base) }, head: headSide };
}

async function resolveHeadSide(repository: GitRepository, head: string | undefined): Promise<CommitDescription> {
  if (head !== undefined) return { type: 'Commit', ref: head, commit: await resolveRef(repository, head) };
  const commit = await resolveHead(repository);
  return repository.hasWorkingTree ? { type: 'WorkingTree', commit } : { type: 'Commit', ref: 'HEAD', commit };
}

function listSideChanges(repository: GitRepository, { base, head }: Sides): Promise<TreeChanges> {
  if (head.type === 'WorkingTree') return listWorkingTreeChanges(repository.directory, base.commit);
  return listCommitChanges(repository.directory, base.commit, head.commit);
}

function headPaths(base: ReadonlyMap<string, TreeEntry>, changes: TreeChanges): readonly string[] {
  const kept = Array.from(base.keys()).filter((path) => !changes.has(path));
  const changed = Array.from(changes).flatMap(([path, change]) => (change.head === undefined ? [] : [path]));
  return sortedPaths([...kept, ...changed]);
}

/** git sorts by byte, which differs from the order of code units beyond the basic plane. */
function sortedPaths(paths: Iterable<string>): readonly string[] {
  return Array.from(paths).toSorted(byCodeUnit);
}

async function readChanges(repository: GitRepository, changes: TreeChanges): Promise<readonly ChangedFile[]> {
  const blobs = new Map<string, Buffer>();
  const spend = readBudget();
  await readBlobs(repository.directory, blobRequests(changes), (objectId, bytes) => {
    spend(bytes);
    blobs.set(objectId, bytes);
  });
  const read = (path: string, entry: TreeEntry | undefined): RevisionFile | undefined => {
    if (entry === undefined) return undefined;
    if (entry.type === 'Submodule') return { path, type: 'Submodule', bytes: new Uint8Array() };
    const blob = entry.objectId === undefined ? undefined : blobs.get(entry.objectId);
    if (blob !== undefined) return { path, type: entry.type, bytes: blob.subarray(0, bytesMaxOf(path) + 1) };
    const file = readWorkingTreeEntry(repository.directory, path);
    if (file !== undefined) spend(file.bytes);
    return file;
  };
  const changed: ChangedFile[] = [];
  const removed: RevisionFile[] = [];
  const added: RevisionFile[] = [];
  for (const [path, change] of changes) {
    const base = read(path, change.base);
    const head = read(path, change.head);
    if (base !== undefined && head !== undefined) changed.push({ base, head });
    else if (base !== undefined) removed.push(base);
    else if (head !== undefined) added.push(head);
  }
  return sortedChanges([...changed, ...pairRenames(removed, added)]);
}

function blobRequests(changes: TreeChanges): readonly BlobRequest[] {
  return Array.from(changes).flatMap(([path, { base, head }]) =>
    [base, head].flatMap((entry) =>
      entry?.objectId === undefined || entry.type === 'Submodule'
        ? []
        : [{ objectId: entry.objectId, bytesMax: bytesMaxOf(path) }],
    ),
  );
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
