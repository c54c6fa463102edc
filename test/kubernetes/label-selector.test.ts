import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  labelsOf,
  labelsText,
  readLabelSelector,
  type Selector,
  selectorFromLabels,
  selectorMatches,
  selectorText,
} from '../../src/kubernetes/label-selector.ts';
import { parseSelector } from '../../src/kubernetes/parse-selector.ts';
import type { JsonValue } from '../../src/schema/json.ts';

const web = { app: 'web', tier: 'front', n: '5' };

function read(value: JsonValue | undefined): Selector {
  const selector = readLabelSelector(value);
  if (selector.type === 'Invalid') throw new Error(selector.reason);
  return selector;
}

function parse(text: string): Selector {
  const selector = parseSelector(text);
  if (selector.type === 'Invalid') throw new Error(selector.reason);
  return selector;
}

function expression(key: string, operator: string, ...values: readonly string[]): JsonValue {
  return { matchExpressions: [{ key, operator, values }] };
}

describe('readLabelSelector', () => {
  test.each([
    { title: 'equal labels', selector: { matchLabels: { app: 'web', tier: 'front' } }, matches: true },
    { title: 'one label of two', selector: { matchLabels: { app: 'web', tier: 'back' } }, matches: false },
    { title: 'one of the values', selector: expression('app', 'In', 'api', 'web'), matches: true },
    { title: 'none of the values', selector: expression('app', 'NotIn', 'api'), matches: true },
    { title: 'none of the values of an absent label', selector: expression('env', 'NotIn', 'prod'), matches: true },
    { title: 'presence', selector: expression('env', 'Exists'), matches: false },
    { title: 'absence', selector: expression('env', 'DoesNotExist'), matches: true },
    { title: 'the name of an inherited property', selector: expression('constructor', 'Exists'), matches: false },
    { title: 'no condition at all', selector: {}, matches: true },
    { title: 'no selector at all', selector: undefined, matches: false },
    { title: 'null', selector: null, matches: false },
    { title: 'empty parts', selector: { matchLabels: null, matchExpressions: [] }, matches: true },
  ])('$title: $matches', ({ selector, matches }) => {
    expect(selectorMatches(read(selector), web)).toBe(matches);
  });

  test.each<{ title: string; selector: JsonValue; reason: string }>([
    { title: 'a text', selector: 'app=web', reason: 'must be an object' },
    { title: 'a list of labels', selector: { matchLabels: ['app'] }, reason: 'must be a map of text' },
    { title: 'a number as value', selector: { matchLabels: { app: 5 } }, reason: 'must be text' },
    { title: 'an unknown operator', selector: expression('app', 'Gt', '5'), reason: '"Gt" is not a valid' },
    { title: 'In without values', selector: expression('app', 'In'), reason: "can't be empty" },
    { title: 'Exists with values', selector: expression('app', 'Exists', 'x'), reason: 'must be empty' },
    { title: 'an expression which is a text', selector: { matchExpressions: ['app'] }, reason: 'must be an object' },
    {
      title: 'values which are no list',
      selector: { matchExpressions: [{ key: 'a', operator: 'In', values: 'b' }] },
      reason: 'must be a list',
    },
    { title: 'a key with a space', selector: { matchLabels: { 'a b': 'x' } }, reason: "key 'a b': name part must" },
    { title: 'two slashes', selector: { matchLabels: { 'a/b/c': 'x' } }, reason: 'a qualified name' },
    { title: 'an empty prefix', selector: { matchLabels: { '/app': 'x' } }, reason: 'prefix part must be non-empty' },
    { title: 'a prefix in capitals', selector: { matchLabels: { 'Example.org/app': 'x' } }, reason: 'RFC 1123' },
    {
      title: 'an empty name',
      selector: { matchLabels: { 'example.org/': 'x' } },
      reason: 'name part must be non-empty',
    },
    { title: 'a long name', selector: { matchLabels: { ['a'.repeat(64)]: 'x' } }, reason: 'no more than 63' },
    {
      title: 'a long prefix',
      selector: { matchLabels: { [`${'a'.repeat(254)}/b`]: 'x' } },
      reason: 'no more than 253',
    },
    { title: 'a long value', selector: { matchLabels: { app: 'a'.repeat(64) } }, reason: 'no more than 63' },
    { title: 'a value which begins with a dash', selector: { matchLabels: { app: '-x' } }, reason: 'a valid label' },
  ])('$title is refused', ({ selector, reason }) => {
    const result = readLabelSelector(selector);
    expect(result.type === 'Invalid' ? result.reason : 'accepted').toContain(reason);
  });
});

describe('parseSelector', () => {
  test.each([
    ['', true],
    ['app=web', true],
    ['app == web , tier!=back', true],
    ['app in (api, web),!env', true],
    ['app in (api,)', false],
    ['app notin (web)', false],
    ['n>4,n<6', true],
    ['n>5', false],
    ['app>4', false],
    ['in in (in)', false],
    ['app=', false],
    ['tier', true],
  ])('%j: %s', (text, matches) => {
    expect(selectorMatches(parse(text), web)).toBe(matches);
  });

  test.each([
    'app=web,',
    ',',
    '=web',
    'app===web',
    'app=a b',
    'app in web',
    'app in (web',
    'app in (a b)',
    '!app=web',
    '!',
    'n>x',
    'n>9223372036854775808',
    'n gt 4',
    'a/b/c=x',
    'app=-x',
    '(app=web)',
  ])('%j is refused', (text) => {
    expect(parseSelector(text).type).toBe('Invalid');
  });

  test('what is written of a selector is read as the same selector', () => {
    const word = fc.constantFrom('app', 'env', 'n', 'example.org/tier');
    const value = fc.constantFrom('web', 'api', 'in', '5', '');
    const one = fc.oneof(
      fc.tuple(word, fc.constantFrom('=', '==', '!='), value).map((parts) => parts.join('')),
      fc
        .tuple(word, fc.constantFrom('in', 'notin'), fc.array(value, { minLength: 1 }))
        .map(([key, operator, values]) => `${key} ${operator} (${values.join(',')})`),
      word,
      word.map((key) => `!${key}`),
      fc.tuple(word, fc.constantFrom('>', '<'), fc.nat().map(String)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(one), (parts) => {
        const selector = parse(parts.join(' , '));
        const text = selectorText(selector);
        expect(parse(text)).toEqual(selector);
      }),
    );
  });

  test('any text is a selector or is refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c in(),=!<>5]{0,14}$/), (text) => {
        const selector = parseSelector(text);
        expect(selector.type === 'Invalid' ? selector.reason : selectorText(selector)).toBeTypeOf('string');
      }),
    );
  });
});

test('a selector of labels matches exactly the sets which hold all of them', () => {
  const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', '1', '2'));
  fc.assert(
    fc.property(labels, labels, (wanted, given) => {
      const isSubset = Object.entries(wanted).every(([key, value]) => given[key] === value);
      expect(selectorMatches(selectorFromLabels(wanted), given)).toBe(isSubset);
      expect(selectorMatches(read({ matchLabels: wanted }), given)).toBe(isSubset);
    }),
  );
});

test('labels and selectors are written sorted by key', () => {
  expect(labelsText({ tier: 'front', app: 'web' })).toBe('app=web,tier=front');
  const selector = read({
    matchLabels: { b: '1' },
    matchExpressions: [{ key: 'a', operator: 'In', values: ['y', 'x'] }],
  });
  expect(selectorText(selector)).toBe('a in (x,y),b=1');
  expect(selectorText({ type: 'Nothing' })).toBe('');
});

test('labels of an object are its texts', () => {
  expect(labelsOf({ a: 'x', b: null, c: 5, d: ['y'] })).toEqual({ a: 'x', b: '' });
  expect(labelsOf(['a'])).toEqual({});
});
