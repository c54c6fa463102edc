import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRepeats } from '../../src/simulate/find-repeats.ts';

function blocksOf(text: string, seconds?: readonly number[]) {
  const items = text.split('').map((letter, index) => ({ letter, at: seconds?.[index] ?? index }));
  const areAlike = (left: number, right: number) => items[left]?.letter === items[right]?.letter;
  const blocks = findRepeats(items, { areAlike, areTimed: true, periodMax: 4, timesMin: 3 });
  return blocks.map(({ start, period, times }) => ({ text: text.slice(start, start + period), times }));
}

test.each([
  ['', []],
  [
    'abc',
    [
      { text: 'a', times: 1 },
      { text: 'b', times: 1 },
      { text: 'c', times: 1 },
    ],
  ],
  ['aaaa', [{ text: 'a', times: 4 }]],
  [
    'abab',
    [
      { text: 'a', times: 1 },
      { text: 'b', times: 1 },
      { text: 'a', times: 1 },
      { text: 'b', times: 1 },
    ],
  ],
  [
    'xabababy',
    [
      { text: 'x', times: 1 },
      { text: 'ab', times: 3 },
      { text: 'y', times: 1 },
    ],
  ],
  [
    'abcabcabcab',
    [
      { text: 'abc', times: 3 },
      { text: 'a', times: 1 },
      { text: 'b', times: 1 },
    ],
  ],
])('%s is divided into blocks', (text, expected) => {
  expect(blocksOf(text)).toEqual(expected);
});

test('equal items in unequal distance do not repeat', () => {
  expect(blocksOf('aaa', [0, 1, 3]).map(({ times }) => times)).toEqual([1, 1, 1]);
});

test('the blocks written out are the list', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 30 }), (text) => {
      const written = blocksOf(text).map((block) => block.text.repeat(block.times));
      expect(written.join('')).toBe(text);
    }),
  );
});
