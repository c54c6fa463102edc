import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { type Canary, canary } from './canary.ts';
import {
  runAdvised,
  snapshot,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from './temporary-repository.ts';

/** Repositories which try to start a program, to reach a server or to have something written; the built CLI looks at them. */

const deployment = (image: string) => ({
  'shop/web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: "web:${image}"}]}\n`,
});
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';

/** Two commits and a working tree, each with another image; the Service in front is never changed. */
function shop(attributes = ''): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ ...deployment('1'), 'shop/service.yaml': service, '.gitattributes': attributes });
  repository.git('checkout', '--quiet', '-b', 'topic');
  repository.commit(deployment('2'));
  repository.write({ ...deployment('3'), 'shop/untracked.yaml': 'a: 1\n' });
  return repository;
}

const twoCommits = ['--base', 'HEAD~1', '--head', 'HEAD'];
const ways = [twoCommits, []];

interface CliOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
}

/** What a plan says, in short: that it saw the change, and the Service in front of it. */
function planned(options: CliOptions, ...args: readonly string[]): unknown {
  const { code, stdout, stderr } = runCli(['plan', ...args, '--format', 'json'], options);
  if (code !== 0) return { code, stderr };
  const plan = JSON.parse(stdout) as { outcome: string; traffic: { object: { name: string } }[] };
  return { outcome: plan.outcome, traffic: plan.traffic.map(({ object }) => object.name), stderr };
}

const whole = { outcome: 'Changed', traffic: ['web'], stderr: '' };

/** Plans in every way; what came of it, and what else happened. */
async function lookAt(repository: TemporaryRepository, trap: Canary, env: Record<string, string> = {}) {
  const before = snapshot(repository.directory);
  const plans = ways.map((way) => planned({ cwd: repository.directory, env }, ...way));
  return { plans, traces: await trap.traces(), touched: differences(before, snapshot(repository.directory)) };
}

const harmless = { plans: [whole, whole], traces: [], touched: [] };

function differences(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  return Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
}

/** Whether a trap is one: git itself falls into it, in a copy. */
async function isArmed(repository: TemporaryRepository, trap: Canary, ...command: readonly string[]): Promise<boolean> {
  const copy = temporaryFolder();
  cpSync(repository.directory, copy, { recursive: true });
  try {
    temporaryRepository(copy).git(...command);
  } catch {
    // The program ends with 1, which git may take amiss.
  }
  const traces = await trap.traces();
  rmSync(trap.file, { force: true });
  return traces.length > 0;
}

/** A PATH on which git is found behind a line of shell. */
function pathWithGit(line: string): string {
  const folder = temporaryFolder();
  const path = process.env['PATH'] ?? '';
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${line}\nPATH='${path}' exec git "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return folder + delimiter + path;
}

interface Case {
  readonly name: string;
  readonly settings: (trap: Canary) => readonly (readonly [name: string, value: string])[];
  /** A command which falls into the trap. */
  readonly armed?: readonly string[];
}

const commands = ['cat-file', 'config', 'diff-index', 'for-each-ref', 'grep', 'hash-object', 'ls-files', 'merge-base'];

describe('settings of the repository', () => {
  test.each<Case>([
    { name: 'core.fsmonitor', settings: ({ program }) => [['core.fsmonitor', program]], armed: ['status'] },
    {
      name: 'core.editor, sequence.editor',
      settings: ({ program }) => ['core.editor', 'sequence.editor'].map((name) => [name, program]),
      armed: ['commit', '--allow-empty'],
    },
    { name: 'diff.external', settings: ({ program }) => [['diff.external', program]], armed: ['diff'] },
    { name: 'diff.*.command', settings: ({ program }) => [['diff.evil.command', program]], armed: ['diff'] },
    {
      name: 'diff.*.textconv',
      settings: ({ program }) => [
        ['diff.evil.textconv', program],
        ['diff.evil.cachetextconv', 'true'],
      ],
      armed: ['grep', '--textconv', 'web', 'HEAD'],
    },
    {
      name: 'filter.*.clean, filter.*.smudge',
      settings: ({ program }) => ['clean', 'smudge'].map((name) => [`filter.evil.${name}`, program]),
      armed: ['add', '.'],
    },
    {
      name: 'filter.*.process, filter.*.required',
      settings: ({ program }) => [
        ['filter.evil.process', program],
        ['filter.evil.required', 'true'],
      ],
      armed: ['add', '.'],
    },
    {
      name: 'filters with odd names',
      settings: ({ program }) => ['a = b', 'Ä"', 'evil'].map((name) => [`filter.${name}.clean`, program]),
      armed: ['add', '.'],
    },
    {
      name: 'gpg.program, log.showSignature',
      settings: ({ program }) => [
        ['gpg.program', program],
        ['log.showSignature', 'true'],
        ['commit.gpgSign', 'true'],
      ],
      armed: ['commit', '--allow-empty', '--message=x'],
    },
    {
      name: 'what git uses at other times, and aliases of what is run',
      settings: ({ program, file }) => [
        ...['core.pager', ...commands.map((name) => `pager.${name}`)].map((name) => [name, program] as const),
        ...commands.map((name) => [`alias.${name}`, `!${program}`] as const),
        ...['normalTarget', 'eventTarget', 'perfTarget'].map((name) => [`trace2.${name}`, file] as const),
        ['core.alternateRefsCommand', program],
        ['merge.default', 'evil'],
        ['merge.evil.driver', program],
        ['uploadpack.packObjectsHook', program],
        ['gc.auto', '1'],
        ['maintenance.auto', 'true'],
        ['core.splitIndex', 'true'],
        ['core.untrackedCache', 'true'],
        ['feature.manyFiles', 'true'],
      ],
    },
    {
      name: 'what lets git print other things',
      settings: () => [
        ['color.ui', 'always'],
        ['core.abbrev', '5'],
        ['core.quotePath', 'true'],
        ['column.ui', 'always'],
        ['diff.noprefix', 'true'],
        ['diff.relative', 'true'],
        ['diff.renames', 'copies'],
        ['diff.orderFile', 'shop/web.yaml'],
        ['grep.column', 'true'],
        ['grep.fullName', 'false'],
        ['grep.lineNumber', 'true'],
        ['grep.patternType', 'perl'],
        ['status.showUntrackedFiles', 'no'],
      ],
    },
  ])('$name: nothing is started or written, and the plan is whole', async ({ settings, armed }) => {
    const trap = await canary();
    const repository = shop('* filter=evil diff=evil merge=evil\n');
    for (const [name, value] of settings(trap)) repository.git('config', name, value);
    expect(armed === undefined || (await isArmed(repository, trap, ...armed))).toBe(true);
    expect(await lookAt(repository, trap)).toEqual(harmless);
  });

  test('a file which is included by them', async () => {
    const trap = await canary();
    const repository = shop('* filter=evil\n');
    const included = join(temporaryFolder(), 'config');
    writeFileSync(included, `[core]\n\tfsmonitor = ${trap.program}\n[filter "evil"]\n\tclean = ${trap.program}\n`);
    repository.git('config', 'include.path', included);
    repository.git('config', 'includeIf.onbranch:topic.path', included);
    expect(await isArmed(repository, trap, 'status')).toBe(true);
    expect(await lookAt(repository, trap)).toEqual(harmless);
  });

  test.each(['.git/hooks', 'hooks-of-the-tree'])('hooks in %s', async (folder) => {
    const trap = await canary();
    const repository = shop();
    const hooks = [
      'fsmonitor-watchman',
      'post-checkout',
      'post-index-change',
      'pre-auto-gc',
      'pre-commit',
      'reference-transaction',
    ];
    for (const hook of hooks) repository.script(join(folder, hook), `exec '${trap.program}' ${hook}`);
    repository.git('config', 'core.hooksPath', join(repository.directory, folder));
    expect(await isArmed(repository, trap, 'commit', '--allow-empty', '--message=x')).toBe(true);
    expect(await lookAt(repository, trap)).toEqual(harmless);
  });

  test('attributes which change how files are read', async () => {
    const trap = await canary();
    const repository = shop(
      '*.yaml text eol=crlf working-tree-encoding=UTF-8 ident\n*.yaml -diff\nservice.yaml export-ignore\n',
    );
    repository.write({ '.git/info/attributes': '* filter=evil diff=evil\n' });
    repository.git('config', 'core.attributesFile', join(repository.directory, 'shop/web.yaml'));
    repository.git('config', 'filter.evil.clean', trap.program);
    expect(await isArmed(repository, trap, 'add', '.')).toBe(true);
    expect(await lookAt(repository, trap)).toEqual(harmless);
  });
});

describe('a server which the repository names hears nothing', () => {
  test.each([
    { name: 'ext::', url: ({ program }: Canary) => `ext::sh -c ${program}` },
    { name: 'http', url: ({ port }: Canary) => `http://127.0.0.1:${port}/` },
    { name: 'git', url: ({ port }: Canary) => `git://127.0.0.1:${port}/x` },
    { name: 'ssh', url: ({ port }: Canary) => `ssh://127.0.0.1:${port}/x` },
    { name: 'a path', url: ({ file }: Canary) => file },
  ])('by $name, though the objects are missing that it promises', async ({ name, url }) => {
    const trap = await canary();
    const repository = shop();
    const settings = [
      ['core.repositoryFormatVersion', '1'],
      ['core.sshCommand', trap.program],
      ['core.gitProxy', trap.program],
      ['core.askPass', trap.program],
      ['credential.helper', `!${trap.program}`],
      ['extensions.partialClone', 'evil'],
      ['remote.evil.promisor', 'true'],
      ['remote.evil.uploadpack', trap.program],
      ['remote.evil.url', url(trap)],
      ['protocol.allow', 'always'],
      ['protocol.ext.allow', 'always'],
      ['fetch.fsckObjects', 'false'],
    ] as const;
    const id = repository.git('rev-parse', 'HEAD:shop/web.yaml');
    for (const [setting, value] of settings) repository.git('config', setting, value);
    rmSync(join(repository.directory, '.git/objects', id.slice(0, 2), id.slice(2)));
    expect(name !== 'ext::' || (await isArmed(repository, trap, 'cat-file', '-p', id))).toBe(true);
    const before = snapshot(repository.directory);
    // git before 2.45 does not know GIT_NO_LAZY_FETCH.
    const older = { PATH: pathWithGit('unset GIT_NO_LAZY_FETCH') };
    for (const env of [{}, older]) {
      expect(planned({ cwd: repository.directory, env }, ...twoCommits)).toEqual({
        code: 2,
        stderr: expect.stringContaining('fetch them first: git fetch --refetch --no-filter evil'),
      });
    }
    expect(await trap.traces()).toEqual([]);
    expect(snapshot(repository.directory)).toEqual(before);
  });

  test('by .gitmodules', async () => {
    const trap = await canary();
    const repository = shop();
    const modules = [
      `[submodule "a"]\n\tpath = library\n\turl = http://127.0.0.1:${trap.port}/\n\tupdate = !${trap.program}\n\tfetchRecurseSubmodules = true\n`,
      `[submodule "../../evil"]\n\tpath = ../outside\n\turl = ext::sh -c ${trap.program}\n`,
      '[submodule "-x"]\n\tpath = -x\n\turl = -u./program\n',
    ];
    repository.write({ '.gitmodules': modules.join('') });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},library`);
    repository.git('config', 'submodule.recurse', 'true');
    repository.git('config', 'diff.submodule', 'log');
    mkdirSync(join(repository.directory, 'library'));
    const before = snapshot(repository.directory);
    for (const way of ways.slice(1)) {
      const plan = planned({ cwd: repository.directory }, ...way);
      expect(plan).toEqual({ ...whole, outcome: 'Indeterminate' });
    }
    expect(await trap.traces()).toEqual([]);
    expect(snapshot(repository.directory)).toEqual(before);
  });
});

describe('places which the repository names are left alone', () => {
  test.each(['/', '..', 'elsewhere'])(
    'a working tree at %s is not looked at; commits can be compared',
    async (place) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'private.yaml'), 'a: 1\n');
      const repository = temporaryRepository(join(folder, 'repository'));
      repository.commit({ ...deployment('1'), 'shop/service.yaml': service });
      repository.commit(deployment('2'));
      const elsewhere = place === '/' ? '/' : join(repository.directory, place);
      mkdirSync(elsewhere, { recursive: true });
      repository.git('config', 'core.worktree', elsewhere);
      const options = { cwd: repository.directory };
      expect(planned(options, ...twoCommits)).toEqual(whole);
      expect(planned(options, '--base', 'HEAD')).toEqual({
        code: 2,
        stderr: expect.stringContaining('leads to a working tree elsewhere (core.worktree), which is not looked at'),
      });
    },
  );

  test('a bare repository within the tree does not start its programs', async () => {
    const trap = await canary();
    const inner = temporaryRepository();
    inner.commit(deployment('1'));
    inner.commit(deployment('2'));
    const outer = shop();
    const bare = join(outer.directory, 'vendor/evil');
    outer.git('clone', '--quiet', '--bare', inner.directory, bare);
    const evil = temporaryRepository(bare, ['--bare']);
    for (const name of ['core.fsmonitor', 'core.sshCommand', 'diff.external', 'core.pager'])
      evil.git('config', name, trap.program);
    evil.git('config', 'core.worktree', outer.directory);
    evil.git('config', 'core.bare', 'false');
    outer.commit();
    for (const folder of [bare, join(bare, 'refs')]) {
      for (const way of ways) runCli(['plan', ...way], { cwd: folder });
      expect(planned({ cwd: folder }, ...twoCommits)).toEqual({ ...whole, traffic: [] });
    }
    expect(await trap.traces()).toEqual([]);
  });

  test('a repository of another user is not trusted, and the command which allows it is told', () => {
    const repository = shop();
    const config = join(temporaryFolder(), 'config');
    writeFileSync(config, '');
    // git's own way to test this.
    const PATH = pathWithGit('export GIT_TEST_ASSUME_DIFFERENT_OWNER=1');
    const env = { PATH, GIT_CONFIG_GLOBAL: config };
    const options = { cwd: join(repository.directory, 'shop'), env };
    for (const way of ways) {
      const { code, stderr } = runCli(['plan', ...way], options);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('belongs to another user') });
      if (way.length === 0)
        runAdvised(repository.directory, new Error(stderr.trimEnd()), { GIT_CONFIG_GLOBAL: config });
    }
    expect(planned(options, ...twoCommits)).toEqual(whole);
  });
});

test('nothing in the environment of the caller reaches git', async () => {
  const trap = await canary();
  const elsewhere = temporaryRepository();
  elsewhere.commit({ 'x.yaml': 'a: 1\n' });
  const git = join(elsewhere.directory, '.git');
  const { program, file } = trap;
  const environment = {
    EDITOR: program,
    GIT_ASKPASS: program,
    GIT_CEILING_DIRECTORIES: '/nowhere',
    GIT_COMMON_DIR: git,
    GIT_CONFIG: join(git, 'config'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: program,
    GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${program}'`,
    GIT_DEFAULT_HASH: 'sha256',
    GIT_DIR: git,
    GIT_EDITOR: program,
    GIT_EXEC_PATH: join(program, '..'),
    GIT_EXTERNAL_DIFF: program,
    GIT_GLOB_PATHSPECS: '1',
    GIT_GRAFT_FILE: program,
    GIT_ICASE_PATHSPECS: '1',
    GIT_INDEX_FILE: join(git, 'index'),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NAMESPACE: 'evil',
    GIT_OBJECT_DIRECTORY: join(git, 'objects'),
    GIT_PAGER: program,
    GIT_PREFIX: 'evil/',
    GIT_PROXY_COMMAND: program,
    GIT_SHALLOW_FILE: program,
    GIT_SSH: program,
    GIT_SSH_COMMAND: program,
    GIT_TEMPLATE_DIR: program,
    GIT_TRACE: file,
    GIT_TRACE2: file,
    GIT_TRACE2_EVENT: file,
    GIT_TRACE_PACKET: file,
    GIT_TRACE_SETUP: file,
    GIT_WORK_TREE: elsewhere.directory,
    PAGER: program,
    SSH_ASKPASS: program,
    VISUAL: program,
  };
  expect(await lookAt(shop(), trap, environment)).toEqual(harmless);
});

const names = (file: string) => [
  `--output=${file}`,
  `--upload-pack=touch ${file}`,
  `$(touch ${file})`,
  `; touch ${file}`,
  `HEAD\ntouch ${file}`,
  `ext::sh -c "touch ${file}"`,
  ':(exclude)*',
  '*',
  '--',
];

describe('names of outsiders', () => {
  test('as revisions are refused with one line', async () => {
    const trap = await canary();
    const repository = shop();
    const before = snapshot(repository.directory);
    for (const name of names(trap.file)) {
      for (const way of [[`--head=${name}`], [`--base=${name}`, '--head=HEAD']]) {
        const { code, stdout, stderr } = runCli(['plan', ...way], { cwd: repository.directory });
        expect({ name, code, stdout, stderr }).toEqual({
          name,
          code: 2,
          stdout: '',
          stderr: expect.stringMatching(/^rollcast: .+\n$/),
        });
      }
    }
    expect(await trap.traces()).toEqual([]);
    expect(snapshot(repository.directory)).toEqual(before);
  });

  test('as paths are those of files, and nothing else', async () => {
    const trap = await canary();
    const repository = shop();
    const before = snapshot(repository.directory);
    for (const name of names(trap.file)) {
      const { code, stderr } = runCli(['plan', ...twoCommits, `--path=${name}`], { cwd: repository.directory });
      expect({ name, code, stderr }).toEqual({ name, code: 2, stderr: expect.stringContaining('check --path') });
    }
    expect(await trap.traces()).toEqual([]);
    expect(snapshot(repository.directory)).toEqual(before);
  });

  test('can be those of its branches and files', async () => {
    const trap = await canary();
    const repository = shop();
    const odd = names(trap.file).map((name) => name.replaceAll('/', '∕'));
    repository.commit(Object.fromEntries(odd.map((name) => [`shop/${name}/x.yaml`, 'a: 1\n'])));
    for (const branch of ['--output=x', '-O', 'HEAD', '$(id)', ';id'])
      repository.git('update-ref', `refs/heads/${branch}`, 'topic');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/heads/--output=x');
    const options = { cwd: repository.directory };
    expect(planned(options, '--base', 'main', '--head', 'heads/--output=x')).toEqual(whole);
    expect(planned(options, '--base', 'main', '--head', 'refs/heads/$(id)')).toEqual(whole);
    for (const name of odd)
      expect(planned(options, ...twoCommits, `--path=shop/${name}`)).toMatchObject({ outcome: 'Unchanged' });
    expect(planned(options)).toMatchObject({ stderr: '' });
    expect(await trap.traces()).toEqual([]);
  });
});
