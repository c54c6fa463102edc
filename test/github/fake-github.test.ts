import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FakeGitHub, startFakeGitHub } from './fake-github.ts';
import { someSha } from './github-state.ts';
import type { Trouble } from './interruptions.ts';

let fake: FakeGitHub;

beforeEach(async () => {
  fake = await startFakeGitHub();
});

afterEach(() => fake.close());

const Answer = z.looseObject({ id: z.int().optional() });

interface Asked {
  /** Empty: without a token. */
  readonly token?: string | undefined;
  readonly body?: unknown;
}

/** `what` is "GET /pulls", in the repository of the fake. */
function ask(what: string, { token = fake.token, body }: Asked = {}): Promise<Response> {
  const [method = '', path = ''] = what.split(' ');
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${fake.url}/repos/acme/shop${path}`, { method, headers, ...sent });
}

async function answer(what: string, asked?: Asked) {
  const response = await ask(what, asked);
  return { code: response.status, ...Answer.parse(await response.json()) };
}

async function numbers(response: Response): Promise<readonly number[]> {
  return z
    .array(z.object({ number: z.int() }))
    .parse(await response.json())
    .map(({ number }) => number);
}

async function bodies(response: Response): Promise<readonly string[]> {
  return z
    .array(z.object({ body: z.string() }))
    .parse(await response.json())
    .map(({ body }) => body);
}

/** "next": the address of the next page. */
function links(response: Response): Readonly<Record<string, string>> {
  const found = (response.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
  return Object.fromEntries([...found].map(([, url = '', relation = '']) => [relation, url]));
}

const annotation = { path: 'a.yaml', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'gap' };

function annotated(count: number) {
  return { title: 'Rollout', summary: 'well', annotations: Array.from({ length: count }, () => annotation) };
}

describe('what GitHub describes', () => {
  test('every operation that is served answers as it is described', async () => {
    const fork = { repository: 'someone/shop' };
    fake.state.addPullRequest();
    fake.state.addPullRequest({ number: 7, isDraft: true, isMergeable: null, head: fork });
    fake.state.addPullRequest({ state: 'closed', isMerged: true });
    const run = fake.state.addWorkflowRun();
    const forkRun = fake.state.addWorkflowRun({ headRepository: 'someone/shop', headBranch: null, conclusion: null });
    const comment = await answer('POST /issues/7/comments', { body: { body: 'new' } });
    const output = annotated(1);
    const check = await answer('POST /check-runs', { body: { name: 'rollcast', head_sha: someSha(1), output } });
    const served = [
      'GET /issues/7/comments',
      `GET /issues/comments/${comment.id}`,
      'GET /pulls',
      'GET /pulls?state=all&direction=asc&base=main&per_page=1&page=2',
      'GET /pulls/1',
      'GET /pulls/7',
      'GET /pulls/8',
      `GET /commits/${someSha(1)}/pulls`,
      `GET /check-runs/${check.id}`,
      `GET /actions/runs/${run.id}`,
      `GET /actions/runs/${forkRun.id}?exclude_pull_requests=true`,
    ];
    const answers = await Promise.all(served.map(async (what) => `${(await ask(what)).status} ${what}`));
    expect(answers).toEqual(served.map((what) => `200 ${what}`));
    const done = { conclusion: 'success', output: { summary: 'better', text: 'more', annotations: [annotation] } };
    await ask(`PATCH /check-runs/${check.id}`, { body: done });
    await ask(`PATCH /issues/comments/${comment.id}`, { body: { body: 'changed' } });
    expect((await ask(`DELETE /issues/comments/${comment.id}`)).status).toBe(204);
    expect(fake.violations).toEqual([]);
  });

  test.each([
    'GET /issues/9/comments',
    'POST /issues/9/comments',
    'GET /issues/comments/9',
    'PATCH /issues/comments/9',
    'DELETE /issues/comments/9',
    'GET /pulls/9',
    'GET /check-runs/9',
    'PATCH /check-runs/9',
    'GET /actions/runs/9',
  ])('%s of what is not there is not found', async (what) => {
    const body = { 'POST /issues/9/comments': { body: 'b' }, 'PATCH /issues/comments/9': { body: 'b' } }[what];
    const sent = what === 'PATCH /check-runs/9' ? {} : body;
    expect(await answer(what, { body: sent })).toMatchObject({ code: 404, message: 'Not Found' });
    expect(fake.violations).toEqual([]);
  });

  test.each([
    { what: 'GET /pulls?foo=1', told: /query: must NOT have additional properties \("foo"\)/ },
    { what: 'GET /pulls?state=done', told: /query: \/state must be equal to one of the allowed values/ },
    { what: 'GET /pulls?per_page=many', told: 'query: /per_page must be integer' },
    { what: 'GET /pulls/seven', told: 'path: /pull_number must be integer' },
    { what: 'GET /secrets', told: 'no such operation is described' },
    { what: 'GET /compare/a...b', told: 'not served here' },
    { what: 'POST /issues/1/comments', told: 'body: there must be one' },
    { what: 'POST /issues/1/comments', body: { text: 'b' }, told: "body: must have required property 'body'" },
    { what: 'POST /issues/1/comments', body: { body: 5 }, told: 'body: /body must be string' },
    { what: 'POST /issues/1/comments', body: { body: 'b', to: 'a' }, told: /additional properties \("to"\)/ },
    { what: 'DELETE /issues/comments/1', body: {}, told: 'body: there must be none' },
    { what: 'PATCH /check-runs/1', body: { status: 'completed' }, told: /'conclusion'/ },
  ])('$what with $body is a violation', async ({ what, body, told }) => {
    fake.state.addPullRequest();
    await ask(what, { body });
    expect(fake.violations).toContainEqual(expect.stringMatching(told));
  });

  test('what is no JSON is a violation, and refused', async () => {
    fake.state.addPullRequest();
    const headers = { authorization: `token ${fake.token}` };
    const url = `${fake.url}/repos/acme/shop/issues/1/comments`;
    expect(await fetch(url, { method: 'POST', body: '{', headers })).toMatchObject({ status: 422 });
    expect(fake.violations).toEqual(['POST /repos/acme/shop/issues/1/comments: body: must be object']);
  });

  test('an answer which GitHub would not give is a violation', async () => {
    const { id } = fake.state.addWorkflowRun({ createdAt: 'yesterday' });
    await ask(`GET /actions/runs/${id}`);
    expect(fake.violations).toContainEqual(expect.stringContaining('answer 200: /created_at must match format'));
  });

  test('another repository is not there, and asking for it is no violation', async () => {
    const url = `${fake.url}/repos/acme/other/pulls`;
    expect(await fetch(url, { headers: { authorization: `Bearer ${fake.token}` } })).toMatchObject({ status: 404 });
    expect(fake.violations).toEqual([]);
  });

  test('what was asked is recorded', async () => {
    fake.state.addPullRequest();
    await ask('GET /pulls?state=all');
    await ask('POST /issues/1/comments', { body: { body: 'b' } });
    const headers = expect.objectContaining({ authorization: `Bearer ${fake.token}`, userAgent: 'node' });
    expect(fake.requests).toEqual([
      { method: 'GET', path: '/repos/acme/shop/pulls', query: { state: 'all' }, body: undefined, headers },
      { method: 'POST', path: '/repos/acme/shop/issues/1/comments', query: {}, body: { body: 'b' }, headers },
    ]);
  });
});

describe('comments', () => {
  beforeEach(() => {
    fake.state.addPullRequest();
  });

  test('250 of them have three pages of 100, whose addresses lead back here', async () => {
    for (let number = 1; number <= 250; number += 1) fake.state.addComment({ pullRequest: 1, body: `c${number}` });
    const headers = { authorization: `Bearer ${fake.token}` };
    const read: string[] = [];
    const relations: string[][] = [];
    let url: string | undefined = `${fake.url}/repos/acme/shop/issues/1/comments?per_page=100`;
    while (url !== undefined) {
      expect(url.startsWith(`${fake.url}/`)).toBe(true);
      const response: Response = await fetch(url, { headers });
      read.push(...(await bodies(response)));
      relations.push(Object.keys(links(response)));
      url = links(response)['next'];
    }
    expect(read).toEqual(fake.state.comments.map(({ body }) => body));
    expect(relations).toEqual([
      ['next', 'last'],
      ['prev', 'next', 'last', 'first'],
      ['prev', 'first'],
    ]);
    expect(fake.violations).toEqual([]);
  });

  test.each([
    { query: '', count: 30 },
    { query: '?per_page=1000', count: 100 },
    { query: '?per_page=100&page=3', count: 20 },
    { query: '?per_page=100&page=4', count: 0 },
  ])('a page$query of 220 has $count', async ({ query, count }) => {
    for (let number = 1; number <= 220; number += 1) fake.state.addComment({ pullRequest: 1, body: `c${number}` });
    expect(await bodies(await ask(`GET /issues/1/comments${query}`))).toHaveLength(count);
  });

  test('one page has no addresses of others', async () => {
    fake.state.addComment({ pullRequest: 1, body: 'only' });
    expect((await ask('GET /issues/1/comments')).headers.has('link')).toBe(false);
  });

  test('only those that were written since are listed', async () => {
    const [first] = ['a', 'b', 'c'].map((body) => fake.state.addComment({ pullRequest: 1, body }));
    const last = fake.state.addComment({ pullRequest: 1, body: 'd' });
    await ask(`PATCH /issues/comments/${first?.id}`, { body: { body: 'changed' } });
    expect(await bodies(await ask(`GET /issues/1/comments?since=${last.createdAt}`))).toEqual(['changed', 'd']);
  });

  test.each([
    { length: 65_536, code: 201 },
    { length: 65_537, code: 422, message: 'Body is too long (maximum is 65536 characters)' },
    { length: 0, code: 422, message: 'Body cannot be blank' },
  ])('a body of $length characters is answered with $code', async ({ length, code, message }) => {
    const { id } = fake.state.addComment({ pullRequest: 1, body: 'former' });
    const body = { body: 'x'.repeat(length) };
    const error = { resource: 'IssueComment', code: 'unprocessable', field: 'data', message };
    const wanted = message === undefined ? {} : { message: 'Validation Failed', errors: [error] };
    expect(await answer('POST /issues/1/comments', { body })).toMatchObject({ code, ...wanted });
    const updated = await answer(`PATCH /issues/comments/${id}`, { body });
    expect(updated).toMatchObject({ code: code === 201 ? 200 : code, ...wanted });
    expect(fake.violations).toEqual([]);
  });

  test('a comment is of whom the token is of', async () => {
    fake.addToken('token-of-alice', { login: 'alice', type: 'User', access: 'Write' });
    await ask('POST /issues/1/comments', { body: { body: 'a' }, token: 'token-of-alice' });
    await ask('POST /issues/1/comments', { body: { body: 'b' } });
    const response = await ask('GET /issues/1/comments');
    expect(await response.json()).toMatchObject([
      { user: { login: 'alice', type: 'User' } },
      { user: { login: 'github-actions[bot]', type: 'Bot' } },
    ]);
    expect(fake.violations).toEqual([]);
  });

  test('one that is deleted is there no longer', async () => {
    const { id } = fake.state.addComment({ pullRequest: 1, body: 'b' });
    expect((await ask(`DELETE /issues/comments/${id}`)).status).toBe(204);
    expect((await ask(`DELETE /issues/comments/${id}`)).status).toBe(404);
    expect((await ask(`PATCH /issues/comments/${id}`, { body: { body: 'c' } })).status).toBe(404);
    expect(fake.violations).toEqual([]);
  });
});

describe('pull requests', () => {
  beforeEach(() => {
    fake.state.addPullRequest({ head: { ref: 'a' } });
    fake.state.addPullRequest({ head: { ref: 'a', repository: 'someone/shop' }, base: { ref: 'stable' } });
    fake.state.addPullRequest({ head: { ref: 'b' }, state: 'closed' });
  });

  test.each([
    { query: '', listed: [2, 1] },
    { query: '?state=closed', listed: [3] },
    { query: '?state=all&direction=asc', listed: [1, 2, 3] },
    { query: '?head=someone:a', listed: [2] },
    { query: '?head=acme:a', listed: [1] },
    { query: '?head=a', listed: [2, 1] },
    { query: '?base=stable', listed: [2] },
    { query: '?head=acme:b', listed: [] },
  ])('the list$query is $listed', async ({ query, listed }) => {
    expect(await numbers(await ask(`GET /pulls${query}`))).toEqual(listed);
    expect(fake.violations).toEqual([]);
  });

  test.each([
    { name: 'a branch of the repository', sha: someSha(1), listed: [1] },
    { name: 'a fork', sha: someSha(2), listed: [] },
    { name: 'what was closed', sha: someSha(3), listed: [] },
    { name: 'nowhere', sha: someSha(4), listed: [] },
  ])('a commit of $name is in $listed', async ({ sha, listed }) => {
    expect(await numbers(await ask(`GET /commits/${sha}/pulls`))).toEqual(listed);
  });

  test('a push moves the head', async () => {
    fake.state.push(1, someSha(9));
    expect(await answer('GET /pulls/1')).toMatchObject({ head: { sha: someSha(9) }, commits: 2 });
    expect(await numbers(await ask(`GET /commits/${someSha(1)}/pulls`))).toEqual([1]);
  });
});

describe('check runs', () => {
  const checkRun = { name: 'rollcast', head_sha: someSha(1) };

  test('each request adds its annotations, and a conclusion completes', async () => {
    fake.state.addPullRequest();
    const { id } = await answer('POST /check-runs', { body: { ...checkRun, output: annotated(50) } });
    const body = { conclusion: 'neutral', output: annotated(10) };
    expect(await answer(`PATCH /check-runs/${id}`, { body })).toMatchObject({
      status: 'completed',
      conclusion: 'neutral',
      output: { annotations_count: 60 },
      pull_requests: [{ number: 1 }],
    });
    expect(fake.violations).toEqual([]);
  });

  test('51 annotations are a violation, and refused', async () => {
    const asked = { body: { ...checkRun, output: annotated(51) } };
    expect(await answer('POST /check-runs', asked)).toMatchObject({ code: 422 });
    expect(fake.violations).toEqual([
      'POST /repos/acme/shop/check-runs: body: /output/annotations must NOT have more than 50 items',
    ]);
    expect(fake.state.checkRuns).toEqual([]);
  });

  test('one that is completed without a conclusion is refused', async () => {
    expect(await answer('POST /check-runs', { body: { ...checkRun, status: 'completed' } })).toMatchObject({
      code: 422,
      message: expect.stringContaining('conclusion'),
    });
  });

  test('a user makes none', async () => {
    fake.addToken('token-of-alice', { login: 'alice', type: 'User', access: 'Write' });
    expect(await answer('POST /check-runs', { body: checkRun, token: 'token-of-alice' })).toMatchObject({
      code: 403,
      message: 'You must authenticate via a GitHub App.',
    });
  });
});

describe('tokens', () => {
  beforeEach(() => {
    fake.state.addPullRequest();
    fake.state.addComment({ pullRequest: 1, body: 'b' });
  });

  test.each([
    { what: 'POST /issues/1/comments', body: { body: 'b' }, accepted: 'issues=write; pull_requests=write' },
    { what: 'PATCH /issues/comments/1', body: { body: 'b' }, accepted: 'issues=write; pull_requests=write' },
    { what: 'DELETE /issues/comments/1', accepted: 'issues=write; pull_requests=write' },
    { what: 'POST /check-runs', body: { name: 'a', head_sha: someSha(1) }, accepted: 'checks=write' },
    { what: 'PATCH /check-runs/1', body: { name: 'a' }, accepted: 'checks=write' },
  ])('one that only reads is not let to $what', async ({ what, body, accepted }) => {
    const response = await ask(what, { body, token: fake.readOnlyToken });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-accepted-github-permissions')).toBe(accepted);
    expect(await response.json()).toMatchObject({ message: 'Resource not accessible by integration', status: '403' });
    expect(fake.violations).toEqual([]);
  });

  test('one that only reads does read', async () => {
    expect(await bodies(await ask('GET /issues/1/comments', { token: fake.readOnlyToken }))).toEqual(['b']);
  });

  test.each([
    { token: 'unknown', message: 'Bad credentials' },
    { token: '', message: 'Requires authentication' },
  ])('“$token” is nobody’s', async ({ token, message }) => {
    expect(await answer('GET /pulls', { token })).toMatchObject({ code: 401, message });
    expect(fake.violations).toEqual([]);
  });
});

describe('trouble', () => {
  const comment = { body: { body: 'b' } };

  beforeEach(() => {
    fake.state.addPullRequest();
  });

  test.each<{ response: Exclude<Trouble, 'Drop'>; code: number; headers?: Readonly<Record<string, string>> }>([
    { response: 'PrimaryRateLimit', code: 403, headers: { 'x-ratelimit-remaining': '0' } },
    { response: 'SecondaryRateLimit', code: 403, headers: { 'retry-after': '3' } },
    { response: 'TooManyRequests', code: 429, headers: { 'retry-after': '3' } },
    { response: 'ServerError', code: 500 },
    { response: 'BadGateway', code: 502 },
    { response: 'Forbidden', code: 403 },
    { response: 'NotFound', code: 404 },
    { response: 'Validation', code: 422 },
  ])('$response is answered with $code, and nothing is done', async ({ response, code, headers = {} }) => {
    fake.interrupt({ method: 'POST', path: /comments$/, response, retryAfterSeconds: 3 });
    const answered = await ask('POST /issues/1/comments', comment);
    expect(answered.status).toBe(code);
    expect(Object.fromEntries(answered.headers)).toMatchObject(headers);
    expect(fake.state.comments).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  test('a dropped connection has no answer, and the next one has', async () => {
    fake.interrupt({ method: 'GET', path: /pulls/, response: 'Drop' });
    await expect(ask('GET /pulls')).rejects.toThrow('fetch failed');
    expect((await ask('GET /pulls')).status).toBe(200);
    expect(fake.violations).toEqual([]);
  });

  test.each<{ response: Trouble }>([{ response: 'BadGateway' }, { response: 'Drop' }])(
    '$response after the work leaves what was done',
    async ({ response }) => {
      fake.interrupt({ method: 'POST', path: /comments$/, response, afterWork: true });
      const code = await ask('POST /issues/1/comments', comment).then(
        ({ status }) => status,
        () => undefined,
      );
      expect(code).toBe(response === 'Drop' ? undefined : 502);
      expect(fake.state.comments).toMatchObject([{ body: 'b' }]);
      expect(fake.violations).toEqual([]);
    },
  );

  test('it comes as often as was asked, to the requests for which it was asked, in that order', async () => {
    const [method, path] = ['GET', /pulls\/1$/];
    fake.interrupt({ method, path, response: 'ServerError', times: 2 });
    fake.interrupt({ method, path, response: 'BadGateway' });
    const codes: number[] = [];
    for (const what of ['GET /pulls', ...Array.from({ length: 4 }, () => 'GET /pulls/1')]) {
      codes.push((await ask(what)).status);
    }
    expect(codes).toEqual([200, 500, 500, 502, 200]);
    expect(fake.waitingInterruptions()).toEqual([]);
  });

  test('what nobody has met is told', () => {
    fake.interrupt({ method: 'GET', path: /nowhere/, response: 'NotFound' });
    expect(fake.waitingInterruptions()).toMatchObject([{ response: 'NotFound' }]);
  });

  test('between two requests another run may have written', async () => {
    fake.onRequest(({ method }) => {
      if (method === 'POST') fake.state.addComment({ pullRequest: 1, body: 'of another run' });
    });
    await ask('POST /issues/1/comments', comment);
    expect(await bodies(await ask('GET /issues/1/comments'))).toEqual(['of another run', 'b']);
  });

  test('a handler that fails is a violation', async () => {
    fake.onRequest(() => {
      throw new Error('no such comment');
    });
    expect((await ask('GET /pulls')).status).toBe(500);
    expect(fake.violations).toEqual([expect.stringContaining('broken here: Error: no such comment')]);
  });
});

describe('the server', () => {
  test('it listens on the loopback address only', () => {
    expect(fake.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('two of them know nothing of each other', async () => {
    const other = await startFakeGitHub();
    other.state.addPullRequest();
    expect(await numbers(await ask('GET /pulls'))).toEqual([]);
    await other.close();
  });

  test('it ends with its connections, also those that wait for an answer', async () => {
    const ended = await startFakeGitHub();
    const reached = new Promise<void>((resolve) => {
      ended.onRequest(() => {
        resolve();
        return new Promise(() => {});
      });
    });
    const headers = { authorization: `Bearer ${ended.token}` };
    const waiting = fetch(`${ended.url}/repos/acme/shop/pulls`, { headers }).catch((error: unknown) => error);
    await reached;
    await ended.close();
    expect(await waiting).toBeInstanceOf(Error);
  });
});
