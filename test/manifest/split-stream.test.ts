import { describe, expect, test } from 'vitest';
import { splitDocuments } from '../../src/manifest/split-documents.ts';
import { splitStream } from '../../src/manifest/split-stream.ts';

function readStream(stream: string): unknown[] {
  return splitStream(stream).map(({ line, read }) => {
    const result = read();
    return result.type === 'Value' ? [line, result.value] : [line, `refused: ${result.reason}`, result.offset];
  });
}

describe('splitDocuments', () => {
  test.each([
    ['a: 1\n---\nb: 2\n', ['a: 1', 'b: 2\n'], [1, 3]],
    ['---\na: 1\n', ['---\na: 1\n'], [1]],
    ['a: 1\n---\n---\nb: 2\n---\n', ['a: 1', '---\nb: 2'], [1, 3]],
    ['a: 1\r\n--- # c\r\nb: 2', ['a: 1\r', 'b: 2'], [1, 3]],
    ['\n\n---\na: 1', ['\n', 'a: 1'], [1, 4]],
    ['a: |\n ---\n', ['a: |\n ---\n'], [1]],
    ['', [], []],
  ])('%j', (stream, texts, lines) => {
    const parts = splitDocuments(stream);
    expect(parts.map(({ text }) => text)).toEqual(texts);
    expect(parts.map(({ line }) => line)).toEqual(lines);
  });
});

describe('splitStream', () => {
  test.each([
    [
      'a: 1\n---\nb: 2\n',
      [
        [1, { a: 1 }],
        [3, { b: 2 }],
      ],
    ],
    [
      'a: 1\n---\n# nothing\n---\nb: 2\n',
      [
        [1, { a: 1 }],
        [3, null],
        [5, { b: 2 }],
      ],
    ],
    [
      'a: 1\n--- # c\nb: 2\n',
      [
        [1, { a: 1 }],
        [3, { b: 2 }],
      ],
    ],
    [
      'a: 1\n---#c\nb: 2\n',
      [
        [1, { a: 1 }],
        [3, { b: 2 }],
      ],
    ],
    [
      '\ufeffa: 1\n---\n\ufeffb: 2\n',
      [
        [1, { a: 1 }],
        [3, { b: 2 }],
      ],
    ],
    [
      'a: |+\n  x\n---\nb: |\n  y',
      [
        [1, { a: 'x\n' }],
        [4, { b: 'y\n' }],
      ],
    ],
  ])('%j is read as a stream of YAML', (stream, expected) => {
    expect(readStream(stream)).toEqual(expected);
  });

  test('text after a separator ends the stream, and takes the document before it along', () => {
    expect(readStream('a: 1\n---\nb: 2\n--- x\nc: 3\n---\nd: 4\n')).toEqual([
      [1, { a: 1 }],
      [3, "refused: text follows '---' on its line", 5],
    ]);
    expect(readStream('--- {a: 1}\n')).toEqual([[1, "refused: text follows '---' on its line", 0]]);
  });

  test('a document which cannot be read does not hide those after it', () => {
    expect(readStream('a: [\n---\nb: 2\n')).toEqual([
      [1, 'refused: a value is missing or cannot stand here', 5],
      [3, { b: 2 }],
    ]);
  });

  test.each([
    [
      '{"a": 1}\n{"b": 9007199254740993} {}',
      [
        [1, { a: 1 }],
        [2, { b: 9007199254740993n }],
        [2, {}],
      ],
    ],
    [' \n{"a": "\\ud83d", "b": -0}', [[2, { a: '\ufffd', b: 0 }]]],
    [
      '{"a": 1}\n# c\n{"b": 2}',
      [
        [1, { a: 1 }],
        [2, 'refused: a JSON value is expected', 0],
      ],
    ],
    ['{"a": 0644}', [[1, "refused: a ',' or '}' is missing in a mapping within braces", 7]]],
    ["{'a': 1}", [[1, 'refused: a JSON string is expected', 1]]],
    ['{"a": 1,}', [[1, 'refused: a JSON string is expected', 8]]],
    ['{"a": [1 2]}', [[1, "refused: a ',' or ']' is missing in a list within brackets", 9]]],
    ['{"a": "x', [[1, 'refused: the closing quote is missing', 6]]],
    ['{"a": "\\x"}', [[1, 'refused: an escape sequence is unknown', 7]]],
    ['{"a": "\n"}', [[1, 'refused: a control character is not allowed', 7]]],
    ['{"a" 1}', [[1, "refused: a ':' is missing after a key", 5]]],
    ['{"a": 1e999}', [[1, 'refused: a number is too large', 6]]],
    ['{"a": 123456789012345678901234567890}', [[1, { a: 1.2345678901234568e29 }]]],
    ['{"<<": {"a": 1}, "a": [], "b": {}}', [[1, { '<<': { a: 1 }, a: [], b: {} }]]],
  ])('%j is read as JSON, for it begins with a brace', (stream, expected) => {
    expect(readStream(stream)).toEqual(expected);
  });

  test('equal keys of JSON are told of, and the last one counts', () => {
    expect(splitStream('{"a": 1, "a": 2}')[0]?.read()).toMatchObject({
      value: { a: 2 },
      duplicateKeys: [{ start: 9 }],
    });
  });
});
