import { expect, test } from 'vitest';
import { candidatesOf, resolveReference } from '../../src/roots/resolve-reference.ts';

/** Each target is the list of its roots: where it is now, and where it was. */
test.each([
  ['its own root has one', 'a', [['a'], ['b']], 'OwnRoot', [['a']]],
  ['its own root has two', 'a', [['a'], ['b'], ['a']], 'OwnRoot', [['a'], ['a']]],
  ['one leaves its own root', 'a', [['b', 'a'], ['c']], 'OwnRoot', [['b', 'a']]],
  ['only another root has one', 'a', [['b']], 'OnlyMatch', [['b']]],
  ['only another root has some', 'a', [['b'], ['b']], 'OnlyMatch', [['b'], ['b']]],
  ['one moves from one other root to another', 'a', [['b', 'c']], 'OnlyMatch', [['b', 'c']]],
  ['two other roots have one', 'a', [['b'], ['c']], 'Ambiguous', []],
  ['there is none', 'a', [], 'Missing', []],
])('where %s', (_, root, targets, type, meant) => {
  const candidates = candidatesOf(targets, (roots) => roots);
  const roots = [...new Set(targets.map(([now]) => now))];
  expect(resolveReference(root, candidates)).toEqual({ type, targets: meant, roots });
});
