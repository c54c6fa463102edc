import { type GitHubRepository, RevisionError } from '../app/ports.ts';
import type { PullRequest, Subject } from './find-subject.ts';
import type { Clone } from './ports.ts';

export interface ChosenRevisions {
  /** undefined: where head left the default branch. */
  readonly base: string | undefined;
  readonly head: string;
}

export type Choice =
  | { readonly type: 'Compare'; readonly revisions: ChosenRevisions }
  | { readonly type: 'Nothing'; readonly reason: string };

/** What the inputs name. */
export interface NamedRevisions {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
}

export interface ChoosingPorts {
  readonly clone: Clone;
  /** undefined: there is no token to ask with. */
  readonly github: GitHubRepository | undefined;
}

type Comparable = Exclude<Subject, { readonly type: 'Nothing' }>;

/**
 * The two revisions to compare: of a pull request the result of merging it, with what it is merged into. What a shallow clone
 * lacks is fetched. What the inputs name counts more. Throws RevisionError and GitHubError.
 */
export async function chooseRevisions(
  subject: Comparable,
  sha: string,
  named: NamedRevisions,
  ports: ChoosingPorts,
): Promise<Choice> {
  if (named.base !== undefined && named.head !== undefined) return compare(named.base, named.head);
  const choice = await choiceOf(subject, sha, named, ports);
  if (choice.type === 'Nothing') return choice;
  return compare(named.base ?? choice.revisions.base, named.head ?? choice.revisions.head);
}

function compare(base: string | undefined, head: string): Choice {
  return { type: 'Compare', revisions: { base, head } };
}

async function choiceOf(
  subject: Comparable,
  sha: string,
  named: NamedRevisions,
  { clone, github }: ChoosingPorts,
): Promise<Choice> {
  if (subject.type === 'Commits') {
    const { base, head } = subject;
    await fetchMissing(clone, base === undefined ? [head] : [base, head]);
    return compare(base, head);
  }
  if (subject.isCheckedOut) return compare(named.base ?? (await mergedInto(clone, sha)), sha);
  return mergeResult(subject.pullRequest, clone, github);
}

/** The first parent of a merge result. A checkout of depth 1, the default, does not have it: then it is fetched. */
async function mergedInto(clone: Clone, merged: string): Promise<string> {
  const base = await firstParent(clone, merged);
  if (base !== undefined) return base;
  const fault = await clone.fetchCommits([merged], 2).then(
    () => undefined,
    (error: unknown) => error,
  );
  const fetched = await firstParent(clone, merged);
  if (fetched !== undefined) return fetched;
  throw new RevisionError(
    'Usage',
    `this clone does not have what ${merged.slice(0, 7)} is merged into; give actions/checkout fetch-depth: 2`,
    { cause: fault },
  );
}

/** undefined: the clone does not have it. */
async function firstParent(clone: Clone, commit: string): Promise<string | undefined> {
  const [parent] = (await clone.parents(commit)) ?? [];
  return parent !== undefined && (await clone.has(parent)) ? parent : undefined;
}

/** Nothing of the pull request is checked out: its merge result is fetched, as objects of git. */
async function mergeResult(
  { number, head, into }: PullRequest,
  clone: Clone,
  github: GitHubRepository | undefined,
): Promise<Choice> {
  const { merged, fault } = await fetchMergeResult(clone, number);
  const [base, mergedHead] = merged === undefined ? [] : ((await clone.parents(merged)) ?? []);
  if (merged !== undefined && base !== undefined && mergedHead === head) return compare(base, merged);
  const now = await github?.pullRequest(number);
  if (now !== undefined && now.head !== head) {
    return { type: 'Nothing', reason: `the pull request has moved on to ${now.head.slice(0, 7)}` };
  }
  throw new RevisionError(
    'World',
    `GitHub has no result of merging ${head.slice(0, 7)} into ${into}: where it says that the two conflict, resolve that; else run this again${fault === undefined ? '' : ` (${fault.message})`}`,
    { cause: fault },
  );
}

/** GitHub may have none, as where a pull request conflicts. */
async function fetchMergeResult(
  clone: Clone,
  number: number,
): Promise<{ readonly merged?: string; readonly fault?: RevisionError }> {
  try {
    return { merged: await clone.fetchRef(`refs/pull/${number}/merge`, 2) };
  } catch (error) {
    if (error instanceof RevisionError) return { fault: error };
    throw error;
  }
}

async function fetchMissing(clone: Clone, commits: readonly string[]): Promise<void> {
  const isThere = await Promise.all(commits.map((commit) => clone.has(commit)));
  const missing = commits.filter((_, index) => !isThere[index]);
  if (missing.length > 0) await clone.fetchCommits(missing, 1);
}
