import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { GitHubAnswers } from './github-answers.ts';
import type { Account, CheckRun, GitHubState, PullRequest } from './github-state.ts';
import { refusal } from './interruptions.ts';
import type { Operation } from './openapi-validator.ts';

export interface FakeGitHubEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    readonly operation: Operation;
    readonly account: Account;
    readonly body: unknown;
    /** None once a route is reached. */
    readonly bodyFaults: readonly string[];
  };
}

type Asked = Context<FakeGitHubEnv>;

/** The operations that are served, each as GitHub does it. Who asks may ask, and asks as the description has it. */
export function githubRoutes(state: GitHubState, answers: GitHubAnswers, apiUrl: string): Hono<FakeGitHubEnv> {
  const routes = new Hono<FakeGitHubEnv>();
  addCommentRoutes(routes, state, answers, apiUrl);
  addPullRequestRoutes(routes, state, answers, apiUrl);
  addCheckRunRoutes(routes, state, answers);
  routes.get('/actions/runs/:id', (c) => {
    const found = state.workflowRuns.find((run) => run.id === Number(c.req.param('id')));
    return found ? c.json(answers.workflowRun(found, c.req.query('exclude_pull_requests') !== 'true')) : notFound(c);
  });
  return routes;
}

function addCommentRoutes(
  routes: Hono<FakeGitHubEnv>,
  state: GitHubState,
  answers: GitHubAnswers,
  apiUrl: string,
): void {
  routes.get('/issues/:number/comments', (c) => {
    const number = Number(c.req.param('number'));
    if (!state.pullRequest(number)) return notFound(c);
    const since = Date.parse(c.req.query('since') ?? new Date(0).toISOString());
    const comments = state.commentsOf(number).filter(({ updatedAt }) => Date.parse(updatedAt) >= since);
    return page(c, comments, apiUrl, (comment) => answers.comment(comment));
  });
  routes.post('/issues/:number/comments', (c) => {
    const number = Number(c.req.param('number'));
    if (!state.pullRequest(number)) return notFound(c);
    const { body } = CommentBody.parse(c.var.body);
    const fault = commentFault(body);
    if (fault !== undefined) return invalidComment(c, fault);
    return c.json(answers.comment(state.addComment({ pullRequest: number, body, author: c.var.account })), 201);
  });
  routes.get('/issues/comments/:id', (c) => {
    const comment = state.comment(Number(c.req.param('id')));
    return comment ? c.json(answers.comment(comment)) : notFound(c);
  });
  routes.patch('/issues/comments/:id', (c) => {
    const comment = state.comment(Number(c.req.param('id')));
    if (!comment) return notFound(c);
    const { body } = CommentBody.parse(c.var.body);
    const fault = commentFault(body);
    if (fault !== undefined) return invalidComment(c, fault);
    Object.assign(comment, { body, updatedAt: state.now() });
    return c.json(answers.comment(comment));
  });
  routes.delete('/issues/comments/:id', (c) => {
    return state.deleteComment(Number(c.req.param('id'))) ? c.body(null, 204) : notFound(c);
  });
}

const CommentBody = z.object({ body: z.string() });

const commentLengthMax = 65_536;

/** GitHub may count an emoji once which is counted twice here: what passes here passes there. */
function commentFault(body: string): string | undefined {
  if (body.trim() === '') return 'Body cannot be blank';
  return body.length > commentLengthMax ? `Body is too long (maximum is ${commentLengthMax} characters)` : undefined;
}

function invalidComment(c: Asked, message: string): Response {
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  const { documentationUrl } = c.var.operation;
  const body = { message: 'Validation Failed', errors, documentation_url: documentationUrl, status: '422' };
  return Response.json(body, { status: 422 });
}

function addPullRequestRoutes(
  routes: Hono<FakeGitHubEnv>,
  state: GitHubState,
  answers: GitHubAnswers,
  apiUrl: string,
): void {
  routes.get('/pulls', (c) => {
    const isWanted = pullRequestFilter(c.req.query());
    const order = c.req.query('direction') === 'asc' ? 1 : -1;
    const found = state.pullRequests.filter(isWanted).toSorted((a, b) => order * (a.number - b.number));
    return page(c, found, apiUrl, (pullRequest) => answers.listedPullRequest(pullRequest));
  });
  routes.get('/pulls/:number', (c) => {
    const found = state.pullRequest(Number(c.req.param('number')));
    return found ? c.json(answers.pullRequest(found)) : notFound(c);
  });
  // GitHub knows nothing of the commits of a fork here: of its pull requests it lists none.
  routes.get('/commits/:sha/pulls', (c) => {
    const found = state.pullRequests.filter(({ head, commits, state: now, isMerged }) => {
      const isOurs = head.repository === state.repository && commits.includes(c.req.param('sha'));
      return isOurs && (now === 'open' || isMerged);
    });
    return page(c, found, apiUrl, (pullRequest) => answers.listedPullRequest(pullRequest));
  });
}

/** GitHub takes no notice of a `head` that does not name the owner: it lists all of them. */
function pullRequestFilter(query: Readonly<Record<string, string>>): (pullRequest: PullRequest) => boolean {
  const { state = 'open', head, base } = query;
  return (pullRequest) => {
    const owner = pullRequest.head.repository.split('/')[0] ?? '';
    const isHead = !head?.includes(':') || head === `${owner}:${pullRequest.head.ref}`;
    const isBase = base === undefined || base === pullRequest.base.ref;
    return isHead && isBase && (state === 'all' || state === pullRequest.state);
  };
}

function addCheckRunRoutes(routes: Hono<FakeGitHubEnv>, state: GitHubState, answers: GitHubAnswers): void {
  routes.post('/check-runs', (c) => {
    if (c.var.account.type === 'User') return refusedToUser(c);
    const { name, head_sha: headSha, ...given } = NewCheckRun.parse(c.var.body);
    if (isWithoutConclusion(given)) return missingConclusion(c);
    const checkRun = state.addCheckRun(name, headSha);
    changeCheckRun(checkRun, given, state.now());
    return c.json(answers.checkRun(checkRun), 201);
  });
  routes.get('/check-runs/:id', (c) => {
    const checkRun = state.checkRun(Number(c.req.param('id')));
    return checkRun ? c.json(answers.checkRun(checkRun)) : notFound(c);
  });
  routes.patch('/check-runs/:id', (c) => {
    if (c.var.account.type === 'User') return refusedToUser(c);
    const checkRun = state.checkRun(Number(c.req.param('id')));
    if (!checkRun) return notFound(c);
    changeCheckRun(checkRun, GivenCheckRun.parse(c.var.body), state.now());
    return c.json(answers.checkRun(checkRun));
  });
}

const Annotation = z.object({
  path: z.string(),
  start_line: z.int(),
  end_line: z.int(),
  start_column: z.int().optional(),
  end_column: z.int().optional(),
  annotation_level: z.string(),
  message: z.string(),
  title: z.string().optional(),
  raw_details: z.string().optional(),
});

const GivenCheckRun = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string(),
      text: z.string().optional(),
      annotations: z.array(Annotation).default([]),
    })
    .optional(),
});
type GivenCheckRun = z.infer<typeof GivenCheckRun>;

const NewCheckRun = GivenCheckRun.extend({ name: z.string(), head_sha: z.string() });

/** The description says so of an update; of what is new it says it in words only. */
function isWithoutConclusion({ status, conclusion, completed_at }: GivenCheckRun): boolean {
  return conclusion === undefined && (status === 'completed' || completed_at !== undefined);
}

function missingConclusion(c: Asked): Response {
  return refusal(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.', c.var.operation.documentationUrl);
}

function refusedToUser(c: Asked): Response {
  return refusal(403, 'You must authenticate via a GitHub App.', c.var.operation.documentationUrl);
}

/** A conclusion completes it. */
function changeCheckRun(checkRun: CheckRun, given: GivenCheckRun, now: string): void {
  const { output } = checkRun;
  checkRun.name = given.name ?? checkRun.name;
  checkRun.status = given.conclusion === undefined ? (given.status ?? checkRun.status) : 'completed';
  checkRun.conclusion = given.conclusion ?? checkRun.conclusion;
  checkRun.startedAt = given.started_at ?? checkRun.startedAt;
  checkRun.completedAt = given.completed_at ?? (given.conclusion === undefined ? checkRun.completedAt : now);
  checkRun.detailsUrl = given.details_url ?? checkRun.detailsUrl;
  checkRun.externalId = given.external_id ?? checkRun.externalId;
  output.title = given.output?.title ?? output.title;
  output.summary = given.output?.summary ?? output.summary;
  output.text = given.output?.text ?? output.text;
  output.annotations.push(...(given.output?.annotations ?? []));
}

export function notFound(c: Asked): Response {
  return refusal(404, 'Not Found', c.var.operation.documentationUrl);
}

const pageLengthMax = 100;

/** One page, and where the others are. More than 100 GitHub gives nobody, whatever was asked for. */
function page<T>(c: Asked, items: readonly T[], apiUrl: string, answer: (item: T) => unknown): Response {
  const length = clamp(Number(c.req.query('per_page') ?? 30), 1, pageLengthMax);
  const last = Math.max(1, Math.ceil(items.length / length));
  const number = Math.max(1, Number(c.req.query('page') ?? 1));
  const { pathname, searchParams } = new URL(c.req.url);
  const link = (page: number, relation: string) => {
    const query = new URLSearchParams(searchParams);
    query.set('page', String(page));
    return `<${apiUrl}${pathname}?${query.toString()}>; rel="${relation}"`;
  };
  const before = number > 1 ? [link(Math.min(number - 1, last), 'prev')] : [];
  const after = number < last ? [link(number + 1, 'next'), link(last, 'last')] : [];
  const links = [...before, ...after, ...(number > 1 ? [link(1, 'first')] : [])];
  const shown = items.slice((number - 1) * length, number * length).map(answer);
  return Response.json(shown, links.length === 0 ? {} : { headers: { link: links.join(', ') } });
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
