import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainJson } from '../../src/manifest/plain-json.ts';
import { readJsonStream } from '../../src/manifest/yaml.ts';

/** What the parser gives for a text of one value. */
function parsed(text: string) {
  const [first, ...others] = readJsonStream(text);
  const read = first?.read();
  return read?.type === 'Value' && others.length === 0 ? { value: read.value } : undefined;
}

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"__proto__"',
  '"\\ud800"',
  '"\\u00e9\\n"',
  '-0',
  '0',
  '01',
  '1.50',
  '1e3',
];
const numbers = [
  '9007199254740991',
  '9007199254740992',
  '-9007199254740993',
  '1e21',
  '1e999',
  '-0.0',
  '5e-324',
  '1E400',
];
const texts = fc.oneof(
  fc.json(),
  fc.json().map((text) => `\n ${text}\t`),
  fc
    .array(fc.constantFrom(...pieces, ...numbers, 'true', 'null', ' ', '\n', '"', '\ufeff'), { maxLength: 8 })
    .map((parts) => parts.join('')),
  fc.constantFrom(...numbers).map((number) => `{"a": [${number}]}`),
);

test('what is read fast is what the parser reads', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const value = readPlainJson(text);
      fc.pre(value !== undefined);
      expect({ value }).toStrictEqual(parsed(text));
    }),
    { numRuns: 2000 },
  );
});

test('a List as kubectl prints it is read fast', () => {
  const list = { kind: 'List', items: [{ metadata: { generation: 3 }, spec: { ratio: 0.5, on: true, none: null } }] };
  expect(readPlainJson(JSON.stringify(list, null, 4))).toEqual(list);
});

test.each([
  ['no JSON', 'kind: List'],
  ['half a value', '{"a": '],
  ['two values', '{}{}'],
  ['an integer which a double cannot hold', '[9007199254740993]'],
  ['zero with a sign', '[-0]'],
  ['a number which is too large', '[1e999]'],
  ['half a surrogate pair', '["\\ud800"]'],
  ['a key with half a surrogate pair', '{"\\udc00": 1}'],
  ['more levels than are read', `${'['.repeat(501)}${']'.repeat(501)}`],
  ['more values than are read', `[${'0,'.repeat(4_000_000)}0]`],
])('%s is left to the parser', (_, text) => {
  expect(readPlainJson(text)).toBeUndefined();
});
