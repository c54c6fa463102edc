import type { AskGit } from './ask-git.ts';
import type { GitObjects } from './git-objects.ts';
import { shellWord } from './shell-word.ts';

/** A part of the history is not in this clone, as after a checkout in a pull request's workflow. */
export async function isShallow(ask: AskGit): Promise<boolean> {
  return (await ask('rev-parse', '--is-shallow-repository'))?.trim() === 'true';
}

/** "origin", or how else the remote is called from which one fetches. */
export async function remoteName(ask: AskGit): Promise<string | undefined> {
  const names = ((await ask('remote')) ?? '').split('\n').filter((name) => name !== '');
  return names.includes('origin') ? 'origin' : names[0];
}

const commitBytesMax = 1024 * 1024;

/** More commits than this are not worth naming. */
const namedMax = 10;

/**
 * The command which fetches all of the history behind some commits. A fetch only deepens what is behind the commits that it asks
 * for, and these may be on no branch (the merge result of a pull request) or not be pushed yet; so it asks for those at
 * which the history is cut: the remote has them.
 */
export async function unshallowCommand(
  ask: AskGit,
  objects: GitObjects,
  commits: readonly string[],
  { isEveryBranch = false } = {},
): Promise<string> {
  const remote = (await remoteName(ask)) ?? 'origin';
  const cuts = await cutCommits(ask, objects, commits);
  const branches = `+refs/heads/*:refs/remotes/${remote}/*`;
  const wanted =
    isEveryBranch || cuts.length === 0 || cuts.length > namedMax ? [branches, ...cuts.slice(0, namedMax)] : cuts;
  const fetch = ['git', 'fetch', '--unshallow', remote, ...wanted].map(shellWord).join(' ');
  return isEveryBranch ? `${fetch} && git remote set-head ${shellWord(remote)} --auto` : fetch;
}

/** Those behind some commits whose parents are not in this clone. */
async function cutCommits(ask: AskGit, objects: GitObjects, commits: readonly string[]): Promise<readonly string[]> {
  const ends = ((await ask('rev-list', '--max-parents=0', ...commits)) ?? '').split('\n').filter((line) => line !== '');
  const cut: string[] = [];
  for (const end of ends) if ((await parentsOf(objects, end)).length > 0) cut.push(end);
  return cut;
}

/** As they are written in a commit, whether they are in this clone or not. */
export async function parentsOf(objects: GitObjects, commit: string): Promise<readonly string[]> {
  const text = (await objects.read(commit, commitBytesMax))?.bytes.toString('latin1') ?? '';
  const [headers = ''] = text.split('\n\n', 1);
  return Array.from(headers.matchAll(/^parent ([0-9a-f]+)$/gm), ([, parent = '']) => parent);
}
