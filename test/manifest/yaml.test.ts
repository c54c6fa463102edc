import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/manifest/yaml.ts';

function read(text: string): unknown {
  const result = readYaml(text);
  return result.type === 'Value' ? result.value : `refused: ${result.reason}`;
}

function reasonOf(text: string): string | undefined {
  const read = readYaml(text);
  return read.type === 'Refused' ? read.reason : undefined;
}

describe('scalars', () => {
  test.each([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['yES', 'yES'],
    ['~', null],
    ['', null],
    ['0644', 420],
    ['0o644', 420],
    ['0O17', 15],
    ['08', 8],
    ['1_000', 1000],
    ['0b101', 5],
    ['-0b11', -3],
    ['0b-1', -1],
    ['0x_1F', 31],
    ['12:30', '12:30'],
    ['2001-01-01', '2001-01-01'],
    ['1e3', 1000],
    ['.5e1_0', 5_000_000_000],
    ['.1_', '.1_'],
    ['1e400', '1e400'],
    ['-0', 0],
    ['-0.0', 0],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551615', 18446744073709551615n],
    ['-9223372036854775808', -9223372036854775808n],
    ['-9223372036854775809', -(2 ** 63)],
    ['0x10000000000000000', '0x10000000000000000'],
    ['!!str 0644', '0644'],
    ['!!int "12"', 12],
    ['!!float 3', 3],
    ['!!timestamp 2024-02-29', '2024-02-29'],
    ['!!binary aGVsbG8=', 'hello'],
    ['!!binary 4oI=', '\ufffd\ufffd'],
    ['!!binary w6k=', 'é'],
    ['!foo 12', '12'],
    ['! 12', '12'],
  ])('%s is read as kubectl reads it', (text, expected) => {
    expect(read(`v: ${text}\n`)).toEqual({ v: expected });
  });

  test.each([
    ['.inf', 'a number is infinite or not a number'],
    ['!!int 1.5', 'a value does not fit its tag'],
    ['!!timestamp 2023-02-29', 'a value does not fit its tag'],
    ['!!float 18446744073709551615', 'a value does not fit its tag'],
    ['!!binary a', 'a !!binary value is not base64'],
    ['"\\ud83d\\ude00"', 'an escape sequence is not a Unicode character'],
    ['"\\/"', 'an escape sequence is unknown'],
    ['@x', 'a value cannot begin with this character'],
    ['"x', 'the closing quote is missing'],
    ['*x', 'an alias has no anchor before it'],
    ['a\u0007', 'a control character is not allowed'],
  ])('%s is refused', (text, reason) => {
    expect(reasonOf(`v: ${text}\n`)).toBe(reason);
  });

  test('a quoted scalar may go on at any indentation', () => {
    expect(read('a:\n  b: "x\ny"\n  c: [1,\n2]\n')).toEqual({ a: { b: 'x y', c: [1, 2] } });
  });

  test('a block scalar keeps, clips or strips its last line feeds', () => {
    expect(read('a: |+\n  x\n\nb: |\n  x\n\nc: >-\n  x\n  y\n\n')).toEqual({ a: 'x\n\n', b: 'x\n', c: 'x y' });
  });
});

describe('keys', () => {
  test.each([
    ['yes', 'true'],
    ['0644', '420'],
    ['1e3', '1000'],
    ['1e6', '1e+06'],
    ['0.1', '0.1'],
    ['0.00001', '1e-05'],
    ['18446744073709551616', '1.8446744e+19'],
    ['.nan', '.nan'],
    ['-.inf', '-.inf'],
    ['1e39', '.inf'],
    ['2024-01-01', '2024-01-01'],
  ])('%s becomes the key %s', (text, key) => {
    expect(read(`${text}: x\n`)).toEqual({ [key]: 'x' });
  });

  test.each([
    ['null', 'a key is null'],
    ['9223372036854775808', 'a key is a number which is too large'],
    ['[a]', 'a key is a list or a mapping'],
  ])('%s is refused as a key', (text, reason) => {
    expect(reasonOf(`${text}: x\n`)).toBe(reason);
  });

  test('names of methods and of the prototype are keys like any other', () => {
    const text = '__proto__: {x: 1}\nconstructor: 2\ntoString: 3\n';
    const value = read(text);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1},"constructor":2,"toString":3}');
    expect(readYaml(text)).toMatchObject({ duplicateKeys: [] });
  });
});

describe('equal keys', () => {
  test.each([
    ['a: 1\na: 2\n', { a: 2 }, [{ start: 5, isMerge: false }]],
    ['yes: 1\ntrue: 2\n', { true: 2 }, [{ start: 7, isMerge: false }]],
    ['1: a\n"1": b\n', { 1: 'b' }, []],
    ['a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n', { a: { b: 1 }, c: { b: 2 } }, [{ start: 27, isMerge: true }]],
    ['a: &x {b: 1, b: 2}\nc: *x\n', { a: { b: 2 }, c: { b: 2 } }, [{ start: 13, isMerge: false }]],
  ])('%j', (text, value, duplicateKeys) => {
    expect(readYaml(text)).toMatchObject({ type: 'Value', value, duplicateKeys });
  });
});

describe('merge keys', () => {
  test.each([
    ['{a: 2, <<: {a: 1}}', { a: 1 }],
    ['{<<: {a: 1}, a: 2}', { a: 2 }],
    ['{<<: [{a: 1}, {a: 2, c: 3}], b: 1}', { a: 1, b: 1, c: 3 }],
    ['{"<<": {a: 1}}', { '<<': { a: 1 } }],
    ['{!!merge <<: {a: 1}}', { a: 1 }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each(['<<: 5', '<<: ~', '<<: [1]', 'a: &a [1]\nb: {<<: *a}'])('%j is refused', (text) => {
    expect(reasonOf(text)).toBe('the value of a merge key is neither a mapping nor a list of mappings');
  });
});

describe('documents', () => {
  test('what follows the end of a document is told of', () => {
    expect(readYaml('a: 1\n...\nb: 2\n')).toMatchObject({ value: { a: 1 }, ignoredFrom: 9 });
    expect(readYaml('a: 1\n... ]\n')).toMatchObject({ value: { a: 1 }, ignoredFrom: 9 });
    expect(readYaml('a: 1\n...\n# nothing\n')).toMatchObject({ value: { a: 1 }, ignoredFrom: undefined });
  });

  test.each([
    ['%YAML 1.1\n---\na: 1\n', { a: 1 }],
    ['%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n', { a: '1' }],
    ['%YAML 1.2\n---\na: 1\n', 'refused: only %YAML 1.1 is understood'],
    ['%FOO\n---\na: 1\n', 'refused: a line begins with % and is neither a %YAML nor a %TAG directive'],
    ['a: !x!y 1\n', 'refused: the handle of a tag is not defined'],
    ['\ufeffa: 1\n', { a: 1 }],
    ['a: 1\rb: 2\r', { a: 1, b: 2 }],
    ['# nothing\n', null],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('a refusal points at the place and never quotes the text', () => {
    expect(readYaml('a: hunter2\nb: hunter2: x\n')).toEqual({
      type: 'Refused',
      reason: "a ':' cannot stand here",
      offset: 21,
      isLimit: false,
    });
  });
});
