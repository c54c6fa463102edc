import { expect, test } from 'vitest';
import { assignRoots } from '../../src/roots/assign-roots.ts';
import { findMoves } from '../../src/roots/find-moves.ts';
import { fileOf } from './manifest-objects.ts';

const objects = (files: Readonly<Record<string, readonly string[]>>) =>
  assignRoots(
    Object.entries(files).map(([path, names]) => fileOf(path, ...names)),
    new Set(Object.keys(files)),
  ).objects;

interface Case {
  readonly title: string;
  readonly base: Record<string, readonly string[]>;
  readonly head: Record<string, readonly string[]>;
  readonly renamed?: readonly (readonly [string, string])[];
  readonly moves: readonly string[];
}

test.each<Case>([
  {
    title: 'an object which leaves one root and appears in another moved',
    base: { 'old/a.yaml': ['web'] },
    head: { 'new/a.yaml': ['web'] },
    moves: ['web: old -> new'],
  },
  {
    title: 'a file renamed within its root moves nothing',
    base: { 'app/a.yaml': ['web'] },
    head: { 'app/b.yaml': ['web'] },
    moves: [],
  },
  {
    title: 'an object which stays and gets a copy did not move',
    base: { 'one/a.yaml': ['web'] },
    head: { 'one/a.yaml': ['web'], 'two/a.yaml': ['web'] },
    moves: [],
  },
  {
    title: 'another namespace is another object',
    base: { 'old/a.yaml': ['shop/web'] },
    head: { 'new/a.yaml': ['web'] },
    moves: [],
  },
  {
    title: 'of several with one name nobody knows which moved',
    base: { 'staging/a.yaml': ['web'], 'prod/a.yaml': ['web'] },
    head: { 'new/a.yaml': ['web'] },
    moves: [],
  },
  {
    title: 'renamed files tell which of several moved where',
    base: { 'staging/a.yaml': ['web'], 'prod/a.yaml': ['web', 'api'] },
    head: { 'x/staging/a.yaml': ['web'], 'x/prod/a.yaml': ['web', 'api'] },
    renamed: [
      ['staging/a.yaml', 'x/staging/a.yaml'],
      ['prod/a.yaml', 'x/prod/a.yaml'],
    ],
    moves: ['web: prod -> x/prod', 'api: prod -> x/prod', 'web: staging -> x/staging'],
  },
  {
    title: 'what is left after the renamed files is paired by name',
    base: { 'staging/a.yaml': ['web'], 'prod/a.yaml': ['web'] },
    head: { 'x/staging/a.yaml': ['web'], 'y/b.yaml': ['web'] },
    renamed: [['staging/a.yaml', 'x/staging/a.yaml']],
    moves: ['web: staging -> x/staging', 'web: prod -> y'],
  },
])('$title', ({ base, head, renamed = [], moves }) => {
  const found = findMoves(objects(base), objects(head), new Map(renamed));
  expect(
    found.map((move) => `${move.head.reference.name}: ${move.base.reference.root} -> ${move.head.reference.root}`),
  ).toEqual(moves);
});
