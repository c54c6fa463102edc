import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchWords } from '../../src/git/search-words.ts';

test.each<{ words: string[]; text: string; expected: boolean }>([
  { words: ['web'], text: 'name: web-canary', expected: true },
  { words: ['web'], text: 'name: wxeb', expected: false },
  { words: ['abcd', 'bc'], text: 'abce', expected: true },
  { words: ['aab'], text: 'aaab', expected: true },
  { words: ['naïve', '😀'], text: 'x😀', expected: true },
  { words: [''], text: 'anything', expected: false },
  { words: [], text: 'anything', expected: false },
])('$words in $text: $expected', ({ words, text, expected }) => {
  expect(searchWords(words)(Buffer.from(text))).toBe(expected);
});

test('agrees with looking for one word after the other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 30 });
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), text, (words, content) => {
      expect(searchWords(words)(Buffer.from(content))).toBe(words.some((one) => content.includes(one)));
    }),
  );
});
