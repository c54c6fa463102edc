import { beforeEach, describe, expect, test } from 'vitest';
import { readComment } from '../../src/report/comment-marker.ts';
import { isolateGit } from '../git/temporary-repository.ts';
import { blocked, deployment, newImage, oldImage, pullRequestRun } from './pull-request-run.ts';

beforeEach(isolateGit);

const person = { login: 'octocat', type: 'User' } as const;

describe('the comment', () => {
  test('is written once, with a marker and the verdict first, and its address is an output', async () => {
    const { run, github, forge, comments } = await pullRequestRun();
    const result = await run();
    expect(result.code).toBe(0);
    expect(comments()).toHaveLength(1);
    const [body = ''] = comments();
    expect(body.split('\n').slice(0, 3)).toEqual([
      `<!-- rollcast:v1 key=default head=${forge.head} run=1000.1 -->`,
      '### Rollout forecast: 1 workload rolls',
      '',
    ]);
    expect(body).toContain(`Merging \`${forge.head.slice(0, 7)}\` into \`main\` (\`${forge.base.slice(0, 7)}\`)`);
    expect(body).toContain('/shop/deploy/actions/runs/1000)');
    expect(result.outputs).toMatchObject({
      outcome: 'Changed',
      summary: '1 workload rolls',
      'findings-high': '0',
      'findings-medium': '0',
      'workloads-rolling': '1',
      'comment-url': expect.stringContaining('#issuecomment-'),
    });
    expect(github.violations).toEqual([]);
  });

  test('is not written again where it would say the same', async () => {
    const { run, github } = await pullRequestRun();
    await run();
    const asked = github.requests.length;
    const { code, outputs } = await run({ run: { id: 1001, attempt: 1 } });
    expect(code).toBe(0);
    expect(outputs['comment-url']).toContain('#issuecomment-');
    expect(github.requests.slice(asked).map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test('is updated in place, also where a person edited it, and other comments stay', async () => {
    const { run, github, push, comments } = await pullRequestRun();
    github.state.addComment({ pullRequest: 7, body: 'looks good', author: person });
    await run();
    const [, own] = github.state.commentsOf(7);
    if (own) own.body = own.body.replaceAll('\n', '\r\n').replace('workload', 'thing');
    push({ 'web.yaml': deployment({ image: '1.2' }) });
    await run({ run: { id: 1001, attempt: 1 } });
    expect(comments()).toEqual(['looks good', expect.stringContaining('1.2')]);
    expect(comments()[1]).toContain('run=1001.1 -->\n### Rollout forecast: 1 workload rolls');
    expect(github.violations).toEqual([]);
  });

  test('says that nothing changes any longer when a later commit takes everything back', async () => {
    const { run, push, comments } = await pullRequestRun();
    await run();
    push(oldImage);
    const { outputs } = await run({ run: { id: 1001, attempt: 1 } });
    expect(outputs['outcome']).toBe('Unchanged');
    expect(comments()).toEqual([
      expect.stringContaining('### Rollout forecast: no longer changes anything in the cluster'),
    ]);
  });

  test('is found among 250 comments, and is not one which a person copied', async () => {
    const { run, github, push, forge } = await pullRequestRun();
    const marker = `<!-- rollcast:v1 key=default head=${forge.head} run=1.1 -->\n`;
    for (let index = 0; index < 120; index += 1)
      github.state.addComment({ pullRequest: 7, body: `${index}`, author: person });
    const copy = github.state.addComment({ pullRequest: 7, body: `${marker}copied`, author: person });
    const own = github.state.addComment({ pullRequest: 7, body: `${marker}ours` });
    for (let index = 0; index < 130; index += 1) github.state.addComment({ pullRequest: 7, body: `${index}` });
    push({ 'web.yaml': deployment({ image: '1.2' }) });
    await run();
    expect(github.state.commentsOf(7)).toHaveLength(252);
    expect(copy.body).toBe(`${marker}copied`);
    expect(own.body).toContain('### Rollout forecast');
    expect(github.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/comments'))).toHaveLength(
      3,
    );
    expect(github.violations).toEqual([]);
  });

  test('of another key is another comment', async () => {
    const { run, comments } = await pullRequestRun();
    await run();
    await run({ inputs: { 'comment-key': 'europe' } });
    await run({ inputs: { 'comment-key': 'europe' } });
    expect(comments().map((body) => readComment(body)?.marker.key)).toEqual(['default', 'europe']);
  });

  test('which was left over is deleted, and the oldest one is kept', async () => {
    const { run, github, forge } = await pullRequestRun();
    const marker = (run: string) => `<!-- rollcast:v1 key=default head=${forge.base} run=${run} -->\nold`;
    const [kept] = ['1.1', '2.1', '3.1'].map((run) => github.state.addComment({ pullRequest: 7, body: marker(run) }));
    await run();
    expect(github.state.commentsOf(7)).toEqual([kept]);
    expect(kept?.body).toContain('1 workload rolls');
    expect(github.violations).toEqual([]);
  });

  test('of a large change keeps what blocks it within the limit, and the rest is in the summary', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `app-${index}`);
    const files = (image: string, maxUnavailable: string) =>
      Object.fromEntries(names.map((name) => [`${name}.yaml`, deployment({ name, image, maxUnavailable })]));
    const { run, comments } = await pullRequestRun(
      { ...files('1.0', '25%'), 'z.yaml': deployment({ name: 'z' }) },
      { ...files('1.1', '25%'), 'z.yaml': deployment({ name: 'z', image: '1.1', maxUnavailable: '100%' }) },
    );
    const { summary } = await run();
    const [body = ''] = comments();
    expect(body.length).toBeLessThanOrEqual(60_200);
    expect(body).toContain('1 blocker');
    expect(body).toContain('[!CAUTION]');
    expect(summary.length).toBeGreaterThan(body.length);
    for (const name of names) expect(summary).toContain(name);
  });
});

describe('when a comment is begun', () => {
  const none = { 'README.md': 'other words' };

  test.each([
    ['changes', 'no change', none, 0],
    ['changes', 'a new image', newImage, 1],
    ['findings', 'a new image', newImage, 0],
    ['findings', 'a blocker', blocked, 1],
    ['findings', 'what cannot be forecast', { 'web.yaml': 'a: {{ .Values.a }}\n' }, 1],
    ['always', 'no change', none, 1],
    ['never', 'a blocker', blocked, 0],
  ])('comment: %s with %s', async (comment, _, head, count) => {
    const { run, comments, github } = await pullRequestRun(oldImage, head);
    const { code, summary } = await run({ inputs: { comment } });
    expect(code).toBe(0);
    expect(comments()).toHaveLength(count);
    expect(summary).toContain('### Rollout forecast');
    expect(github.violations).toEqual([]);
  });

  test('one that is there is kept up to date, whatever would begin one', async () => {
    const { run, push, comments } = await pullRequestRun(oldImage, blocked);
    await run({ inputs: { comment: 'findings' } });
    push(newImage);
    await run({ inputs: { comment: 'findings' }, run: { id: 1001, attempt: 1 } });
    expect(comments()).toEqual([expect.stringContaining('### Rollout forecast: 1 workload rolls')]);
  });
});

describe('runs which overtake each other', () => {
  test('a run whose commit is no longer the head writes nothing, and its exit code is that of the plan', async () => {
    const { run, github, comments } = await pullRequestRun(oldImage, blocked);
    github.state.push(7, '1'.repeat(40));
    const { code, log } = await run({ inputs: { 'fail-on': 'high' } });
    expect(comments()).toEqual([]);
    expect(code).toBe(1);
    expect(log).toContain('No comment was written: the pull request has moved on to 1111111.');
  });

  test('a head which moves while comments are listed is seen before anything is written', async () => {
    const { run, github, comments } = await pullRequestRun();
    github.onRequest(({ method, path }) => {
      if (method === 'GET' && path.endsWith('/comments')) github.state.push(7, '1'.repeat(40));
    });
    await run();
    expect(comments()).toEqual([]);
  });

  test.each([
    ['a later run', '1001.1', false],
    ['a later attempt', '1000.2', false],
    ['an earlier run', '999.9', true],
  ])('of the same commit %s has the last word', async (_, other, isWritten) => {
    const { run, github, forge } = await pullRequestRun();
    const body = `<!-- rollcast:v1 key=default head=${forge.head} run=${other} -->\nother`;
    const comment = github.state.addComment({ pullRequest: 7, body });
    const { code } = await run();
    expect(code).toBe(0);
    expect(comment.body === body).toBe(!isWritten);
  });

  test('two runs which both found no comment leave one', async () => {
    const { run, github, forge, comments } = await pullRequestRun();
    let isPlayed = false;
    github.onRequest(({ method, path }) => {
      if (isPlayed || method !== 'POST' || !path.endsWith('/comments')) return;
      isPlayed = true;
      github.state.addComment({
        pullRequest: 7,
        body: `<!-- rollcast:v1 key=default head=${forge.head} run=999.1 -->\nof the other run`,
      });
    });
    const { outputs } = await run();
    expect(comments()).toEqual([expect.stringContaining('1 workload rolls')]);
    expect(outputs['comment-url']).toContain(`#issuecomment-${github.state.commentsOf(7)[0]?.id}`);
    expect(github.violations).toEqual([]);
  });

  test('two runs at the very same time leave one', async () => {
    const { run, github, comments } = await pullRequestRun();
    const results = await Promise.all([run({ run: { id: 1, attempt: 1 } }), run({ run: { id: 2, attempt: 1 } })]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(comments()).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  test('a comment which is deleted while it is updated is written anew', async () => {
    const { run, github, push, comments } = await pullRequestRun();
    await run();
    push({ 'web.yaml': deployment({ image: '1.2' }) });
    github.onRequest(({ method }) => {
      if (method === 'PATCH') github.state.comments.length = 0;
    });
    await run({ run: { id: 1001, attempt: 1 } });
    expect(comments()).toEqual([expect.stringContaining('1.2')]);
  });
});
