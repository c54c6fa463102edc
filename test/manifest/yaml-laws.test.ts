import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parseFieldPath } from '../../src/manifest/parse-field-path.ts';
import { readManifest } from '../../src/manifest/read-manifest.ts';
import { splitDocuments } from '../../src/manifest/split-documents.ts';
import { splitStream } from '../../src/manifest/split-stream.ts';
import { readYaml } from '../../src/manifest/yaml.ts';

const pieces = [
  ': ',
  ':',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '#',
  '&a ',
  '*a',
  '!!str ',
  '|',
  '>',
  "'",
  '"',
  '%',
  '\\',
  '\n',
  '\n  ',
  '\r\n',
  '\t',
  ' ',
  '\u0085',
  '\ufeff',
  '\u{1f600}',
  '---',
  '\n---\n',
  '\n...\n',
  '<<: ',
  'a',
  '1',
  'null',
  'apiVersion: v1\n',
  'kind: List\n',
  'items:\n',
  'metadata: {name: a}\n',
  '{{ .x }}',
  '"apiVersion"',
];
const yamlLike = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What the other library writes without quotes although go-yaml takes it for a number or a boolean, `0X0` or `yes`. */
const otherMeaning = /"(?:[-+.\d][^"]*|~|y|n|yes|no|on|off)"/i;
// The sign of zero is lost on purpose, and large integers come back as bigint.
const json = fc
  .jsonValue()
  .filter((value) => !otherMeaning.test(JSON.stringify(value)))
  .map((value): unknown => JSON.parse(JSON.stringify(value), (_, part: unknown) => smallNumber(part)));

function smallNumber(value: unknown): unknown {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? 0 : value;
}

describe('laws of reading', () => {
  test('random bytes never make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readManifest('a.yaml', bytes).path).toBe('a.yaml');
      }),
    );
  });

  test('text which is nearly YAML never makes it throw, and is read the same each time', () => {
    fc.assert(
      fc.property(yamlLike, fc.constantFrom('a.yaml', 'values.yaml', 'b.json', 'templates/a.yaml'), (text, path) => {
        expect(readManifest(path, encode(text))).toEqual(readManifest(path, encode(text)));
      }),
      { numRuns: 500 },
    );
  });

  test('a value written by another YAML library is read back', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(readYaml(dump({ value }))).toMatchObject({ type: 'Value', value: { value } });
      }),
    );
  });

  test('a JSON value is read back, by itself and within a stream', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        const [first, second] = splitStream(`${JSON.stringify(value)}\n${JSON.stringify(value, null, 2)}`);
        expect(first?.read()).toMatchObject({ type: 'Value', value });
        expect(second?.read()).toMatchObject({ type: 'Value', value });
      }),
    );
  });

  test('documents joined by separators are read as each of them by itself', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 5 }), (values) => {
        const stream = values.map((value) => dump({ value })).join('---\n');
        const read = splitStream(stream).map((part) => part.read());
        expect(read).toMatchObject(values.map((value) => ({ type: 'Value', value: { value } })));
      }),
    );
  });

  test('cutting a stream loses nothing but the separators', () => {
    fc.assert(
      fc.property(yamlLike, (stream) => {
        const joined = splitDocuments(stream)
          .map(({ text, separator }) => {
            if (separator === undefined) return text;
            return `${text}\n---${separator.rest}${separator.isTerminated ? '\n' : ''}`;
          })
          .join('');
        expect(joined).toBe(stream);
      }),
    );
  });

  test('a field path of any text has an end', () => {
    fc.assert(
      fc.property(fc.string(), json, (text, value) => {
        expect(parseFieldPath(text, { a: [{ name: text }], [text]: JSON.stringify(value) }).length).toBeLessThan(100);
      }),
    );
  });
});
