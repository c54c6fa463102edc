import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitDocuments } from '../../src/manifest/split-documents.ts';
import { parseYaml, readYaml } from '../../src/manifest/yaml.ts';
import { readSimpleYaml } from '../../src/manifest/yaml-simple.ts';
import type { JsonValue } from '../../src/schema/json.ts';

type Path = readonly (string | number)[];

/** The ways to all values of a document, and one step beyond each. */
function pathsWithin(value: JsonValue, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path, [...path, 'absent']];
  const steps: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, [...path, 'absent'], ...steps.flatMap((step) => pathsWithin(Object(value)[step], [...path, step]))];
}

/** What the parser says of a text, if it is read in the simple style: value, places, and that nothing is odd about it. */
function expectAgreement(text: string): boolean {
  const simple = readSimpleYaml(text);
  if (simple === undefined) return false;
  const [read, parsed] = [readYaml(text), parseYaml(text)];
  expect(parsed, text).toMatchObject({ type: 'Value', duplicateKeys: [], size: simple.size, ignoredFrom: undefined });
  if (read.type !== 'Value' || parsed.type !== 'Value') throw new Error('unreachable');
  expect(JSON.stringify(read.value), text).toBe(JSON.stringify(parsed.value));
  for (const path of pathsWithin(simple.value))
    expect(read.locate(path), `${path.join('.')}\n${text}`).toBe(parsed.locate(path));
  return true;
}

const golden = join(import.meta.dirname, '../golden');
const documents = readdirSync(golden, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .flatMap((path) => splitDocuments(readFileSync(join(golden, path), 'utf8')))
  .map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`));

describe('the simple style', () => {
  test('is that of nearly all manifests, and means what the parser says', () => {
    const simple = documents.filter(expectAgreement);
    expect(simple.length).toBeGreaterThan(documents.length / 2);
  });

  test.each<{ text: string; value: unknown }>([
    { text: 'a: 1\n', value: { a: 1 } },
    { text: '---\n# why\na:\n  b: yes # so\n', value: { a: { b: true } } },
    {
      text: 'a:\n- x\n- k: 1\n  z:\n  - - 0644\n    - ~\nb:\n',
      value: { a: ['x', { k: 1, z: [[420, null]] }], b: null },
    },
    { text: '"a/b": 1\n"yes":\n  "": x\n', value: { 'a/b': 1, yes: { '': 'x' } } },
    {
      text: 'a: {b: 1, "c d": [x, "y", -z]} # e\nf:\n- { }\n- [ [ ], {g: yes} ]\n',
      value: { a: { b: 1, 'c d': ['x', 'y', '-z'] }, f: [{}, [[], { g: true }]] },
    },
    { text: 'a: |\n  # text\n\n   more\n\nb: |-\n  end\n', value: { a: '# text\n\n more\n', b: 'end' } },
    { text: 'a: \'x # y\' # z\nb: ""\nc: {}\nd: [] # e\n', value: { a: 'x # y', b: '', c: {}, d: [] } },
    { text: '- --flag=a:b\n- -1\n- a#b\n-\n-\n  k: v\n', value: ['--flag=a:b', -1, 'a#b', null, { k: 'v' }] },
  ])('$text', ({ text, value }) => {
    expect(readSimpleYaml(text)?.value).toEqual(value);
    expect(expectAgreement(text)).toBe(true);
  });

  test.each([
    '',
    '# nothing\n',
    'a: 1',
    'a: b: c\n',
    'a: 1\na: 2\n',
    'yes: 1\n',
    'a: &x 1\nb: *x\n',
    'a: !!str 1\n',
    'a: >\n  folded\n',
    'a: |2\n  x\n',
    'a: {b: 1,}\n',
    'a: {b: x:y}\n',
    'a: {b: c d}\n',
    'a: {b}\n',
    'a: [b: 1]\n',
    'a: [b,\n  c]\n',
    'a: {b: 1, b: 2}\n',
    'a: [b] c\n',
    'a: "\\n"\n',
    'a: one\n  two\n',
    'a:\n    b: 1\n  c: 2\n',
    'a:\n\t- 1\n',
    'a: ü\n',
    'a: .inf\n',
    '<<: {}\n',
    '__proto__: 1\n',
    'a: 1\n---\nb: 2\n',
    'a: 1\n...\n',
    'just text\n',
    Array.from({ length: 60 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
  ])('is not that of %j: there the parser decides', (text) => {
    expect(readSimpleYaml(text)).toBeUndefined();
  });

  const pieces = [
    'a: |b:|key|:|- |-| |  |\n|\n  |\n    |\n- |\n  - |# c| #|"x"|"x": |{}|[]|1|0x1F|yes|~|null|-1|--f|.5|1_0|a:b|<<|=|\\|---',
    '\'y\'|{|{a: |b: |, |}|[|[x|]|{a: 1}|[b, "c"]|? |& |*a|>|%|@|`|,|...|apiVersion: v1\n|metadata:\n  name: a\n',
  ].flatMap((list) => [...list.split('|'), '|', '|-']);

  test('never differs from the parser, whatever the text', () => {
    let simple = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 16 }), (parts) => {
        if (expectAgreement(`${parts.join('')}\n`)) simple += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(simple).toBeGreaterThan(500);
  });

  const line = fc
    .tuple(
      fc.nat({ max: 3 }),
      fc.constantFrom('', '- ', '- - '),
      fc.constantFrom('', 'a:', 'b:', 'c-d:', 'e: ', '"f.g/h": ', '"":'),
      fc.constantFrom(
        '',
        'x',
        '12',
        "'q r'",
        '"s"',
        '|',
        '|-',
        '{}',
        '{a: x, b: [1, "y"]}',
        '[on, {c: -z}] # n',
        '# note',
        'x # note',
        'on',
        '1.10',
      ),
    )
    .map(([depth, dash, key, value]) => `${'  '.repeat(depth)}${dash}${key}${key && value ? ' ' : ''}${value}`);

  test('never differs from the parser in texts which look like manifests', () => {
    let simple = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
        if (expectAgreement(`a:\n${lines.join('\n')}\n`)) simple += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(simple).toBeGreaterThan(500);
  });
});
