import { beforeEach, describe, expect, test } from 'vitest';
import { startGitHttpServer } from '../git/git-http-server.ts';
import { isolateGit, snapshot, temporaryRepository } from '../git/temporary-repository.ts';
import { checkOut, type Forge } from './forge.ts';
import { blocked, deployment, newImage, oldImage, pullRequestRun } from './pull-request-run.ts';
import { type ActionStep, readPlanFile } from './run-action.ts';

beforeEach(isolateGit);

const withHook = { 'web.yaml': deployment({ image: '1.1' }), 'kustomization.yaml': 'resources: [web.yaml]\n' };

function targetStep({ head, base, origin }: Forge): Partial<ActionStep> {
  return {
    event: 'pull_request_target',
    payload: { action: 'opened', pull_request: { number: 7, head: { sha: head }, base: { ref: 'main', sha: base } } },
    sha: origin.git('rev-parse', 'main'),
  };
}

function workflowRunStep({ head, origin }: Forge): Partial<ActionStep> {
  return {
    event: 'workflow_run',
    payload: {
      workflow_run: {
        id: 900,
        event: 'pull_request',
        head_sha: head,
        head_branch: 'topic',
        head_repository: { owner: { login: 'shop' } },
        pull_requests: [],
      },
    },
    sha: origin.git('rev-parse', 'main'),
  };
}

describe('pull_request', () => {
  test('compares the merge result with what it is merged into, not with where the branch began', async () => {
    const { run, forge } = await pullRequestRun({ ...oldImage, 'api.yaml': deployment({ name: 'api' }) });
    forge.origin.commit({ 'api.yaml': deployment({ name: 'api', image: '9' }) });
    const { merged } = forge.push({ 'note.md': 'rebased by nobody' });
    const result = await run({
      sha: merged,
      workspace: checkOut(forge, merged, 2).directory,
      inputs: { comment: 'never' },
    });
    expect(result.summary).toContain('`shop/web`');
    expect(result.summary).not.toContain('`shop/api`');
  });

  test('fetches with the token what a checkout of depth 1 lacks', async () => {
    const { run, forge, github, comments } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder, { token: github.token });
    const { code } = await run({ workspace: checkOut(forge, forge.merged, 1).directory, serverUrl: server.url });
    expect(code).toBe(0);
    expect(comments()).toEqual([expect.stringContaining('1 workload rolls')]);
  });

  test('fetches the merge result where the head of the pull request is checked out', async () => {
    const { run, forge } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder);
    const workspace = checkOut(forge, forge.head, 1).directory;
    expect((await run({ workspace, serverUrl: server.url })).summary).toContain('1 workload rolls');
  });

  test('says what to give actions/checkout where nothing can be fetched', async () => {
    const { run, forge } = await pullRequestRun();
    const result = await run({ workspace: checkOut(forge, forge.merged, 1).directory });
    expect(result.code).toBe(2);
    expect(result.commands.join()).toContain('give actions/checkout fetch-depth: 2');
    expect(result.summary).toContain('### Rollout forecast: stopped by an error');
  });

  test('says so where nothing is checked out', async () => {
    const { run } = await pullRequestRun();
    const folder = temporaryRepository().directory;
    const result = await run({ workspace: folder, inputs: { repo: 'nowhere' } });
    expect(result.code).toBe(2);
    expect(result.commands.join()).toContain('actions/checkout');
  });

  test('that is closed has nothing to forecast', async () => {
    const { run, github, forge } = await pullRequestRun();
    const pull_request = { number: 7, head: { sha: forge.head }, base: { ref: 'main' } };
    const { code, log, outputs } = await run({ payload: { action: 'closed', pull_request } });
    expect(code).toBe(0);
    expect(log).toContain('Nothing to forecast: the pull request is closed.');
    expect(outputs).toEqual({});
    expect(github.requests).toEqual([]);
  });

  test('follows the settings and the annotations of base, and says that they change', async () => {
    const settings = { '.rollcast.yaml': 'strategyRules: [{ strategy: recreate }]\n' };
    const { run } = await pullRequestRun(oldImage, { ...newImage, ...settings });
    const before = await run({ inputs: { comment: 'never' } });
    expect(before.summary).toContain('RollingUpdate');
    expect(before.summary).toContain('The settings in .rollcast.yaml are new: this plan follows none');
    const other = await pullRequestRun({ ...oldImage, ...settings }, { ...newImage, '.rollcast.yaml': '{}\n' });
    const after = await other.run({ inputs: { comment: 'never' } });
    expect(after.summary).toContain('Recreate');
    expect(after.summary).toContain('this plan still follows the old ones');
  });

  test('reads a named settings file in base as well', async () => {
    const { run } = await pullRequestRun(
      { ...oldImage, 'ci/rollcast.yaml': 'strategyRules: [{ strategy: recreate }]\n' },
      { ...newImage, 'ci/rollcast.yaml': '{}\n', 'ci/new.yaml': '{}\n' },
    );
    const { summary } = await run({ inputs: { config: 'ci/rollcast.yaml', comment: 'never' } });
    expect(summary).toContain('Recreate');
    const { code, commands } = await run({ inputs: { config: 'ci/new.yaml' } });
    expect(code).toBe(2);
    expect(commands.join()).toContain('base has no file "ci/new.yaml"');
  });

  test('looks only below the paths which are asked for', async () => {
    const { run } = await pullRequestRun(
      { 'a/web.yaml': deployment(), 'b/api.yaml': deployment({ name: 'api' }) },
      { 'a/web.yaml': deployment({ image: '2' }), 'b/api.yaml': deployment({ name: 'api', image: '2' }) },
    );
    const { summary } = await run({ inputs: { path: 'b\n', comment: 'never' } });
    expect(summary).toContain('`shop/api`');
    expect(summary).not.toContain('`shop/web`');
  });
});

describe.each([
  ['pull_request_target', targetStep],
  ['workflow_run', workflowRunStep],
] as const)('%s', (_, stepOf) => {
  test('compares objects of git, comments, and changes nothing in the checkout', async () => {
    const { run, forge, github, comments } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder, { token: github.token });
    const checkout = checkOut(forge, 'main', 1);
    const state = () => [
      checkout.git('status', '--porcelain'),
      checkout.git('for-each-ref'),
      checkout.git('rev-parse', 'HEAD'),
    ];
    const files = () => Object.entries(snapshot(checkout.directory)).filter(([path]) => !path.includes('/.git'));
    const before = [state(), files()];
    const result = await run({ ...stepOf(forge), workspace: checkout.directory, serverUrl: server.url });
    expect(result.code).toBe(0);
    expect(comments()).toEqual([expect.stringContaining(`head=${forge.head} run=1000.1`)]);
    expect(comments()[0]).toContain('1 workload rolls');
    expect([state(), files()]).toEqual(before);
    expect(github.violations).toEqual([]);
  });

  test('lets no build reach the network, even where the settings of base allow it', async () => {
    const { run, forge } = await pullRequestRun(
      {
        '.rollcast.yaml': 'kustomize: { allowRemote: true }\n',
        'kustomization.yaml': 'resources: [web.yaml]\n',
        ...oldImage,
      },
      { 'kustomization.yaml': 'resources: [web.yaml, "https://127.0.0.1:9/base.yaml"]\n' },
    );
    const server = await startGitHttpServer(forge.folder);
    const step = { ...stepOf(forge), workspace: checkOut(forge, 'main', 1).directory, serverUrl: server.url };
    const { outputs, summary } = await run(step);
    expect(outputs['outcome']).toBe('Indeterminate');
    expect(summary).toMatch(/remote|kustomization/);
  });

  test('writes nothing where the pull request has moved on', async () => {
    const { run, forge, github, comments } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder);
    const step = { ...stepOf(forge), workspace: checkOut(forge, 'main', 1).directory, serverUrl: server.url };
    github.state.push(7, forge.push(blocked).head);
    const { code, log } = await run(step);
    expect(code).toBe(0);
    expect(log).toMatch(/Nothing to forecast: (the pull request has moved on|no open pull request has)/);
    expect(comments()).toEqual([]);
  });

  test('says what to do where the pull request conflicts', async () => {
    const { run, forge } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder);
    const step = { ...stepOf(forge), workspace: checkOut(forge, 'main', 1).directory, serverUrl: server.url };
    forge.origin.git('update-ref', '-d', 'refs/pull/7/merge');
    const { code, commands } = await run(step);
    expect(code).toBe(3);
    expect(commands.join()).toContain('where it says that the two conflict, resolve that');
  });

  test('tells a plan which the first stage made, as its word, and needs no commit for it', async () => {
    const { run, forge, comments } = await pullRequestRun(oldImage, withHook);
    const workspace = checkOut(forge, 'main', 1);
    const first = await run({ inputs: { comment: 'never' } });
    workspace.write({ 'plan.json': JSON.stringify(readPlanFile(first)) });
    const { code } = await run({ ...stepOf(forge), workspace: workspace.directory, inputs: { plan: 'plan.json' } });
    expect(code).toBe(0);
    expect(comments()).toEqual([expect.stringContaining('1 workload rolls')]);
    expect(comments()[0]).toContain(
      'Made by the workflow of the pull request itself, which the pull request may have changed',
    );
  });

  test.each([
    ['is no plan', '{"formatVersion":"1.0","evil":true}', 'not a valid Rollcast plan'],
    ['is no JSON', '<script>', 'not JSON'],
    ['is not there', undefined, 'download the artifact of the first stage'],
  ])('refuses what the first stage left where it %s', async (__, text, message) => {
    const { run, forge, comments } = await pullRequestRun();
    const workspace = checkOut(forge, 'main', 1);
    if (text !== undefined) workspace.write({ 'plan.json': text });
    const { code, commands } = await run({
      ...stepOf(forge),
      workspace: workspace.directory,
      inputs: { plan: 'plan.json' },
    });
    expect(code).toBe(2);
    expect(commands.join()).toContain(message);
    expect(comments()).toEqual([]);
  });
});

test('the second stage finds the pull request of a fork by what GitHub says, not by what the first stage says', async () => {
  const { run, forge, github, comments } = await pullRequestRun();
  const server = await startGitHttpServer(forge.folder);
  const own = github.state.pullRequest(7);
  if (own) own.head.repository = 'stranger/deploy';
  github.state.addPullRequest({
    number: 8,
    head: { sha: '8'.repeat(40), ref: 'topic', repository: 'stranger/deploy' },
  });
  const payload = {
    workflow_run: {
      event: 'pull_request',
      head_sha: forge.head,
      head_branch: 'topic',
      head_repository: { owner: { login: 'stranger' } },
      pull_requests: [{ number: 8 }],
    },
  };
  const workspace = checkOut(forge, 'main', 1).directory;
  await run({ ...workflowRunStep(forge), payload, workspace, serverUrl: server.url });
  expect(comments()).toHaveLength(1);
  expect(github.state.commentsOf(8)).toEqual([]);
  expect(github.violations).toEqual([]);
});

describe('events without a pull request', () => {
  test('a merge group is compared with what it is merged into', async () => {
    const { run, forge } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder);
    const payload = { action: 'checks_requested', merge_group: { head_sha: forge.merged, base_sha: forge.base } };
    const workspace = checkOut(forge, forge.merged, 1).directory;
    const result = await run({
      event: 'merge_group',
      payload,
      workspace,
      serverUrl: server.url,
      inputs: { 'fail-on': 'high' },
    });
    expect(result.code).toBe(0);
    expect(result.summary).toContain('1 workload rolls');
  });

  test('a push is compared with what was there before', async () => {
    const { run, forge, github } = await pullRequestRun();
    const server = await startGitHttpServer(forge.folder);
    const payload = { before: forge.base, after: forge.head };
    const workspace = checkOut(forge, forge.head, 1).directory;
    const result = await run({ event: 'push', payload, sha: forge.head, workspace, serverUrl: server.url });
    expect(result.summary).toContain('1 workload rolls');
    expect(github.requests).toEqual([]);
  });

  test('workflow_dispatch compares the revisions which its inputs name', async () => {
    const { run, forge } = await pullRequestRun();
    const workspace = checkOut(forge, forge.head, 2).directory;
    const inputs = { base: forge.base, head: forge.head };
    const result = await run({ event: 'workflow_dispatch', payload: {}, sha: forge.head, workspace, inputs });
    expect(result.summary).toContain('1 workload rolls');
    const mistyped = await run({
      event: 'workflow_dispatch',
      payload: {},
      workspace,
      inputs: { base: 'mian', head: 'HEAD' },
    });
    expect(mistyped.code).toBe(2);
    expect(mistyped.commands.join()).toContain('mian');
  });
});
