import { z } from 'zod';
import { ActionError } from './action-error.ts';

/** What made the workflow run, as far as it decides what is compared. */
export type WorkflowEvent =
  /** The workflow runs for the merge result, as the pull request's own code may have changed it. */
  | { readonly type: 'PullRequest'; readonly number: number; readonly head: string; readonly into: string }
  /** The workflow is that of the branch into which the pull request goes, with its rights. */
  | { readonly type: 'PullRequestTarget'; readonly number: number; readonly head: string; readonly into: string }
  | { readonly type: 'MergeGroup'; readonly base: string; readonly head: string }
  /** Without base the branch is new. */
  | { readonly type: 'Push'; readonly base: string | undefined; readonly head: string }
  /** The second stage, with rights, after a run which a pull request may have made without them. */
  | {
      readonly type: 'WorkflowRun';
      readonly head: string;
      readonly branch: { readonly owner: string; readonly name: string };
    }
  | { readonly type: 'Other'; readonly name: string }
  /** There is nothing to forecast. */
  | { readonly type: 'Nothing'; readonly reason: string };

const Sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

const PullRequestPayload = z.object({
  action: z.string().optional(),
  pull_request: z.object({
    number: z.int().min(1),
    head: z.object({ sha: Sha }),
    base: z.object({ ref: z.string() }),
  }),
});

const MergeGroupPayload = z.object({
  action: z.string().optional(),
  merge_group: z.object({ head_sha: Sha, base_sha: Sha }),
});

const PushPayload = z.object({ before: Sha, after: Sha, deleted: z.boolean().optional() });

const WorkflowRunPayload = z.object({
  workflow_run: z.object({
    event: z.string(),
    head_sha: Sha,
    head_branch: z.string().nullable(),
    head_repository: z.object({ owner: z.object({ login: z.string() }) }).nullable(),
  }),
});

/** Reads the payload of an event. Throws ActionError. */
export function readEvent(name: string, payload: unknown): WorkflowEvent {
  switch (name) {
    case 'pull_request':
      return pullRequest('PullRequest', parse(PullRequestPayload, name, payload));
    case 'pull_request_target':
      return pullRequest('PullRequestTarget', parse(PullRequestPayload, name, payload));
    case 'merge_group':
      return mergeGroup(parse(MergeGroupPayload, name, payload));
    case 'push':
      return push(parse(PushPayload, name, payload));
    case 'workflow_run':
      return workflowRun(parse(WorkflowRunPayload, name, payload));
    default:
      return { type: 'Other', name };
  }
}

function parse<T>(schema: z.ZodType<T>, name: string, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ActionError(`the payload of the event ${name} is odd: ${issue?.path.join('.') ?? ''} is missing or odd`);
}

function pullRequest(
  type: 'PullRequest' | 'PullRequestTarget',
  { action, pull_request: { number, head, base } }: z.infer<typeof PullRequestPayload>,
): WorkflowEvent {
  if (action === 'closed') return { type: 'Nothing', reason: 'the pull request is closed' };
  return { type, number, head: head.sha, into: base.ref };
}

function mergeGroup({ action, merge_group: group }: z.infer<typeof MergeGroupPayload>): WorkflowEvent {
  if (action === 'destroyed') return { type: 'Nothing', reason: 'the merge group is gone' };
  return { type: 'MergeGroup', base: group.base_sha, head: group.head_sha };
}

function push({ before, after, deleted }: z.infer<typeof PushPayload>): WorkflowEvent {
  if (deleted === true || isZero(after)) return { type: 'Nothing', reason: 'the branch is gone' };
  return { type: 'Push', base: isZero(before) ? undefined : before, head: after };
}

function isZero(sha: string): boolean {
  return /^0+$/.test(sha);
}

function workflowRun({ workflow_run: run }: z.infer<typeof WorkflowRunPayload>): WorkflowEvent {
  if (run.event !== 'pull_request') return { type: 'Nothing', reason: 'the first stage ran for no pull request' };
  if (run.head_branch === null || run.head_repository === null) {
    return { type: 'Nothing', reason: 'the branch of the pull request, or its repository, is gone' };
  }
  return {
    type: 'WorkflowRun',
    head: run.head_sha,
    branch: { owner: run.head_repository.owner.login, name: run.head_branch },
  };
}
