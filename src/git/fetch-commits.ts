import { RevisionError } from '../app/ports.ts';
import { fetchSettings } from './git-environment.ts';
import { type GitFolder, gitLimits } from './git-folder.ts';
import { runGit } from './run-git.ts';

export interface FetchPlace {
  /** A folder of the repository into which the commits come. */
  readonly repository: string;
  /** "https://github.com/owner/name" */
  readonly url: string;
  /** What to send as the password of the address: it is in no argument, no file and no message. */
  readonly token: string | undefined;
}

/**
 * Brings commits, by their full SHAs, into a clone with `depth` commits of the history of each, and changes nothing else
 * in it: no branch, no tag, no file. Throws RevisionError('World').
 */
export async function fetchCommits(place: FetchPlace, commits: readonly string[], depth: number): Promise<void> {
  await fetchAny(place, commits, depth);
}

/** The same for a ref, by its full name (refs/pull/7/merge). Gives the full SHA of its commit. */
export async function fetchRef(place: FetchPlace, ref: string, depth: number): Promise<string> {
  const git = await fetchAny(place, [ref], depth);
  const commit = (await runGit({ git, args: ['rev-parse', '--verify', 'FETCH_HEAD^{commit}'] })).toString().trim();
  if (/^[0-9a-f]{40,64}$/.test(commit)) return commit;
  throw new RevisionError('World', `git printed what is no commit for ${ref}`);
}

async function fetchAny(
  { repository, url, token }: FetchPlace,
  wanted: readonly string[],
  depth: number,
): Promise<GitFolder> {
  const git: GitFolder = { directory: repository, limits: gitLimits };
  const { protocol, origin } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new RevisionError('World', 'the address of the repository is no web address: nothing was fetched');
  }
  const flags = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-auto-maintenance', `--depth=${depth}`];
  await runGit({
    git,
    settings: fetchSettings,
    args: ['fetch', ...flags, '--', url, ...wanted],
    environment: { GIT_ALLOW_PROTOCOL: protocol.slice(0, -1), ...headersFor(`${origin}/`, token) },
  });
  return git;
}

/**
 * As settings of the environment: who lists processes sees arguments. The empty one takes away what a checkout left in the
 * repository, as GitHub refuses a request with two.
 */
function headersFor(address: string, token: string | undefined): Readonly<Record<string, string>> {
  const key = `http.${address}.extraheader`;
  const values = ['', ...(token === undefined ? [] : [`AUTHORIZATION: basic ${basicCredentials(token)}`])];
  const entries = values.flatMap((value, index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(values.length), ...Object.fromEntries(entries) };
}

function basicCredentials(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}
