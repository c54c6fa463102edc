import { array, assert, constantFrom, property } from 'fast-check';
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

/** How many lines of one list the other has not. */
function more(some: readonly string[] = [], rest: readonly string[] = []): number {
  return [...new Set(some)].reduce((sum, line) => sum + Math.max(0, countOf(some, line) - countOf(rest, line)), 0);
}

function countOf(all: readonly string[], line: string): number {
  return all.filter((each) => each === line).length;
}

test('the equal lines at both ends do not count, whatever stands between', () => {
  const lines = array(constantFrom('', 'a', 'b', 'ab'), { maxLength: 6 });
  assert(
    property(lines, lines, lines, lines, (start, before, after, end) => {
      const [one, other] = [before, after].map((middle) => [...start, 'x', ...middle, 'y', ...end]);
      expect(changedLines(one?.join('\n') ?? '', other?.join('\n') ?? '')).toEqual({
        added: more(other, one),
        removed: more(one, other),
      });
    }),
  );
});

test('of texts which differ for megabytes nothing is counted', () => {
  const [before = '', after = '', same = ''] = ['before', 'after', 'same'].map((word) =>
    `${word} 0123456789\n`.repeat(200_000),
  );
  expect(changedLines(before, after)).toBeUndefined();
  expect(changedLines(`${same}a\n${same}`, `${same}b\n${same}`)).toEqual({ added: 1, removed: 1 });
});
