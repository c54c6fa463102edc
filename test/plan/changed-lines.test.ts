import { expect, test } from 'vitest';
import { changedLines } from '../../src/plan/changed-lines.ts';

test.each([
  ['equal texts', 'a\nb', 'a\nb', { added: 0, removed: 0 }],
  ['a line that is replaced', 'a\nb', 'a\nc', { added: 1, removed: 1 }],
  ['lines in another order', 'a\nb', 'b\na', { added: 0, removed: 0 }],
  ['a line that comes once more', 'a\nb', 'a\nb\nb', { added: 1, removed: 0 }],
  ['lines named like members of an object', 'x', '__proto__\nconstructor', { added: 2, removed: 1 }],
])('of %s it counts %s → %s', (_, before, after, expected) => {
  expect(changedLines(before, after)).toEqual(expected);
});
