import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { writeEmittedFiles } from '../../src/cli/write-emitted-files.ts';

const host: Host = {
  columns: () => undefined,
  onPhase: () => undefined,
  clearProgress: () => Promise.resolve(),
  undisturbed: async (action) => action(),
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcast-emit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...files: readonly (readonly [path: string, text: string])[]): Promise<void> {
  return writeEmittedFiles(
    folder,
    files.map(([path, text]) => ({ path, text })),
    host,
  );
}

function textAt(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

describe('writing emitted files', () => {
  test('replaces what was written the last time, and removes what is no longer wanted', async () => {
    await write(['README.md', 'one'], ['01/a.yaml', 'a: 1']);
    await write(['README.md', 'two'], ['02/b.yaml', 'b: 1']);
    expect(textAt('README.md')).toBe('two');
    expect(textAt('02/b.yaml')).toBe('b: 1');
    expect(existsSync(join(folder, '01/a.yaml'))).toBe(false);
  });

  test('removes folders which are empty then, and keeps those where somebody else wrote', async () => {
    await write(['01/patch/a.yaml', 'a'], ['02/patch/b.yaml', 'b']);
    writeFileSync(join(folder, '02/mine.txt'), 'mine');
    await write(['README.md', 'one']);
    expect(existsSync(join(folder, '01'))).toBe(false);
    expect(existsSync(join(folder, '02/patch'))).toBe(false);
    expect(textAt('02/mine.txt')).toBe('mine');
  });

  test('makes the folder', async () => {
    folder = join(folder, 'to/come');
    await write(['README.md', 'one']);
    expect(textAt('README.md')).toBe('one');
    folder = join(folder, '../..');
  });

  test.each([
    ['a file of somebody else', () => writeFileSync(join(folder, 'README.md'), 'mine')],
    ['a folder', () => mkdirSync(join(folder, 'README.md'))],
    ['a link', () => symlinkSync(join(folder, 'elsewhere'), join(folder, 'README.md'))],
    ['a link in place of a folder', () => symlinkSync(tmpdir(), join(folder, '01'))],
    ['a file in place of a folder', () => writeFileSync(join(folder, '01'), 'mine')],
  ])('writes nothing where %s is in the way', async (_, obstruct) => {
    obstruct();
    await expect(write(['00.yaml', 'x'], ['01/a.yaml', 'a'], ['README.md', 'one'])).rejects.toThrow('in the way');
    expect(existsSync(join(folder, '00.yaml'))).toBe(false);
  });

  test('leaves alone what somebody changed since', async () => {
    await write(['README.md', 'one'], ['a.yaml', 'a: 1']);
    writeFileSync(join(folder, 'a.yaml'), 'a: 2');
    await expect(write(['README.md', 'two'], ['a.yaml', 'a: 3'])).rejects.toThrow('a.yaml is in the way');
    await write(['README.md', 'two']);
    expect(textAt('a.yaml')).toBe('a: 2');
  });

  test('takes a file which says the same already for its own', async () => {
    writeFileSync(join(folder, 'README.md'), 'one');
    await write(['README.md', 'one']);
    await write(['README.md', 'two']);
    expect(textAt('README.md')).toBe('two');
  });

  test('follows no record out of the folder', async () => {
    await write(['README.md', 'one']);
    const outside = join(folder, '../rollcast-outside.txt');
    writeFileSync(outside, 'one');
    const record = textAt('.rollcast-emitted.json');
    writeFileSync(join(folder, '.rollcast-emitted.json'), record.replace('README.md', '../rollcast-outside.txt'));
    await write(['other.md', 'two']);
    expect(existsSync(outside)).toBe(true);
    rmSync(outside);
  });

  test.each([
    ['a text', () => writeFileSync(join(folder, '.rollcast-emitted.json'), '[]')],
    ['a link', () => symlinkSync(join(folder, 'elsewhere'), join(folder, '.rollcast-emitted.json'))],
  ])('does not take %s for a record which is none', async (_, obstruct) => {
    obstruct();
    await expect(write(['README.md', 'one'])).rejects.toThrow('no record');
  });
});
