import { expect, test } from 'vitest';
import { rootMarkersOf, rootOf } from '../../src/roots/root-of.ts';

test.each<{ path: string; others: string[]; root: string; title: string }>([
  { title: 'the directory of the file', path: 'apps/web/a.yaml', others: [], root: 'apps/web' },
  { title: 'the top for a file at the top', path: 'a.yaml', others: ['apps/kustomization.yaml'], root: '.' },
  {
    title: 'its own kustomization',
    path: 'apps/web/a.yaml',
    others: ['apps/web/kustomization.yaml'],
    root: 'apps/web',
  },
  { title: 'a kustomization above', path: 'apps/web/a.yaml', others: ['apps/kustomization.yml'], root: 'apps' },
  { title: 'a kustomization at the top', path: 'apps/web/a.yaml', others: ['Kustomization'], root: '.' },
  {
    title: 'the chart of a template',
    path: 'charts/x/templates/a.yaml',
    others: ['charts/x/Chart.yaml'],
    root: 'charts/x',
  },
  {
    title: 'the nearest of several',
    path: 'a/b/c/d.yaml',
    others: ['a/kustomization.yaml', 'a/b/Chart.yaml'],
    root: 'a/b',
  },
  {
    title: 'not the kustomization of a neighbour',
    path: 'a/b/x.yaml',
    others: ['a/c/kustomization.yaml'],
    root: 'a/b',
  },
  { title: 'not a file which is named alike', path: 'a/b/x.yaml', others: ['a/my-kustomization.yaml'], root: 'a/b' },
])('$title', ({ path, others, root }) => {
  expect(rootOf(path, new Set([path, ...others]))).toBe(root);
  const markers = rootMarkersOf(path);
  expect(rootOf(path, new Set(others.filter((other) => markers.includes(other))))).toBe(root);
});
