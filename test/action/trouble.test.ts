import { beforeEach, describe, expect, test } from 'vitest';
import { isolateGit } from '../git/temporary-repository.ts';
import { blocked, oldImage, pullRequestRun } from './pull-request-run.ts';

beforeEach(isolateGit);

describe('trouble with GitHub', () => {
  const comments = /\/issues\/7\/comments$/;

  test.each([
    ['a secondary rate limit', { response: 'SecondaryRateLimit', retryAfterSeconds: 1 }],
    ['too many requests', { response: 'TooManyRequests', retryAfterSeconds: 1 }],
    ['a used-up limit', { response: 'PrimaryRateLimit', retryAfterSeconds: 1 }],
    ['a bad gateway', { response: 'BadGateway' }],
    ['a dropped connection', { response: 'Drop' }],
  ] as const)('%s while reading is waited for', async (_, trouble) => {
    const run = await pullRequestRun();
    run.github.interrupt({ method: 'GET', path: comments, ...trouble });
    const { code, commands } = await run.run();
    expect(code).toBe(0);
    expect(commands.filter((command) => command.startsWith('warning'))).toEqual([]);
    expect(run.comments()).toHaveLength(1);
    expect(run.github.waitingInterruptions()).toEqual([]);
  });

  test.each([
    ['did it all the same', true],
    ['did not do it', false],
  ])('a bad gateway which %s leaves one comment', async (_, afterWork) => {
    const { run, github, comments: bodies } = await pullRequestRun();
    github.interrupt({ method: 'POST', path: comments, response: 'BadGateway', afterWork });
    const { code, outputs } = await run();
    expect(code).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(outputs['comment-url']).toContain('#issuecomment-');
    expect(github.violations).toEqual([]);
  });

  test('a secondary rate limit while writing is waited for, and one comment is there', async () => {
    const { run, github, comments: bodies } = await pullRequestRun();
    github.interrupt({ method: 'POST', path: comments, response: 'SecondaryRateLimit', retryAfterSeconds: 1 });
    await run();
    expect(bodies()).toHaveLength(1);
  });

  test.each([
    [
      'a token which may only read',
      { method: 'POST', path: comments, response: 'Forbidden' },
      /permissions: pull-requests: write/,
    ],
    ['a pull request which is not there', { method: 'GET', path: comments, response: 'NotFound' }, /404/],
    ['a refusal', { method: 'POST', path: comments, response: 'Validation' }, /422/],
    [
      'an hour of waiting',
      { method: 'GET', path: comments, response: 'PrimaryRateLimit', retryAfterSeconds: 3600 },
      /rate limit/,
    ],
    ['no end of bad gateways', { method: 'POST', path: comments, response: 'BadGateway', times: 9 }, /502/],
  ] as const)(
    '%s is a warning; the plan is in the log and the summary, and decides the exit code',
    async (_, trouble, said) => {
      const { run, github, comments: bodies } = await pullRequestRun(oldImage, blocked);
      github.interrupt(trouble);
      const { code, log, summary, commands, outputs } = await run({ inputs: { 'fail-on': 'high' } });
      expect(code).toBe(1);
      expect(bodies()).toEqual([]);
      expect(commands.find((command) => command.startsWith('warning'))).toMatch(said);
      expect(log).toContain('Deployment shop/web');
      expect(summary).toContain('1 blocker');
      expect(outputs).toMatchObject({ 'findings-high': '1', 'comment-url': '' });
    },
  );

  test('the read-only token of a fork costs the comment and nothing else', async () => {
    const { run, github, comments: bodies } = await pullRequestRun();
    const { code, commands, summary } = await run({ inputs: { 'github-token': github.readOnlyToken } });
    expect(code).toBe(0);
    expect(bodies()).toEqual([]);
    expect(commands.filter((command) => command.startsWith('warning'))).toHaveLength(1);
    expect(summary).toContain('1 workload rolls');
  });

  test('no GitHub at all is a warning as well', async () => {
    const { run } = await pullRequestRun();
    const { code, summary, commands } = await run({ apiUrl: 'http://127.0.0.1:9' });
    expect(code).toBe(0);
    expect(summary).toContain('1 workload rolls');
    expect(commands.filter((command) => command.startsWith('warning'))).toHaveLength(1);
  });

  test('without a token nobody is asked', async () => {
    const { run, github } = await pullRequestRun();
    const { code, commands } = await run({ inputs: { 'github-token': '' } });
    expect(code).toBe(0);
    expect(github.requests).toEqual([]);
    expect(commands.filter((command) => command.startsWith('warning'))).toHaveLength(1);
  });

  test('a token of another login is told what to set, so that the next run finds its comment', async () => {
    const { run, github, comments: bodies } = await pullRequestRun();
    github.addToken('ghp_other', { login: 'release-bot', type: 'User', access: 'Write' });
    const inputs = { 'github-token': 'ghp_other' };
    const { commands } = await run({ inputs });
    expect(commands.find((command) => command.startsWith('warning'))).toContain('set comment-author: release-bot');
    await run({ inputs: { ...inputs, 'comment-author': 'release-bot' } });
    expect(bodies()).toHaveLength(1);
  });
});
