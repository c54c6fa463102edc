import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  letrec,
  oneof,
  property,
  string,
} from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { writeYaml } from '../../src/manifest/write-yaml.ts';
import { readYaml } from '../../src/manifest/yaml.ts';
import type { JsonValue } from '../../src/schema/json.ts';

const pieces = [
  'a',
  'yes',
  '0o17',
  '1e3',
  '12:30',
  '~',
  ' ',
  '\n',
  '\n\n',
  '\t',
  '# ',
  ': ',
  '- ',
  '"',
  "'",
  '|',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u0007',
  '😀',
  '%',
  '{',
  '<<',
  '=',
  '---',
  '\r',
];
const texts = oneof(
  constantFrom(
    '',
    'true',
    'No',
    'null',
    '~',
    '0755',
    '1_000',
    '.5',
    '-1',
    '250m',
    '80%',
    '1Gi',
    '2026-01-01',
    '0x1f',
    'NaN',
    '.inf',
  ),
  array(constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join('')),
  string({ unit: 'grapheme', maxLength: 12 }),
);
const scalars: Arbitrary<JsonValue> = oneof(texts, integer(), constantFrom(null, true, false, 1.5));
const { values } = letrec<{ values: JsonValue }>((tie) => ({
  values: oneof(
    { maxDepth: 4 },
    scalars,
    array(tie('values'), { maxLength: 3 }),
    dictionary(texts, tie('values'), { maxKeys: 3 }),
  ),
}));

test('whatever is written is read as the same by kubectl’s rules, and by another YAML library', () => {
  assert(
    property(dictionary(texts, values, { maxKeys: 3 }), (value) => {
      const text = writeYaml(value);
      const read = readYaml(text);
      expect(read.type === 'Value' ? read.value : read.reason).toEqual(value);
      expect(load(text)).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

test('texts of several lines stand as they are, lists as deep as their key', () => {
  const value = {
    data: { 'run.sh': 'set -e\n\nexec web\n', mode: '0755' },
    args: ['--port=80', 'a b'],
    empty: {},
    none: [],
  };
  expect(writeYaml(value)).toBe(
    `data:\n  run.sh: |\n    set -e\n\n    exec web\n  mode: "0755"\nargs:\n- --port=80\n- a b\nempty: {}\nnone: []\n`,
  );
});
