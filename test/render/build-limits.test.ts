import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renderLimits } from '../../src/render/render-limits.ts';
import { temporaryFolder } from '../git/temporary-repository.ts';
import { isRunning, until } from '../processes.ts';
import { fakeKustomize, open, request, text } from './render-request.ts';

let temporary = '';

beforeEach(() => {
  temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
});

const simple = request('a', { 'a/kustomization.yaml': 'namePrefix: a-', 'a/b/c.yaml': 'x' });

/** What builds left in the folder for temporary files. */
function leftovers(): readonly string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('rollcast-render-'));
}

describe('a build which', () => {
  test('hangs is stopped, with the processes that it started', async () => {
    const notes = join(temporaryFolder(), 'processes');
    const fake = fakeKustomize(`sleep 600 & echo $! >> '${notes}'; echo $$ >> '${notes}'; sleep 600`);
    const renderer = await open({ environment: fake.environment, limits: { ...renderLimits, seconds: 1.5 } });
    expect(text(await renderer.render(simple))).toBe('failed: the build took longer than 1.5 s');
    const processes = readFileSync(notes, 'utf8').trim().split('\n').map(Number);
    expect(processes).toHaveLength(2);
    expect(await until(() => !processes.some(isRunning))).toBe(true);
    expect(leftovers()).toEqual([]);
  });

  test('leaves a process behind which holds its output open is stopped as well', async () => {
    const notes = join(temporaryFolder(), 'processes');
    const fake = fakeKustomize(`sleep 600 & echo $! >> '${notes}'; exit 0`);
    const renderer = await open({ environment: fake.environment, limits: { ...renderLimits, seconds: 1.5 } });
    expect(text(await renderer.render(simple))).toBe('failed: the build took longer than 1.5 s');
    const pid = Number(readFileSync(notes, 'utf8'));
    expect(await until(() => !isRunning(pid))).toBe(true);
  });

  test.each([
    { where: 'output', redirection: '', message: 'the build printed more than 64 MiB' },
    { where: 'complaints', redirection: '>&2', message: 'the build printed more than 1 MiB of complaints' },
  ])('floods us with $where is stopped', async ({ redirection, message }) => {
    const fake = fakeKustomize(`cat /dev/zero ${redirection}`);
    const renderer = await open({ environment: fake.environment });
    expect(text(await renderer.render(simple))).toBe(`failed: ${message}`);
    expect(leftovers()).toEqual([]);
  });

  test('is killed says by what', async () => {
    const renderer = await open({ environment: fakeKustomize('kill -SEGV $$').environment });
    expect(text(await renderer.render(simple))).toBe('failed: the build was ended by SIGSEGV');
  });

  test('says nothing tells its exit code', async () => {
    const renderer = await open({ environment: fakeKustomize('exit 3').environment });
    expect(text(await renderer.render(simple))).toBe('failed: the build failed with exit code 3');
  });

  test('cannot be started says so', async () => {
    const fake = fakeKustomize();
    const renderer = await open({ environment: fake.environment });
    rmSync(fake.path);
    expect(text(await renderer.render(simple))).toBe('failed: the build could not be started (ENOENT)');
    expect(leftovers()).toEqual([]);
  });

  test('has no room for its files says so', async () => {
    const renderer = await open({ environment: fakeKustomize().environment });
    vi.stubEnv('TMPDIR', join(temporary, 'missing'));
    expect(text(await renderer.render(simple))).toBe('failed: the files of the build could not be written (ENOENT)');
    vi.stubEnv('TMPDIR', temporary);
    const clash = request('a', { a: 'a file', 'a/kustomization.yaml': 'namePrefix: a-' });
    expect(text(await renderer.render(clash))).toMatch(
      /^failed: the files of the build could not be written \(E\w+\)$/,
    );
    expect(leftovers()).toEqual([]);
  });

  test('ends well has its files for itself alone, and leaves none', async () => {
    const fake = fakeKustomize(
      'cd "$2/.." && find . -printf "%p %m\\n" | sort; stat -c %a .; cat build/kustomization.yaml; echo; env',
    );
    const renderer = await open({ environment: { ...fake.environment, SECRET: 'x' } });
    const lines = text(await renderer.render(simple)).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '. 700',
        './build 700',
        './build/kustomization.yaml 600',
        './home 700',
        './tmp 700',
        './tree 700',
        './tree/a 700',
        './tree/a/b 700',
        './tree/a/b/c.yaml 600',
        './tree/a/kustomization.yaml 600',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('./'))).toHaveLength(9);
    expect(lines.find((line) => line.startsWith('HTTPS_PROXY='))).toBe('HTTPS_PROXY=http://127.0.0.1:9');
    expect(lines.filter((line) => /^(SECRET|SSH_|GIT_|npm_|KUBECONFIG=.)/.test(line))).toEqual([]);
    expect(leftovers()).toEqual([]);
  });
});

test('of many builds only so many run at once', async () => {
  const notes = join(temporaryFolder(), 'running');
  const fake = fakeKustomize(`echo + >> '${notes}'; sleep 0.1; echo - >> '${notes}'`);
  const renderer = await open({ environment: fake.environment, jobs: 2 });
  const all = await Promise.all(Array.from({ length: 6 }, () => renderer.render(simple)));
  expect(all.map(({ type }) => type)).toEqual(Array.from({ length: 6 }, () => 'Rendered'));
  let [running, most] = [0, 0];
  for (const note of readFileSync(notes, 'utf8').trim().split('\n')) {
    running += note === '+' ? 1 : -1;
    most = Math.max(most, running);
  }
  expect(most).toBe(2);
});

test('a signal ends what was started and removes what was written', async () => {
  const notes = join(temporaryFolder(), 'processes');
  const fake = fakeKustomize(`echo $$ >> '${notes}'; sleep 600`);
  const script = join(temporaryFolder(), 'render.mjs');
  const source = new URL('../../src/render/open-renderer.ts', import.meta.url).href;
  writeFileSync(
    script,
    `import { openRenderer } from '${source}';
     const renderer = await openRenderer({ environment: ${JSON.stringify(fake.environment)}, cacheFolder: undefined });
     await renderer.render({ root: '.', files: [] });`,
  );
  const child = spawn(process.execPath, [script], { env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' });
  expect(await until(() => existsSync(notes))).toBe(true);
  const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
  child.kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
  const pid = Number(readFileSync(notes, 'utf8'));
  expect(await until(() => !isRunning(pid))).toBe(true);
  expect(leftovers()).toEqual([]);
});

describe('a request', () => {
  const odd = [
    '/etc/passwd',
    '../a.yaml',
    'a/../../b.yaml',
    'a/./b.yaml',
    'a//b.yaml',
    'a/',
    '',
    '..\\a.yaml',
    'a\0b',
    'C:/a',
  ];

  test.each(odd.map((path) => ({ path })))('with a file at $path is refused', async ({ path }) => {
    const fake = fakeKustomize();
    const renderer = await open({ environment: fake.environment });
    expect(text(await renderer.render(request('.', { [path]: 'x' })))).toMatch(
      /^failed: ".*" is no path which a build can read$/,
    );
    expect(fake.starts()).toEqual(['version']);
  });

  test.each(['..', 'a/..', '/', '', './a', 'a\\b'].map((root) => ({ root })))(
    'for $root is refused',
    async ({ root }) => {
      const renderer = await open({ environment: fakeKustomize().environment });
      expect(text(await renderer.render(request(root, {})))).toMatch(/^failed: ".*" is no directory of a tree$/);
    },
  );

  test('with two files at one path is refused', async () => {
    const renderer = await open({ environment: fakeKustomize().environment });
    const { files } = request('.', { 'a.yaml': 'x' });
    expect(text(await renderer.render({ root: '.', files: [...files, ...files] }))).toBe(
      'failed: "a.yaml" is there twice',
    );
  });
});
