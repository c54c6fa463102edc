import { onTestFinished } from 'vitest';
import { type FakeGitHub, startFakeGitHub } from '../github/fake-github.ts';
import { checkOut, type Files, type Forge, makeForge, type PushedCommit } from './forge.ts';
import { type ActionStep, runAction, type StepResult } from './run-action.ts';

export interface DeploymentOptions {
  readonly image?: string;
  readonly replicas?: number;
  readonly maxUnavailable?: string;
  readonly name?: string;
}

export function deployment({
  image = '1.0',
  replicas = 4,
  maxUnavailable = '25%',
  name = 'web',
}: DeploymentOptions = {}): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    `  replicas: ${replicas}`,
    `  selector: { matchLabels: { app: ${name} } }`,
    '  strategy:',
    `    rollingUpdate: { maxUnavailable: ${maxUnavailable} }`,
    '  template:',
    `    metadata: { labels: { app: ${name} } }`,
    '    spec:',
    `      containers: [{ name: app, image: "shop/${name}:${image}" }]`,
    '',
  ].join('\n');
}

/** One that all tests may begin with: a new image. */
export const [oldImage, newImage]: readonly [Files, Files] = [
  { 'web.yaml': deployment() },
  { 'web.yaml': deployment({ image: '1.1' }) },
];

/** Every pod stops at once: a blocker. */
export const blocked: Files = { 'web.yaml': deployment({ image: '1.1', maxUnavailable: '100%' }) };

export interface PullRequestRun {
  readonly forge: Forge;
  readonly github: FakeGitHub;
  /** Runs the action for the pull request as it is now. */
  readonly run: (step?: Partial<ActionStep>) => Promise<StepResult>;
  /** Moves the pull request on. */
  readonly push: (files: Files) => void;
  /** The bodies of all comments, the oldest first. */
  readonly comments: () => readonly string[];
}

/** Pull request 7 on a forge of its own, with a GitHub that knows it. */
export async function pullRequestRun(base: Files = oldImage, head: Files = newImage): Promise<PullRequestRun> {
  const forge = makeForge(base, head);
  const github = await startFakeGitHub({ owner: forge.owner, repo: forge.repo });
  onTestFinished(() => github.close());
  github.state.addPullRequest({
    number: 7,
    head: { sha: forge.head, ref: 'topic' },
    base: { sha: forge.base, ref: 'main' },
  });
  let current: PushedCommit = forge;
  return {
    forge,
    github,
    run: (step = {}) =>
      runAction({
        event: 'pull_request',
        payload: {
          action: 'synchronize',
          pull_request: { number: 7, head: { sha: current.head }, base: { ref: 'main', sha: forge.base } },
        },
        sha: current.merged,
        workspace: step.workspace ?? checkOut(forge, current.merged, 2).directory,
        apiUrl: github.url,
        ...step,
        inputs: { 'github-token': github.token, ...step.inputs },
      }),
    push: (files) => {
      current = forge.push(files);
      github.state.push(7, current.head);
    },
    comments: () => github.state.commentsOf(7).map(({ body }) => body),
  };
}
