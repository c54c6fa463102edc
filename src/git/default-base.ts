import { RevisionError } from '../app/ports.ts';
import { type AskGit, askGit } from './ask-git.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import type { CommitDescription } from './resolve-sides.ts';
import { isShallow, unshallowCommand } from './shallow-clone.ts';

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
export async function defaultBase(git: GitFolder, objects: GitObjects, head: string): Promise<CommitDescription> {
  const ask = askGit(git);
  const branch = await findDefaultBranch(ask);
  if (branch !== undefined) {
    const commit = await mergeBase(ask, objects, head, branch);
    return { type: 'Commit', ref: `merge base with ${branch.name}`, commit };
  }
  if (!(await isShallow(ask))) return { type: 'Commit', ref: 'HEAD', commit: head };
  const command = await unshallowCommand(ask, objects, [head], { isEveryBranch: true });
  throw new RevisionError(
    'Usage',
    `this shallow clone does not have the default branch, so there is nothing to compare with; name --base, or fetch the history with: ${command}`,
  );
}

interface DefaultBranch {
  /** "origin/main" */
  readonly name: string;
  readonly commit: string;
}

async function findDefaultBranch(ask: AskGit): Promise<DefaultBranch | undefined> {
  // A ref name holds no space.
  const format = '--format=%(refname) %(objectname) %(symref)';
  const output = (await ask('for-each-ref', format, ...defaultBranches)) ?? '';
  const found = new Map(
    output.split('\n').map((line) => {
      const [ref = '', commit = '', target = ''] = line.split(' ');
      return [ref, { name: (target === '' ? ref : target).replace(/^refs\/(remotes|heads)\//, ''), commit }] as const;
    }),
  );
  const ref = defaultBranches.find((candidate) => found.has(candidate));
  const branch = ref === undefined ? undefined : found.get(ref);
  return branch && { ...branch, commit: requireId(branch.commit) };
}

async function mergeBase(ask: AskGit, objects: GitObjects, head: string, branch: DefaultBranch): Promise<string> {
  if (head === branch.commit) return head;
  const found = await ask('merge-base', head, branch.commit);
  if (found !== undefined) return requireId(found.trim());
  if (await isShallow(ask)) {
    const command = await unshallowCommand(ask, objects, [head, branch.commit]);
    throw new RevisionError(
      'Usage',
      `this shallow clone does not reach the commit at which HEAD left ${branch.name}; name --base, or fetch the history with: ${command}`,
    );
  }
  throw new RevisionError('Usage', `HEAD and ${branch.name} have no commit in common; name --base`);
}

/** What is taken for a commit becomes an argument of git. */
function requireId(text: string): string {
  if (/^[0-9a-f]{40,64}$/.test(text)) return text;
  throw new RevisionError('World', 'git printed what is no commit; is the git on PATH a real one?');
}
