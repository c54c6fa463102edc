import type { RevisionDescription } from '../schema/rollout-plan.ts';
import { type AskGit, askGit } from './ask-git.ts';
import type { GitFolder } from './git-folder.ts';
import { MissingObjects } from './missing-objects.ts';
import { remoteName } from './shallow-clone.ts';
import { shellWord } from './shell-word.ts';

/** Names the commits in the command, so that nothing else is fetched, if the remote has them all. */
export async function explainMissing(git: GitFolder, sides: readonly RevisionDescription[]): Promise<MissingObjects> {
  const ask = askGit(git);
  const commits = new Set(sides.flatMap(({ type, commit }) => (type === 'Commit' && commit ? [commit] : [])));
  const arePushed = await Promise.all(Array.from(commits, (commit) => isPushed(ask, commit)));
  const wanted = arePushed.every(Boolean) ? commits : [];
  const remote = (await remoteName(ask)) ?? 'origin';
  return new MissingObjects(['git', 'fetch', '--refetch', '--no-filter', remote, ...wanted].map(shellWord).join(' '));
}

async function isPushed(ask: AskGit, commit: string): Promise<boolean> {
  const found = await ask('for-each-ref', '--count=1', '--contains', commit, '--format=%(refname)', 'refs/remotes');
  return (found ?? '').trim() !== '';
}
