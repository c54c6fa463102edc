import { expect, test } from 'vitest';
import { rootFinder } from '../../src/roots/root-finder.ts';

const tree = (...paths: readonly string[]) => ({ files: paths.map((path) => ({ path })), paths: new Set(paths) });

/** The root of a file in base and in head. */
function rootsOf(path: string, base: readonly string[], head: readonly string[], named: readonly string[] = []) {
  const facts = { namedRoots: new Set(named), base: tree(...base), head: tree(...head) };
  return [rootFinder(facts, 'base')(path), rootFinder(facts, 'head')(path)];
}

const file = 'apps/web/parts/a.yaml';
const marker = 'apps/web/kustomization.yaml';

test('a file which stays has the root of head in base, whether its kustomization comes or goes', () => {
  expect(rootsOf(file, [file], [file, marker])).toEqual(['apps/web', 'apps/web']);
  expect(rootsOf(file, [file, marker], [file])).toEqual(['apps/web/parts', 'apps/web/parts']);
});

test('a file which leaves its path had the root of base', () => {
  expect(rootsOf(file, [file, marker], ['apps/b.yaml'])).toEqual(['apps/web', 'apps/web/parts']);
});

test('a named root holds on both sides, before kustomizations and charts, and the nearest one counts', () => {
  expect(rootsOf(file, [file, marker], [file], ['apps'])).toEqual(['apps', 'apps']);
  expect(rootsOf(file, [file], [file], ['.', 'apps', 'other', 'apps/web/part'])).toEqual(['apps', 'apps']);
  expect(rootsOf(file, [file], [file], ['.'])).toEqual(['.', '.']);
});
