import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NamedStrategy } from '../../src/schema/named-strategy.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { temporaryFolder, temporaryRepository, writeFiles } from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

const golden = join(import.meta.dirname, '..', 'golden', 'image-change');
const [web = '', newWeb = ''] = ['base', 'head'].map((side) => readFileSync(join(golden, side, 'web.yaml'), 'utf8'));
const directories = ['--base-dir', join(golden, 'base'), '--head-dir', join(golden, 'head')];

const ownStrategy = (name: string) =>
  `name: ${name}\nsummary: Ours.\nstrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }\n`;

/** The strategy of the one rollout of a plan, and who decided it. */
function strategyOf(args: readonly string[], cwd?: string) {
  const { code, stdout, stderr } = runCli(['plan', '--format', 'json', ...args], cwd === undefined ? {} : { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [rollout] = (JSON.parse(stdout) as RolloutPlan).rollouts;
  return [rollout?.strategy.name, rollout?.strategy.decidedBy, rollout?.strategy.type];
}

const settings = (path: string, name = 'own') => ({
  '.rollcast.yaml': `strategies: [${path}]\nstrategyRules: [{ strategy: ${name}, path: web.yaml }]\n`,
});
const expected = ['own', 'Settings', 'RollingUpdate'];

/** What stands on standard error with these files in the working tree. */
const complaint = (files: Readonly<Record<string, string>>, prepare?: (directory: string) => void) => {
  const repository = temporaryRepository();
  repository.commit({ 'web.yaml': web });
  repository.write({ 'web.yaml': newWeb, ...files });
  prepare?.(repository.directory);
  const { code, stdout, stderr } = runCli(['plan'], { cwd: repository.directory });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr.replace(/^rollcast: /, '').trimEnd();
};

const linkTo = (target: string, name: string) => (directory: string) => symlinkSync(target, join(directory, name));

/** A repository whose settings name a strategy of its own. */
function ownRepository() {
  const repository = temporaryRepository();
  repository.commit({ 'web.yaml': web });
  repository.write({ ...settings('ops/strategies'), 'ops/strategies/own.yaml': ownStrategy('own') });
  return repository;
}

describe('rollcast strategies', () => {
  test('lists every strategy with one line', () => {
    const { code, stdout, stderr } = runCli(['strategies']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { strategies } = JSON.parse(runCli(['strategies', '--format', 'json']).stdout) as {
      strategies: NamedStrategy[];
    };
    expect(strategies.map(({ name }) => name)).toContain('blue-green');
    for (const { name } of strategies) expect(stdout).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'));
  });

  test.each(['recreate', 'blue-green-preview', 'canary-gateway-api'])('explains %s', async (name) => {
    const { code, stdout, stderr } = runCli(['strategies', name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(`strategies-${name}.txt`);
  });

  test('gives what becomes of ten pods as data', () => {
    const { stdout } = runCli(['strategies', 'rolling-update-no-downtime', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'rolling-update-no-downtime',
      origin: 'Shipped',
      strategy: { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: 0 },
      example: { outcome: 'Completed', capacity: { desired: 10, floor: 10, peakPods: 13 } },
    });
    expect(JSON.parse(runCli(['strategies', 'blue-green', '--format', 'json']).stdout)).toMatchObject({
      procedure: { forecast: { floor: 10, peakPods: 20 }, steps: [{ number: 1 }, {}, {}, {}, {}] },
    });
  });

  test('lists and explains those which the settings of the repository name', () => {
    const { directory } = ownRepository();
    const { stdout, stderr } = runCli(['strategies'], { cwd: directory });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ {2}own {2,}Ours\.$/m);
    expect(runCli(['strategies', 'own'], { cwd: directory }).stdout).toContain('  Ours.\n');
    const elsewhere = { cwd: temporaryFolder() };
    expect(runCli(['strategies', 'own', '--repo', directory], elsewhere).code).toBe(0);
    expect(runCli(['strategies', 'own'], elsewhere).code).toBe(2);
  });

  test('says what is wrong in the settings rather than leave strategies out', () => {
    const { directory, write } = ownRepository();
    write({ '.rollcast.yaml': 'strategies: [ops/none]\n' });
    const { code, stderr } = runCli(['strategies'], { cwd: directory });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('there is neither a file ops/none') });
  });

  test('says that a repository which was named is none', () => {
    expect(runCli(['strategies', '--repo', temporaryFolder()])).toMatchObject({ code: 2, stdout: '' });
  });

  test('explains one of the user’s own by its file, and what of it is not followed', () => {
    const directory = temporaryFolder();
    const stanza = '{ blueGreen: { maxUnavailable: 1 } }';
    writeFiles(directory, { 'own.yaml': `# For us.\nname: own\nsummary: Ours.\nstrategy: ${stanza}\n` });
    const { code, stdout } = runCli(['strategies', './own.yaml'], { cwd: directory });
    expect(code).toBe(0);
    expect(stdout).toContain('For us.');
    expect(stdout).toContain('Only the controller of Argo Rollouts follows blueGreen.maxUnavailable');
  });

  test.each([
    ['bluegreen', 'rollcast: there is no strategy "bluegreen"; did you mean blue-green?\n'],
    [
      'canary',
      'rollcast: there is no strategy "canary"; there is: canary-gateway-api, canary-ingress-nginx, canary-replicas\n',
    ],
    ['nothing-like-it', /^rollcast: there is no strategy "nothing-like-it"; there is: blue-green, .*\n$/],
    ['missing.yaml', /^rollcast: the strategy missing\.yaml cannot be read: .*\n$/],
  ])('%s exits 2', (name, message) => {
    const { code, stdout, stderr } = runCli(['strategies', name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('a strategy is chosen', () => {
  test('by --strategy, of plan and diff', () => {
    expect(strategyOf([...directories, '--strategy', 'recreate'])).toEqual(['recreate', 'Flag', 'Recreate']);
    expect(runCli(['diff', ...directories, '--strategy', 'recreate']).code).toBe(0);
  });

  test('by nobody where nobody does', () => {
    expect(strategyOf(directories)).toEqual(['rolling-update', 'Default', 'RollingUpdate']);
  });

  test('--strategy with a name which there is not exits 2 before anything is planned', () => {
    const { code, stdout, stderr } = runCli(['plan', ...directories, '--strategy', 'recrate']);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'rollcast: there is no strategy "recrate"; did you mean recreate?\n',
    });
  });

  test('by a rule, from a folder of the working tree, committed or not', () => {
    const repository = temporaryRepository();
    repository.commit({ 'web.yaml': web });
    repository.write({
      'web.yaml': newWeb,
      ...settings('ops/strategies'),
      'ops/strategies/own.yml': ownStrategy('own'),
    });
    repository.write({ 'ops/strategies/README.md': 'none', 'ops/strategies/deeper/other.yaml': 'none' });
    expect(strategyOf([], repository.directory)).toEqual(expected);
    expect(strategyOf([], join(repository.directory, 'ops'))).toEqual(expected);
    expect(strategyOf(['--strategy', 'own'], repository.directory)).toEqual(['own', 'Flag', 'RollingUpdate']);
  });

  test('by a rule, from head in a bare repository', () => {
    const repository = temporaryRepository();
    const strategies = { 'ops/own.yaml': ownStrategy('own'), 'ops/more.yaml': ownStrategy('more') };
    repository.commit({ 'web.yaml': web });
    repository.commit({ 'web.yaml': newWeb, ...settings('ops'), ...strategies });
    const bare = join(temporaryFolder(), 'bare.git');
    repository.git('clone', '--quiet', '--bare', '.', bare);
    expect(strategyOf(['--base', 'HEAD~1', '--head', 'HEAD', '--repo', bare])).toEqual(expected);
  });

  test.each([
    ['ops/own.yaml', 'ops/own.yaml'],
    ['ops', 'ops/own.yaml'],
    ['.', 'own.yaml'],
  ])('by a rule, from the path %s of the head directory', (path, place) => {
    const directory = temporaryFolder();
    const rule = '{ strategy: own, path: apps }';
    writeFiles(directory, {
      'before/apps/web.yaml': web,
      'after/apps/web.yaml': newWeb,
      'after/.rollcast.yaml': `strategies: ["${path}"]\nstrategyRules: [${rule}]\n`,
      [`after/${place}`]: ownStrategy('own'),
    });
    expect(strategyOf(['--base-dir', 'before', '--head-dir', 'after'], directory)).toEqual(expected);
  });
});

describe('wrong strategies of the repository exit 2 with file and line', () => {
  test.each([
    [
      'a rule whose strategy there is not',
      { '.rollcast.yaml': 'roots: []\nstrategyRules:\n  - strategy: bluegreen\n' },
      '.rollcast.yaml:3: strategyRules[0].strategy: there is no strategy "bluegreen"; did you mean blue-green?',
    ],
    [
      'a condition with a typing error',
      { '.rollcast.yaml': 'strategyRules:\n  - strategy: recreate\n    lables: {}\n' },
      '.rollcast.yaml:3: strategyRules[0].lables: there is no such setting; did you mean labels?',
    ],
    [
      'a folder which is not there',
      { '.rollcast.yaml': 'strategies:\n  - ops\n' },
      '.rollcast.yaml:2: strategies[0]: there is neither a file ops nor a folder of that name with .yaml files',
    ],
    [
      'a folder outside',
      { '.rollcast.yaml': 'strategies: [../ops]\n' },
      '.rollcast.yaml:1: strategies[0]: the path has a ".."; name it from the top of the repository',
    ],
    [
      'a document with a mistake',
      { '.rollcast.yaml': 'strategies: [ops]\n', 'ops/own.yaml': '# Ours\nname: own\n' },
      'ops/own.yaml:2: summary: expected one line of text which says what the strategy does (and 1 more)',
    ],
    [
      'a document which would hide one of Rollcast’s',
      { '.rollcast.yaml': 'strategies: [ops]\n', 'ops/own.yaml': ownStrategy('recreate') },
      'ops/own.yaml:1: name: a strategy called recreate comes with Rollcast; choose another name',
    ],
    [
      'two documents of one name',
      { '.rollcast.yaml': 'strategies: [ops]\n', 'ops/a.yaml': ownStrategy('own'), 'ops/b.yaml': ownStrategy('own') },
      'ops/b.yaml:1: name: a strategy called own is in another file; choose another name',
    ],
  ])('%s', (_, files, message) => {
    expect(complaint(files)).toBe(message);
  });

  test('a symbolic link, which is not followed', () => {
    const said = complaint({ '.rollcast.yaml': 'strategies: [own.yaml]\n' }, linkTo('/etc/passwd', 'own.yaml'));
    expect(said).toBe('.rollcast.yaml:1: strategies[0]: own.yaml is a symbolic link: links are not followed');
  });

  test('a folder which is a symbolic link', () => {
    const said = complaint({ '.rollcast.yaml': 'strategies: [ops]\n' }, linkTo('/etc', 'ops'));
    expect(said).toMatch(/strategies\[0\]: /);
  });
});

test('the package holds the documents beside the program', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { encoding: 'utf8' });
  const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths).toContain('strategies/blue-green.yaml');
  expect(paths).toContain('strategies/strategy.schema.json');
});
