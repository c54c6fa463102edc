import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../git/temporary-repository.ts';

const program = join(import.meta.dirname, 'run.ts');
const law = 'a Secret that becomes another form of itself shows neither';

function fuzz(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

test('a run says what it did', () => {
  const { code, stdout } = fuzz('--law', law, '--seconds', '1', '--seed', '1');
  expect(stdout).toMatch(
    /^laws: 1, manifests: \d+, seed: 1\n +\d+ {2}a Secret .*\n\d+ cases in \d+ s, \d+ MiB at most: all laws held\n$/,
  );
  expect(code).toBe(0);
});

test('the cases are made of the folders that are named', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'a/before/web.yaml': 'a: 1\n', 'a/after/web.yaml': 'a: 2\n' });
  const { code, stdout } = fuzz('--corpus', folder, '--law', law, '--seconds', '0');
  expect(stdout).toMatch(/^laws: 1, manifests: 2, /);
  expect(code).toBe(0);
});

test('a case which was kept is tried again', () => {
  const folder = temporaryFolder();
  const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {colour: red}\n';
  const value = { base: {}, head: { 'a.yaml': configMap }, values: ['red'] };
  writeFiles(folder, { 'case.json': JSON.stringify({ title: law, value }) });
  const { code, stdout } = fuzz('--case', join(folder, 'case.json'));
  expect(stdout).toMatch(new RegExp(`^BROKEN: ${law}\nError: red is in text diff:\n`));
  expect(code).toBe(1);
});

test.each([
  [['--law', law.toUpperCase()], `did you mean '${law}'?`],
  [['--seed', 'x'], "--seed takes a whole number, not 'x'"],
  [['--corpus', import.meta.dirname], 'no manifests in base/ and head/'],
  [['--path', '1:2'], '--path needs one --law, and its --seed'],
  [['--sead', '1'], "Unknown option '--sead'"],
])('%j is refused', (args, message) => {
  const { code, stderr } = fuzz(...args);
  expect(stderr).toContain(message);
  expect(stderr).toContain('usage: npm run fuzz');
  expect(code).toBe(2);
});
