import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RenderRequest } from '../../src/app/ports.ts';
import { cacheFolder } from '../../src/render/cache-folder.ts';
import { defaultCacheFolder } from '../../src/render/default-cache-folder.ts';
import { renderKey } from '../../src/render/render-key.ts';
import { renderLimits } from '../../src/render/render-limits.ts';
import { temporaryFolder } from '../git/temporary-repository.ts';
import { fakeKustomize, file, isKubectlPresent, open, request, text } from './render-request.ts';

const contents = { 'a/kustomization.yaml': 'resources: [b.yaml]', 'a/b.yaml': 'x' };
const key = (digit: string) => digit.repeat(64);
const isRoot = process.getuid?.() === 0;

describe('a renderer with a cache', () => {
  const shout = 'cat "$2"/../tree/a/b.yaml';

  test('starts no process for what it has built before', async () => {
    const fake = fakeKustomize(shout);
    const folder = join(temporaryFolder(), 'cache');
    const options = { environment: fake.environment, cacheFolder: folder };
    const first = await (await open(options)).render(request('a', contents));
    expect(fake.starts()).toEqual(['version', 'build']);
    const second = await (await open(options)).render(request('a', contents));
    expect(fake.starts()).toEqual(['version', 'build']);
    expect(text(second)).toBe('x');
    expect(text(second)).toBe(text(first));
    expect(statSync(join(folder, 'renders')).mode & 0o777).toBe(0o700);
    const [entry = ''] = readdirSync(join(folder, 'renders'));
    expect(statSync(join(folder, 'renders', entry)).mode & 0o777).toBe(0o600);
  });

  test('builds anew where a byte, a path or the root differs, and not where the order does', async () => {
    const fake = fakeKustomize('echo');
    const renderer = await open({ environment: fake.environment, cacheFolder: temporaryFolder() });
    const base = request('a', contents);
    await renderer.render(base);
    await renderer.render({ ...base, files: base.files.toReversed() });
    expect(fake.starts()).toHaveLength(2);
    for (const other of [
      request('a', { ...contents, 'a/b.yaml': 'y' }),
      request('a', { ...contents, 'a/c.yaml': '' }),
      request('.', contents),
    ]) {
      const before = fake.starts().length;
      await renderer.render(other);
      expect(fake.starts()).toHaveLength(before + 1);
    }
  });

  test('remembers no failure', async () => {
    const fake = fakeKustomize('echo "Error: no" >&2; exit 1');
    const renderer = await open({ environment: fake.environment, cacheFolder: temporaryFolder() });
    for (let time = 0; time < 2; time += 1)
      expect(text(await renderer.render(request('a', contents)))).toBe('failed: no');
    expect(fake.starts()).toEqual(['version', 'build', 'build']);
  });

  test('remembers nothing without one', async () => {
    const fake = fakeKustomize('echo');
    const renderer = await open({ environment: fake.environment });
    for (let time = 0; time < 2; time += 1) await renderer.render(request('a', contents));
    expect(fake.starts()).toEqual(['version', 'build', 'build']);
  });

  test('works as well where it cannot be written', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const fake = fakeKustomize(shout);
    const renderer = await open({ environment: fake.environment, cacheFolder: join(file, 'cache') });
    for (let time = 0; time < 2; time += 1) expect(text(await renderer.render(request('a', contents)))).toBe('x');
    expect(fake.starts()).toEqual(['version', 'build', 'build']);
  });

  test.skipIf(!isKubectlPresent)('fetches what is remote each time, where that is allowed', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: remote-${asked}}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const remote = request('a', { 'a/kustomization.yaml': `resources: ["http://127.0.0.1:${port}/x.yaml"]` });
    const environment = { PATH: process.env['PATH'] };
    const renderer = await open({ environment, cacheFolder: temporaryFolder(), allowRemote: true });
    expect(text(await renderer.render(remote))).toContain('name: remote-1\n');
    expect(text(await renderer.render(remote))).toContain('name: remote-2\n');
  });
});

describe('the key of a request', () => {
  const plain: RenderRequest = { root: '.', files: [file('a', 'bc'), file('d', 'e')] };
  const others: readonly RenderRequest[] = [
    { root: '.', files: [file('ab', 'c'), file('d', 'e')] },
    { root: '.', files: [file('a', 'bcd'), file('', 'e')] },
    { root: '.', files: [file('a', 'bc1:d1:e')] },
    { root: '.', files: [file('a', 'bc')] },
    { root: 'a', files: plain.files },
  ];

  test('differs for all that differs', () => {
    const keys = [plain, ...others].map((one) => renderKey('kustomize v5.5.0', one));
    expect(new Set([...keys, renderKey('kustomize v5.5.1', plain)]).size).toBe(others.length + 2);
  });

  test('is the same whatever is not given to the build', () => {
    const link = { path: 'l', type: 'SymbolicLink' as const, bytes: Buffer.from('a') };
    expect(renderKey('k', { root: '.', files: [...plain.files, link] })).toBe(renderKey('k', plain));
  });
});

describe('a cache folder', () => {
  test.each([
    { fault: 'truncated', change: (bytes: Buffer) => bytes.subarray(0, -1) },
    { fault: 'empty', change: () => Buffer.alloc(0) },
    { fault: 'altered', change: (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('?')]) },
    { fault: 'prolonged', change: (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('?')]) },
  ])('does not give what is $fault, and replaces it', ({ change }) => {
    const folder = temporaryFolder();
    const cache = cacheFolder(folder, 1000);
    cache.write(key('a'), Buffer.from('content'));
    const path = join(folder, key('a'));
    writeFileSync(path, change(readFileSync(path)));
    expect(cache.read(key('a'))).toBeUndefined();
    cache.write(key('a'), Buffer.from('content'));
    expect(cache.read(key('a'))?.toString()).toBe('content');
  });

  test('does not give the content of another key', () => {
    const folder = temporaryFolder();
    const cache = cacheFolder(folder, 1000);
    cache.write(key('a'), Buffer.from('content'));
    writeFileSync(join(folder, key('b')), readFileSync(join(folder, key('a'))));
    expect(cache.read(key('b'))).toBeUndefined();
  });

  test('remembers that nothing was made', () => {
    const cache = cacheFolder(temporaryFolder(), 1000);
    cache.write(key('a'), Buffer.alloc(0));
    expect(cache.read(key('a'))).toEqual(Buffer.alloc(0));
  });

  test('drops what was not used for longest when there is no room', () => {
    const folder = temporaryFolder();
    const cache = cacheFolder(folder, 1000);
    for (const [index, digit] of ['a', 'b', 'c'].entries()) {
      cache.write(key(digit), Buffer.alloc(200));
      utimesSync(join(folder, key(digit)), 1000 + index, 1000 + index);
    }
    expect(cache.read(key('a'))).toBeDefined();
    cache.write(key('d'), Buffer.alloc(200));
    expect(['a', 'b', 'c', 'd'].map((digit) => cache.read(key(digit)) !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    cache.write(key('e'), Buffer.alloc(1000));
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'c', 'd'].map(key));
  });

  test('removes what was begun long ago and never finished, and nothing that is not its own', () => {
    const folder = temporaryFolder();
    const unfinished = (digit: string) => `${key('f')}.${digit.repeat(8)}-0000-0000-0000-000000000000.new`;
    const [old, young] = [unfinished('0'), unfinished('1')];
    for (const name of [old, young, 'notes.txt']) writeFileSync(join(folder, name), 'x');
    utimesSync(join(folder, old), 1000, 1000);
    utimesSync(join(folder, 'notes.txt'), 1000, 1000);
    cacheFolder(folder, 100).write(key('a'), Buffer.alloc(0));
    expect(readdirSync(folder).toSorted()).toEqual([key('a'), young, 'notes.txt'].toSorted());
  });

  test('which others may write into is believed in nothing, and closed when it is written to', () => {
    const folder = temporaryFolder();
    const cache = cacheFolder(folder, 1000);
    cache.write(key('a'), Buffer.from('content'));
    chmodSync(folder, 0o777);
    expect(cache.read(key('a'))).toBeUndefined();
    cache.write(key('b'), Buffer.from('content'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(cache.read(key('b'))).toBeDefined();
  });

  test('which is a link, or an entry which is one, is not followed', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'), { mode: 0o700 });
    const real = cacheFolder(join(folder, 'real'), 1000);
    real.write(key('a'), Buffer.from('content'));
    symlinkSync('real', join(folder, 'link'));
    const linked = cacheFolder(join(folder, 'link'), 1000);
    linked.write(key('b'), Buffer.from('content'));
    expect([linked.read(key('a')), real.read(key('b'))]).toEqual([undefined, undefined]);
    rmSync(join(folder, 'link'));
    writeFileSync(join(folder, 'entry'), readFileSync(join(folder, 'real', key('a'))));
    rmSync(join(folder, 'real', key('a')));
    symlinkSync('../entry', join(folder, 'real', key('a')));
    expect(real.read(key('a'))).toBeUndefined();
    real.write(key('a'), Buffer.from('content'));
    expect(real.read(key('a'))).toBeDefined();
  });

  test.skipIf(isRoot)('which cannot be written to is as if it were not there', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    const cache = cacheFolder(folder, 1000);
    cache.write(key('a'), Buffer.from('content'));
    expect(cache.read(key('a'))).toBeUndefined();
  });

  test('is shared by processes which write at once', async () => {
    const folder = temporaryFolder();
    const source = new URL('../../src/render/cache-folder.ts', import.meta.url).href;
    const script = join(temporaryFolder(), 'write.mjs');
    writeFileSync(
      script,
      `import { cacheFolder } from '${source}';
       const cache = cacheFolder(${JSON.stringify(folder)}, 40_000);
       for (let round = 0; round < 200; round += 1) {
         const digit = (round % 8).toString(16);
         const found = cache.read(digit.repeat(64));
         if (found !== undefined && !found.equals(Buffer.alloc(5000, digit))) throw new Error('mixed up');
         cache.write(digit.repeat(64), Buffer.alloc(5000, digit));
       }`,
    );
    const codes = await Promise.all(
      Array.from({ length: 4 }, () => {
        const child = spawn(process.execPath, [script], { stdio: 'inherit' });
        return new Promise((resolve) => child.on('close', resolve));
      }),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    const names = readdirSync(folder);
    expect(names.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
    const bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(40_000);
    expect(names.length).toBeGreaterThan(4);
  });
});

test('the limits are those which are told', () => {
  expect(renderLimits).toEqual({
    seconds: 30,
    outputBytes: 64 * 1024 * 1024,
    errorBytes: 1024 * 1024,
    cacheBytes: 256 * 1024 * 1024,
  });
});

test.each([
  {
    environment: { XDG_CACHE_HOME: '/caches', HOME: '/home/a' },
    platform: 'linux' as const,
    folder: '/caches/rollcast',
  },
  {
    environment: { XDG_CACHE_HOME: 'caches', HOME: '/home/a' },
    platform: 'linux' as const,
    folder: '/home/a/.cache/rollcast',
  },
  { environment: { HOME: '/Users/a' }, platform: 'darwin' as const, folder: '/Users/a/Library/Caches/rollcast' },
  { environment: { HOME: '' }, platform: 'linux' as const, folder: undefined },
  { environment: {}, platform: 'linux' as const, folder: undefined },
])('the cache of $environment lies in $folder', ({ environment, platform, folder }) => {
  expect(defaultCacheFolder(environment, platform, () => true)).toBe(folder);
});

test('there is no cache in a home which is not there', () => {
  expect(defaultCacheFolder({ HOME: '/home/a' }, 'linux', () => false)).toBeUndefined();
});
