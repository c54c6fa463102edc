import { RevisionError } from '../app/ports.ts';
import type { RevisionDescription } from '../schema/rollout-plan.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import { findCommit, resolveRef } from './resolve-ref.ts';
import type { WorkingTree } from './working-tree.ts';

export type CommitDescription = RevisionDescription & { readonly type: 'Commit'; readonly commit: string };

export interface Comparison {
  readonly base: CommitDescription;
  /** A commit; or the working tree, which stands on a commit unless there is none yet. */
  readonly head: CommitDescription | (RevisionDescription & { readonly type: 'WorkingTree' });
  /** Where the user stands; undefined in a bare repository, and where it makes no difference. */
  readonly workingTree: WorkingTree | undefined;
}

interface NamedSides {
  readonly base?: string;
  readonly head?: string;
  readonly paths?: readonly string[];
}

/** Finds the two commits, or the commit and the working tree, which are to be compared. */
export async function resolveSides(git: GitFolder, objects: GitObjects, named: NamedSides): Promise<Comparison> {
  const isPlaceNeeded = named.head === undefined || (named.paths ?? []).length > 0;
  const [workingTree, commit] = await Promise.all([
    isPlaceNeeded ? import('./working-tree.ts').then(({ findWorkingTree }) => findWorkingTree(git)) : undefined,
    named.head === undefined ? findCommit(objects, 'HEAD') : resolveRef(git, objects, named.head),
  ]);
  const head = headSide(named.head, commit, workingTree);
  if (named.base !== undefined) {
    const base = await resolveRef(git, objects, named.base);
    return { base: { type: 'Commit', ref: named.base, commit: base }, head, workingTree };
  }
  if (commit === undefined) throw noCommit();
  const { defaultBase } = await import('./default-base.ts');
  return { base: await defaultBase(git, objects, commit), head, workingTree };
}

function headSide(
  name: string | undefined,
  commit: string | undefined,
  workingTree: WorkingTree | undefined,
): Comparison['head'] {
  if (name === undefined && workingTree) return { type: 'WorkingTree', ...(commit === undefined ? {} : { commit }) };
  if (commit === undefined) throw noCommit();
  return { type: 'Commit', ref: name ?? 'HEAD', commit };
}

function noCommit(): RevisionError {
  return new RevisionError(
    'Usage',
    'there is no commit to compare with: HEAD has none yet; commit the manifests as they are now, name --base and --head, or compare two folders with --base-dir and --head-dir',
  );
}
