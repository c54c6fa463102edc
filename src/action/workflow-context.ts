import { z } from 'zod';
import type { WorkflowRun } from '../report/comment-marker.ts';
import { ActionError } from './action-error.ts';

const Sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

/** What the runner tells in its environment. */
const Environment = z.object({
  GITHUB_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.github.com'),
  GITHUB_SERVER_URL: z.url({ protocol: /^https?$/ }).default('https://github.com'),
  GITHUB_REPOSITORY: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  GITHUB_EVENT_NAME: z.string(),
  GITHUB_EVENT_PATH: z.string(),
  GITHUB_SHA: Sha,
  GITHUB_RUN_ID: z.coerce.number().int().min(0),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().min(1).default(1),
  GITHUB_WORKSPACE: z.string(),
  RUNNER_TEMP: z.string(),
});

export interface WorkflowContext {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** https://github.com/owner/name */
  readonly repositoryUrl: string;
  /** The page of this run, on which its summary is. */
  readonly runUrl: string;
  readonly eventName: string;
  readonly eventPath: string;
  /** The commit for which the workflow runs. */
  readonly sha: string;
  readonly run: WorkflowRun;
  /** Where the repository is checked out. */
  readonly workspace: string;
  /** For files which nobody asked for by a name. */
  readonly temporary: string;
}

/** Throws ActionError where this is no workflow of GitHub. */
export function readContext(environment: Readonly<Record<string, string | undefined>>): WorkflowContext {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    throw new ActionError(`this runs in a workflow of GitHub only: ${names.join(', ')} missing or odd`);
  }
  const { data } = parsed;
  const [owner = '', repo = ''] = data.GITHUB_REPOSITORY.split('/');
  const serverUrl = withoutSlash(data.GITHUB_SERVER_URL);
  const repositoryUrl = `${serverUrl}/${owner}/${repo}`;
  return {
    apiUrl: withoutSlash(data.GITHUB_API_URL),
    serverUrl,
    owner,
    repo,
    repositoryUrl,
    runUrl: `${repositoryUrl}/actions/runs/${data.GITHUB_RUN_ID}`,
    eventName: data.GITHUB_EVENT_NAME,
    eventPath: data.GITHUB_EVENT_PATH,
    sha: data.GITHUB_SHA,
    run: { id: data.GITHUB_RUN_ID, attempt: data.GITHUB_RUN_ATTEMPT },
    workspace: data.GITHUB_WORKSPACE,
    temporary: data.RUNNER_TEMP,
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
