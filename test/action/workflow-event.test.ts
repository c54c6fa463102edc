import { describe, expect, test } from 'vitest';
import { readContext } from '../../src/action/workflow-context.ts';
import { readEvent } from '../../src/action/workflow-event.ts';

const [one, two] = ['1'.repeat(40), '2'.repeat(40)];
const pullRequest = { number: 7, head: { sha: one }, base: { ref: 'main', sha: two } };
const run = {
  event: 'pull_request',
  head_sha: one,
  head_branch: 'topic',
  head_repository: { owner: { login: 'fork' } },
};

describe('an event', () => {
  test.each([
    [
      'pull_request',
      { action: 'synchronize', pull_request: pullRequest },
      { type: 'PullRequest', number: 7, head: one, into: 'main' },
    ],
    [
      'pull_request',
      { action: 'closed', pull_request: pullRequest },
      { type: 'Nothing', reason: 'the pull request is closed' },
    ],
    [
      'pull_request_target',
      { action: 'reopened', pull_request: pullRequest },
      { type: 'PullRequestTarget', number: 7, head: one, into: 'main' },
    ],
    [
      'merge_group',
      { action: 'checks_requested', merge_group: { head_sha: one, base_sha: two } },
      { type: 'MergeGroup', base: two, head: one },
    ],
    [
      'merge_group',
      { action: 'destroyed', merge_group: { head_sha: one, base_sha: two } },
      { type: 'Nothing', reason: 'the merge group is gone' },
    ],
    ['push', { before: two, after: one }, { type: 'Push', base: two, head: one }],
    ['push', { before: '0'.repeat(40), after: one }, { type: 'Push', base: undefined, head: one }],
    ['push', { before: two, after: '0'.repeat(40), deleted: true }, { type: 'Nothing', reason: 'the branch is gone' }],
    [
      'workflow_run',
      { workflow_run: run },
      { type: 'WorkflowRun', head: one, branch: { owner: 'fork', name: 'topic' } },
    ],
    [
      'workflow_run',
      { workflow_run: { ...run, event: 'push' } },
      { type: 'Nothing', reason: 'the first stage ran for no pull request' },
    ],
    [
      'workflow_run',
      { workflow_run: { ...run, head_repository: null } },
      { type: 'Nothing', reason: 'the branch of the pull request, or its repository, is gone' },
    ],
    ['workflow_dispatch', { inputs: {} }, { type: 'Other', name: 'workflow_dispatch' }],
  ])('%s of %j is %j', (name, payload, event) => {
    expect(readEvent(name, payload)).toEqual(event);
  });

  test.each([
    ['pull_request', {}, 'pull_request is missing or odd'],
    [
      'pull_request',
      { pull_request: { ...pullRequest, head: { sha: 'main; id' } } },
      'pull_request.head.sha is missing or odd',
    ],
    ['push', null, 'is missing or odd'],
    ['workflow_run', { workflow_run: { ...run, head_sha: undefined } }, 'workflow_run.head_sha is missing or odd'],
  ])('%s with an odd payload is refused with the place', (name, payload, message) => {
    expect(() => readEvent(name, payload)).toThrow(message);
  });
});

test('what the runner tells is read, and an own server has its own addresses', () => {
  const context = readContext({
    GITHUB_API_URL: 'https://git.example.com/api/v3/',
    GITHUB_SERVER_URL: 'https://git.example.com',
    GITHUB_REPOSITORY: 'shop/deploy',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: '/event.json',
    GITHUB_SHA: one,
    GITHUB_RUN_ID: '12',
    GITHUB_RUN_ATTEMPT: '3',
    GITHUB_WORKSPACE: '/work',
    RUNNER_TEMP: '/tmp',
  });
  expect(context).toMatchObject({
    apiUrl: 'https://git.example.com/api/v3',
    owner: 'shop',
    repo: 'deploy',
    runUrl: 'https://git.example.com/shop/deploy/actions/runs/12',
    run: { id: 12, attempt: 3 },
  });
});

test('outside of a workflow it says so', () => {
  expect(() => readContext({ GITHUB_SHA: one })).toThrow(/runs in a workflow of GitHub only: GITHUB_REPOSITORY/);
});
