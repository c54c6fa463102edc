import { GitHubError, type GitHubRepository, type PullRequestComment, type PullRequestState } from '../app/ports.ts';
import { type GitHubClientOptions, githubClient } from './github-client.ts';

export interface GitHubRepositoryOptions extends GitHubClientOptions {
  readonly owner: string;
  readonly repo: string;
}

/** A repository by GitHub’s REST API. */
export function openGitHubRepository({ owner, repo, ...options }: GitHubRepositoryOptions): GitHubRepository {
  const client = githubClient(options);
  // Each request needs options of its own: the client counts its retries in them.
  const place = { owner, repo, request: {} };
  return {
    pullRequest: (number) =>
      told(`read pull request ${number}`, async () => {
        const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
          ...place,
          pull_number: number,
        });
        return pullRequestOf(data);
      }),
    pullRequestsOf: (branch) =>
      told('list pull requests', async () => {
        const found = await client.paginate('GET /repos/{owner}/{repo}/pulls', {
          ...place,
          state: 'open',
          head: `${branch.owner}:${branch.name}`,
          per_page: 100,
        });
        return found.map(pullRequestOf);
      }),
    comments: (pullRequest) =>
      told(`list the comments of pull request ${pullRequest}`, async () => {
        const found = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          ...place,
          issue_number: pullRequest,
          per_page: 100,
        });
        return found.map(commentOf).toSorted((a, b) => a.id - b.id);
      }),
    createComment: (pullRequest, body) =>
      told(`comment on pull request ${pullRequest}`, async () => {
        const { data } = await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          ...place,
          issue_number: pullRequest,
          body,
          // Who asks twice may comment twice.
          request: { retries: 0 },
        });
        return commentOf(data);
      }),
    updateComment: (id, body) =>
      told('update the comment', async () => {
        const { data } = await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
          ...place,
          comment_id: id,
          body,
        });
        return commentOf(data);
      }),
    deleteComment: (id) =>
      told('delete a left-over comment', async () => {
        await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...place, comment_id: id });
      }),
    createCheckRun: ({ name, head, conclusion, title, summary }) =>
      told('create the check run', async () => {
        await client.request('POST /repos/{owner}/{repo}/check-runs', {
          ...place,
          name,
          head_sha: head,
          status: 'completed',
          conclusion,
          output: { title, summary },
          request: { retries: 0 },
        });
      }),
  };
}

interface PullRequestAnswer {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
}

function pullRequestOf({ number, state, head, base }: PullRequestAnswer): PullRequestState {
  return { number, isOpen: state === 'open', head: head.sha, into: base.ref };
}

interface CommentAnswer {
  readonly id: number | bigint;
  readonly body?: string | undefined;
  readonly html_url: string;
  readonly user: { readonly login: string } | null;
}

function commentOf({ id, body, html_url: url, user }: CommentAnswer): PullRequestComment {
  return { id: Number(id), author: user?.login ?? '', body: body ?? '', url };
}

/** Turns what the client throws into GitHubError; `what` completes “GitHub did not let us …”. */
async function told<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw githubError(what, error);
  }
}

function githubError(what: string, error: unknown): GitHubError {
  const { status, message } = failureOf(error);
  const said = message.length > 300 ? `${message.slice(0, 300)}…` : message;
  const answer = status === undefined ? '' : ` (${status})`;
  return new GitHubError(faultOf(status, message), `GitHub: cannot ${what}${answer}: ${said}`, { cause: error });
}

/** The client gives what has no answer the status 500 of its own. */
function failureOf(error: unknown): { readonly status: number | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { status: undefined, message: 'no answer' };
  const isAnswer = 'response' in error && error.response !== undefined;
  const status = isAnswer && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  // What stands before GitHub answers with a page.
  const said = error.message.trimStart().startsWith('<') ? 'it answered with a page' : error.message;
  return { status, message: status === undefined ? `no answer (${said})` : said };
}

function faultOf(status: number | undefined, message: string): GitHubError['fault'] {
  if (status === undefined || status >= 500) return 'Unreachable';
  if (status === 401 || status === 403) return /rate limit/i.test(message) ? 'Refused' : 'NotAllowed';
  return status === 404 || status === 410 ? 'NotFound' : 'Refused';
}
