import { RevisionError } from '../app/ports.ts';
import type { RevisionDescription } from '../schema/rollout-plan.ts';
import type { GitRepository } from './inspect-repository.ts';

/** A side of the comparison which stands on a commit: that commit itself, or the working tree above it. */
export type CommitDescription = RevisionDescription & { readonly commit: string };

/** The first of them that exists is taken for the default branch. */
const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * What to compare with where nothing was named: the commit at which `head` left the default branch. On that branch itself it
 * is the last commit which both have; where there is no such branch it is `head`, so that only uncommitted work is compared.
 */
export async function defaultBase(repository: GitRepository, head: string): Promise<CommitDescription> {
  const branch = await findDefaultBranch(repository);
  if (branch !== undefined) {
    const commit = await mergeBase(repository, head, branch);
    return { type: 'Commit', ref: `merge base with ${branch.name}`, commit };
  }
  if (!repository.isShallow) return { type: 'Commit', ref: 'HEAD', commit: head };
  throw new RevisionError(
    'Usage',
    'this shallow clone does not have the default branch, so there is nothing to compare with; name --base, or fetch the history with: git fetch --unshallow origin',
  );
}

interface DefaultBranch {
  /** "origin/main" */
  readonly name: string;
  readonly commit: string;
}

async function findDefaultBranch(repository: GitRepository): Promise<DefaultBranch | undefined> {
  // A ref name holds no space.
  const answer = await repository.ask(
    'for-each-ref',
    '--format=%(refname) %(objectname) %(symref)',
    ...defaultBranches,
  );
  if (answer.type === 'Refused') throw new RevisionError('World', 'git for-each-ref failed');
  const found = new Map(
    answer.stdout.split('\n').map((line) => {
      const [ref = '', commit = '', target = ''] = line.split(' ');
      return [ref, { name: (target === '' ? ref : target).replace(/^refs\/(remotes|heads)\//, ''), commit }] as const;
    }),
  );
  const ref = defaultBranches.find((candidate) => found.has(candidate));
  return ref === undefined ? undefined : found.get(ref);
}

async function mergeBase(repository: GitRepository, head: string, branch: DefaultBranch): Promise<string> {
  if (head === branch.commit) return head;
  const answer = await repository.ask('merge-base', head, branch.commit);
  if (answer.type === 'Answered') return answer.stdout.trim();
  if (answer.exitCode !== 1) throw new RevisionError('World', `git merge-base failed (exit code ${answer.exitCode})`);
  if (repository.isShallow) {
    throw new RevisionError(
      'Usage',
      `this shallow clone does not reach the commit at which HEAD left ${branch.name}; fetch the history with: git fetch --unshallow origin`,
    );
  }
  throw new RevisionError('Usage', `HEAD and ${branch.name} have no commit in common; name --base`);
}
