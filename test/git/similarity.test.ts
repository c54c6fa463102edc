import { expect, test } from 'vitest';
import { similarity } from '../../src/git/similarity.ts';

test.each<[string, string, number]>([
  ['', '', 1],
  ['a\nb\n', 'a\nb\n', 1],
  ['a\nb\n', 'b\na\n', 1],
  ['12345678\n90\n', '12345678\nxy\n', 0.75],
  ['a\na\n', 'a\nb\n', 0.5],
  ['a\n', 'b\n', 0],
])('%j and %j: %d', (left, right, expected) => {
  expect(similarity(Buffer.from(left), Buffer.from(right), 0)).toBe(expected);
  expect(similarity(Buffer.from(right), Buffer.from(left), 0)).toBe(expected);
});

test('files whose sizes alone rule out the wanted likeness are not read', () => {
  expect(similarity(Buffer.from('a\n'), Buffer.from('a\nb\nc\n'), 0.5)).toBe(0);
});
