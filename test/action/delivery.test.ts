import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { isKubectlInstalled } from '../bench/kustomize-repository.ts';
import { isolateGit, temporaryFolder } from '../git/temporary-repository.ts';
import { blocked, deployment, newImage, oldImage, pullRequestRun } from './pull-request-run.ts';
import { readPlanFile } from './run-action.ts';

beforeEach(isolateGit);

const never = { comment: 'never' };

describe('the gate', () => {
  test.each([
    ['a blocker', 'high', blocked, 1],
    ['a blocker', 'never', blocked, 0],
    ['a new image', 'low', newImage, 0],
  ])('with %s and fail-on: %s', async (_, failOn, head, code) => {
    const { run } = await pullRequestRun(oldImage, head);
    const result = await run({ inputs: { ...never, 'fail-on': failOn } });
    expect(result.code).toBe(code);
    const failures = result.commands.filter((command) => command.includes(`(fail-on: ${failOn})`));
    expect(failures).toHaveLength(code);
  });

  test('can be for what could not be forecast', async () => {
    const { run } = await pullRequestRun(oldImage, { 'web.yaml': 'a: {{ .Values.a }}\n' });
    expect((await run({ inputs: never })).code).toBe(0);
    expect((await run({ inputs: { ...never, 'fail-on-not-computed': 'true' } })).code).toBe(1);
  });
});

describe('annotations', () => {
  test('are on the lines of head, as errors where something blocks', async () => {
    const { run } = await pullRequestRun(oldImage, blocked);
    const { commands } = await run({ inputs: never });
    const [annotation = ''] = commands.filter((command) => command.startsWith('error '));
    expect(annotation).toMatch(/^error title=[^,]+,file=web\.yaml,line=8::/);
    expect(annotation).toContain('Deployment shop/web');
  });
});

describe('files', () => {
  test('the plan is where it was asked for, else in the temporary directory, and the output names it', async () => {
    const { run } = await pullRequestRun();
    const path = join(temporaryFolder(), 'made/plan.json');
    const asked = await run({ inputs: { ...never, 'plan-file': path } });
    expect(asked.outputs['plan-file']).toBe(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ formatVersion: '1.0', outcome: 'Changed' });
    const unasked = await run({ inputs: never });
    expect(readPlanFile(unasked)).toEqual(readPlanFile(asked));
  });

  test('findings are written for code scanning', async () => {
    const { run } = await pullRequestRun(oldImage, blocked);
    const path = join(temporaryFolder(), 'rollcast.sarif');
    await run({ inputs: { ...never, 'sarif-file': path } });
    const { runs } = JSON.parse(readFileSync(path, 'utf8')) as { runs: { results: { ruleId: string }[] }[] };
    expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toContain('capacity-floor-zero');
  });

  test('a file which cannot be written is said before anything else is lost', async () => {
    const { run } = await pullRequestRun();
    const path = join(import.meta.filename, 'a.sarif');
    const { code, commands, log } = await run({ inputs: { ...never, 'sarif-file': path } });
    expect(code).toBe(2);
    expect(commands.join()).toContain(`the sarif-file ${path} cannot be written`);
    expect(log).toContain('Deployment shop/web');
  });
});

describe('the check run', () => {
  test.each([
    ['success', 'a new image', newImage, { 'fail-on': 'high' }],
    ['failure', 'a blocker', blocked, { 'fail-on': 'high' }],
    ['success', 'a blocker which fails nothing', blocked, { 'fail-on': 'never' }],
    ['neutral', 'what cannot be forecast', { 'web.yaml': 'a: {{ .Values.a }}\n' }, {}],
  ])('ends with %s for %s', async (conclusion, _, head, inputs) => {
    const { run, github, forge } = await pullRequestRun(oldImage, head);
    await run({ inputs: { ...never, ...inputs, 'check-run': 'Rollout' } });
    expect(github.state.checkRuns).toMatchObject([
      { name: 'Rollout', headSha: forge.head, status: 'completed', conclusion, output: { title: expect.any(String) } },
    ]);
    expect(github.violations).toEqual([]);
  });

  test('which the token may not create is a warning', async () => {
    const { run, github } = await pullRequestRun();
    const inputs = { ...never, 'check-run': 'Rollout', 'github-token': github.readOnlyToken };
    const { code, commands } = await run({ inputs });
    expect(code).toBe(0);
    expect(commands.find((command) => command.startsWith('warning'))).toContain('checks: write');
  });
});

const secret = (password: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: ${password} }\n`;

describe('what is secret, or hostile', () => {
  test('values of Secrets and the token are in no log, summary, comment, file or output', async () => {
    const { run, github, comments } = await pullRequestRun(
      { 'db.yaml': secret('hunter2-one'), ...oldImage },
      { 'db.yaml': secret('hunter2-two'), ...newImage },
    );
    const sarif = join(temporaryFolder(), 'a.sarif');
    const result = await run({ inputs: { 'sarif-file': sarif, 'check-run': 'Rollout' } });
    const { log, stderr, summary, outputs } = result;
    const told = JSON.stringify([
      log.replace(`::add-mask::${github.token}`, ''),
      stderr,
      summary,
      outputs,
      comments(),
      readPlanFile(result),
      readFileSync(sarif, 'utf8'),
      github.state.checkRuns,
      github.requests.map(({ path, query, body }) => [path, query, body]),
    ]);
    expect(told).toContain('1 workload rolls');
    expect(told).not.toMatch(/hunter2/);
    expect(told).not.toContain(github.token);
  });

  test('no line of a manifest is a command to the runner', async () => {
    const hostile = [
      '::set-output name=outcome::Unchanged',
      '##[add-mask]a',
      '::stop-commands::x',
      '::error file=a::b',
      '%0A::warning::c',
    ];
    const files = (value: string) => ({
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  text: |\n${hostile.map((line) => `    ${line}${value}\n`).join('')}`,
      'web.yaml': deployment({ image: value }).replace('shop/web:', '::error::shop/web:'),
    });
    const { run } = await pullRequestRun(files('1'), files('2'));
    const { commands } = await run({ inputs: never });
    const words = new Set(commands.map((command) => command.split(/[ :]/, 1)[0]));
    expect(words).toEqual(new Set(['add-mask', 'group', 'endgroup']));
  });

  test('names and values are plain text in the comment', async () => {
    const evil = '</details><script>alert(1)</script> @octocat #1 ``` --> ![x](https://evil.example) \u202e';
    const files = (value: string) => ({
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  text: ${JSON.stringify(`${evil}${value}`)}\n`,
    });
    const { run, comments } = await pullRequestRun(files('1'), files('2'));
    await run();
    const [body = ''] = comments();
    const text = body.replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(text).not.toMatch(/<script|@octocat|!\[x\]|\u202e/);
    expect(text.match(/<\/details>/g)).toHaveLength(text.match(/<details/g)?.length ?? 0);
  });
});

describe.skipIf(!isKubectlInstalled())('what kustomize builds', () => {
  const overlays = ['europe', 'america', 'asia'];
  const files = (image: string) => ({
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': deployment({ image }),
    ...Object.fromEntries(
      overlays.map((name) => [`overlays/${name}/kustomization.yaml`, `namespace: ${name}\nresources: [../../base]\n`]),
    ),
  });

  test('is forecast for every overlay, and told once', async () => {
    const { run, comments } = await pullRequestRun(files('1'), files('2'));
    const { outputs } = await run();
    expect(outputs).toMatchObject({ outcome: 'Changed', 'workloads-rolling': '3' });
    const [body = ''] = comments();
    for (const name of overlays) expect(body).toContain(`overlays/${name}`);
    expect(body.match(/<summary><b>Deployment/g)).toHaveLength(1);
    expect(body).toContain('base/web.yaml:12');
  });
});

test('equal runs write equal bytes', async () => {
  const { run } = await pullRequestRun();
  const [one, two] = [await run({ inputs: never }), await run({ inputs: never })];
  expect(one.summary).toBe(two.summary);
  expect(JSON.stringify(readPlanFile(one))).toBe(JSON.stringify(readPlanFile(two)));
});
