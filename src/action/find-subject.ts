import { type GitHubRepository, RevisionError } from '../app/ports.ts';
import type { WorkflowEvent } from './workflow-event.ts';

export interface PullRequest {
  readonly number: number;
  /** The full SHA at its head. */
  readonly head: string;
  /** The branch into which it would be merged. */
  readonly into: string;
}

/** What is to be forecast. */
export type Subject =
  | {
      readonly type: 'PullRequest';
      readonly pullRequest: PullRequest;
      /** The commit for which the workflow runs is the result of merging it; else nothing of it is checked out. */
      readonly isCheckedOut: boolean;
    }
  /** Without base: where head left the default branch. */
  | { readonly type: 'Commits'; readonly base: string | undefined; readonly head: string }
  | { readonly type: 'Nothing'; readonly reason: string };

/**
 * What an event is about. The pull request behind the run of a first stage is asked of GitHub, since nothing that such a run says
 * is believed. Throws RevisionError and GitHubError.
 */
export async function findSubject(
  event: WorkflowEvent,
  sha: string,
  github: GitHubRepository | undefined,
): Promise<Subject> {
  if (event.type === 'Nothing') return event;
  if (event.type === 'WorkflowRun') return firstStageSubject(event, github);
  if (event.type === 'Other') return { type: 'Commits', base: undefined, head: sha };
  if (event.type === 'MergeGroup' || event.type === 'Push')
    return { type: 'Commits', base: event.base, head: event.head };
  return { type: 'PullRequest', pullRequest: pullRequestOf(event), isCheckedOut: event.type === 'PullRequest' };
}

function pullRequestOf({ number, head, into }: PullRequest): PullRequest {
  return { number, head, into };
}

async function firstStageSubject(
  { head, branch }: Extract<WorkflowEvent, { readonly type: 'WorkflowRun' }>,
  github: GitHubRepository | undefined,
): Promise<Subject> {
  if (!github) throw new RevisionError('Usage', 'the second stage needs github-token, to find the pull request');
  const pullRequest = (await github.pullRequestsOf(branch)).find((each) => each.head === head);
  if (!pullRequest) {
    return { type: 'Nothing', reason: `no open pull request has ${head.slice(0, 7)} at its head any longer` };
  }
  return { type: 'PullRequest', pullRequest: pullRequestOf(pullRequest), isCheckedOut: false };
}
