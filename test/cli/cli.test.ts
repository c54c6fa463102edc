import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, inject, test } from 'vitest';
import { snapshot, temporaryFolder, temporaryRepository, writeFiles } from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

const golden = join(import.meta.dirname, '..', 'golden');
const directoriesOf = (scenario: string) => [
  '--base-dir',
  join(golden, scenario, 'base'),
  '--head-dir',
  join(golden, scenario, 'head'),
];
const web = readFileSync(join(golden, 'image-change', 'base', 'web.yaml'), 'utf8');
const newWeb = readFileSync(join(golden, 'image-change', 'head', 'web.yaml'), 'utf8');

/** A repository with one commit for each set of files. */
function repositoryOf(...commits: readonly Readonly<Record<string, string>>[]): string {
  const repository = temporaryRepository();
  for (const files of commits) repository.commit(files);
  return repository.directory;
}

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('rollcast %s prints what there is and exits 0', async (argument) => {
    const { code, stdout, stderr } = runCli([argument]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot('help.txt');
  });

  test.each(['plan', 'diff', 'compare', 'render', 'strategies', 'schema'])(
    'rollcast %s --help explains every option',
    async (command) => {
      const { code, stdout } = runCli([command, '--help']);
      expect(code).toBe(0);
      await expect(stdout).toMatchFileSnapshot(`help-${command}.txt`);
    },
  );

  test('--version prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage exits 2 with one line which helps', () => {
  test.each([
    ['a command that is almost right', ['paln'], 'Did you mean plan?'],
    ['an option that is almost right', ['plan', '--hed', 'x'], '--head'],
    ['a format that does not exist', ['plan', '--format', 'pdf'], 'text, markdown, json, sarif'],
    ['a directory without its partner', ['plan', '--base-dir', '.'], '--base-dir and --head-dir belong together'],
    ['directories and revisions at once', ['plan', '--base-dir', '.', '--head-dir', '.', '--base', 'x'], 'choose one'],
    ['a directory that is missing', ['plan', '--base-dir', '/nonexistent/a', '--head-dir', '/nonexistent/b'], 'a'],
    ['a saved plan that is missing', ['render', '/nonexistent/plan.json'], 'cannot be read'],
    ['a document without a schema', ['schema', 'plans'], 'plan'],
  ])('%s', (_, args, help) => {
    const { code, stdout, stderr } = runCli(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^rollcast: .*\n$/);
    expect(stderr).toContain(help);
  });

  test('a directory which is no repository', () => {
    const { code, stderr } = runCli(['plan'], { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^rollcast: .*repository.*\n$/);
  });

  test.each([['no-such-branch'], ['--upload-pack=touch x'], ['-x'], ['HEAD~9'], ['']])(
    'the revision "%s"',
    (revision) => {
      const repository = repositoryOf({ 'web.yaml': web });
      const { code, stdout, stderr } = runCli(['plan', `--base=${revision}`, '--head', 'HEAD'], { cwd: repository });
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^rollcast: .+\n$/);
      expect(stderr).not.toMatch(/\n\s+at /);
    },
  );

  test('a saved plan which is none', () => {
    const directory = temporaryFolder();
    writeFiles(directory, { 'plan.json': '{"formatVersion": "9.0"}' });
    const { code, stderr } = runCli(['render', 'plan.json'], { cwd: directory });
    expect(code).toBe(2);
    expect(stderr).toContain('format version');
  });
});

describe('plan', () => {
  test('compares two commits of a repository', () => {
    const repository = repositoryOf({ 'apps/web.yaml': web }, { 'apps/web.yaml': newWeb });
    const { code, stdout, stderr } = runCli(['--base', 'HEAD~1', '--head', 'HEAD'], { cwd: repository });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1 workload rolls');
    expect(stdout).toContain('6 of 8 (75 %)');
  });

  test('by default forecasts what is not committed yet, new files included, and leaves the repository as it was', () => {
    const repository = repositoryOf({ 'apps/web.yaml': web });
    writeFiles(repository, { 'apps/web.yaml': newWeb, 'apps/new.yaml': web.replaceAll('web', 'search') });
    const before = snapshot(repository);
    const { code, stdout } = runCli([], { cwd: repository });
    expect(code).toBe(0);
    expect(stdout).toContain('1 workload rolls, 1 workload is new');
    expect(snapshot(repository)).toEqual(before);
  });

  test('of two equal commits nothing changes', () => {
    const repository = repositoryOf({ 'web.yaml': web });
    const { code, stdout } = runCli(['plan', '--base', 'HEAD', '--head', 'HEAD'], { cwd: repository });
    expect(code).toBe(0);
    expect(stdout).toContain('nothing changes');
  });

  test('finds the unchanged Service and autoscaler of a changed Deployment in other files of its directory', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
    const autoscaler = readFileSync(join(golden, 'autoscaler-owns-replicas', 'head', 'hpa.yaml'), 'utf8');
    const around = { 'apps/service.yaml': service, 'apps/hpa.yaml': autoscaler };
    const repository = repositoryOf({ 'apps/web.yaml': web, ...around }, { 'apps/web.yaml': newWeb });
    const { stdout } = runCli(['plan', '--base', 'HEAD~1', '--head', 'HEAD', '--format', 'json'], { cwd: repository });
    const plan = JSON.parse(stdout) as {
      traffic: { endpoints: object }[];
      rollouts: { replicas: { min: number; max: number } }[];
    };
    expect(plan.traffic.map(({ endpoints }) => endpoints)).toEqual([{ before: 3, floor: 3, after: 3 }]);
    expect(plan.rollouts.map(({ replicas: { min, max } }) => ({ min, max }))).toEqual([{ min: 3, max: 12 }]);
  });

  test('--format json prints a plan which the published schema accepts', { timeout: 120_000 }, () => {
    const schema = JSON.parse(runCli(['schema', 'plan']).stdout) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    for (const scenario of readdirSync(golden)) {
      const plan: unknown = JSON.parse(runCli(['plan', ...directoriesOf(scenario), '--format', 'json']).stdout);
      expect(validate(plan), `${scenario}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).toBe(true);
    }
  });

  test('--output writes the file as a whole and nothing to standard output', () => {
    const directory = temporaryFolder();
    const args = ['plan', ...directoriesOf('image-change'), '--format', 'markdown'];
    const printed = runCli(args).stdout;
    expect(runCli([...args, '--output', join(directory, 'plan.md')])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(directory, 'plan.md'), 'utf8')).toBe(printed);
    expect(readdirSync(directory)).toEqual(['plan.md']);
  });

  test('--output replaces what a link points to, and writes into a pipe instead of taking its place', () => {
    const directory = temporaryFolder();
    const [file, link, pipe] = ['plan.md', 'link.md', 'pipe'].map((name) => join(directory, name));
    writeFiles(directory, { 'plan.md': 'old' });
    symlinkSync('plan.md', String(link));
    execFileSync('mkfifo', [String(pipe)]);
    const reader = openSync(String(pipe), constants.O_RDONLY | constants.O_NONBLOCK);
    const outputs = [link, pipe].map((path) =>
      runCli(['plan', ...directoriesOf('image-change'), '--format', 'markdown', '--output', String(path)]),
    );
    expect(outputs.map(({ code }) => code)).toEqual([0, 0]);
    const written = readFileSync(String(file), 'utf8');
    expect(written).toContain('Rollout forecast');
    expect(readFileSync(reader, 'utf8')).toBe(written);
    closeSync(reader);
    expect(lstatSync(String(link)).isSymbolicLink()).toBe(true);
    expect(lstatSync(String(pipe)).isFIFO()).toBe(true);
  });

  test('a full disk behind standard output exits 3 and says so', () => {
    const command = `"${process.execPath}" "${inject('builtCli')}" ${['plan', ...directoriesOf('image-change')].join(' ')} > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'rollcast: standard output cannot be written (ENOSPC)\n',
    });
  });

  test('a file which cannot be written exits 2 and says which', () => {
    const { code, stderr } = runCli(['plan', ...directoriesOf('image-change'), '--output', '/nonexistent/plan.md']);
    expect(code).toBe(2);
    expect(stderr).toContain('/nonexistent/plan.md');
  });

  test('prints no colour where standard output is no terminal', () => {
    const { stdout } = runCli(['plan', ...directoriesOf('image-change')]);
    expect(stdout).not.toContain('\u001B');
  });
});

describe('the exit code', () => {
  test.each([
    ['a blocker', 'max-unavailable-covers-replicas', 'high', 1],
    ['a blocker, at a lower bar', 'max-unavailable-covers-replicas', 'low', 1],
    ['a blocker that nobody asked to fail on', 'max-unavailable-covers-replicas', 'never', 0],
    ['a warning at the bar of blockers', 'readiness-probe-removed', 'high', 0],
    ['a warning at its own bar', 'readiness-probe-removed', 'medium', 1],
    ['no finding', 'image-change', 'low', 0],
  ])('of %s', (_, scenario, failOn, expected) => {
    expect(runCli(['plan', ...directoriesOf(scenario), '--fail-on', failOn]).code).toBe(expected);
  });

  test('is 1 with --fail-on-not-computed where a part is unknown, and 0 without', () => {
    const args = ['plan', ...directoriesOf('head-unreadable')];
    expect(runCli(args).code).toBe(0);
    expect(runCli([...args, '--fail-on-not-computed']).code).toBe(1);
  });
});

describe('render', () => {
  test.each(['text', 'markdown', 'json', 'sarif'])('prints a saved plan as %s just as plan does', (format) => {
    const directory = temporaryFolder();
    const args = ['plan', ...directoriesOf('replicas-and-image')];
    runCli([...args, '--format', 'json', '--output', join(directory, 'plan.json')]);
    const { code, stdout } = runCli(['render', join(directory, 'plan.json'), '--format', format]);
    expect(code).toBe(0);
    expect(stdout).toBe(runCli([...args, '--format', format]).stdout);
  });
});

describe('diff', () => {
  test('shows what changes and its effect, and forecasts nothing', () => {
    const { code, stdout } = runCli(['diff', ...directoriesOf('image-change')]);
    expect(code).toBe(0);
    expect(stdout).toContain('shop/web:1.5.0');
    expect(stdout).not.toContain('never become ready');
  });
});
