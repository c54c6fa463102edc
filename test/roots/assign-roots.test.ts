import { expect, test } from 'vitest';
import { assignRoots } from '../../src/roots/assign-roots.ts';
import { rootOf } from '../../src/roots/root-of.ts';
import { fileOf } from './manifest-objects.ts';

const rootsWith =
  (...paths: readonly string[]) =>
  (path: string) =>
    rootOf(path, new Set(paths));

test('the same name in two roots is two objects', () => {
  const files = [fileOf('prod/a.yaml', 'web'), fileOf('staging/a.yaml', 'web', 'shop/web')];
  const { objects, duplicates } = assignRoots(files, rootsWith());
  expect(duplicates).toEqual([]);
  expect(objects.map(({ reference }) => reference)).toEqual([
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', root: 'prod' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', root: 'staging' },
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web', root: 'staging' },
  ]);
});

test('of two definitions in one root the last counts, and the others are said', () => {
  const files = [fileOf('app/b.yaml', 'web', 'api'), fileOf('app/a.yaml', 'web', 'web')];
  const { objects, duplicates } = assignRoots(files, rootsWith());
  expect(objects.map(({ object }) => [object.name, object.document.path, object.document.line])).toEqual([
    ['web', 'app/b.yaml', 1],
    ['api', 'app/b.yaml', 11],
  ]);
  expect(duplicates.map(({ path, line, message }) => [path, line, message])).toEqual([
    ['app/a.yaml', 1, 'Deployment web is defined again in app/b.yaml, line 1; only the last definition counts'],
    ['app/a.yaml', 11, 'Deployment web is defined again in app/b.yaml, line 1; only the last definition counts'],
  ]);
});

test('within one file the line of the later definition is named', () => {
  const { duplicates } = assignRoots([fileOf('a.yaml', 'web', 'web')], rootsWith());
  expect(duplicates).toEqual([
    {
      type: 'DuplicateObject',
      message: 'Deployment web is defined again at line 11; only the last definition counts',
      path: 'a.yaml',
      line: 1,
    },
  ]);
});

test('files below a kustomization share its root', () => {
  const files = [fileOf('app/one/a.yaml', 'web'), fileOf('app/two/a.yaml', 'web')];
  expect(assignRoots(files, rootsWith('app/kustomization.yaml')).duplicates).toHaveLength(1);
});
