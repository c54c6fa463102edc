import { array, assert, constantFrom, nat, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationSeconds } from '../../src/strategy/duration-seconds.ts';

describe('the duration of a pause', () => {
  test.each([
    [0, 0],
    [600, 600],
    ['90', 90],
    ['+90', 90],
    ['30s', 30],
    ['5m', 300],
    ['1h', 3600],
    ['1h30m', 5400],
    ['30m1h', 5400],
    ['2.5m', 150],
    ['.5h', 1800],
    ['5.s', 5],
    ['1500ms', 1],
    ['999999µs', 0],
    ['999ms1ms', 1],
    ['2147483647s', 2_147_483_647],
  ])('%j is %d s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  test.each([
    '',
    ' ',
    's',
    '.s',
    '5 m',
    '1d',
    '1h 30m',
    '1h30',
    '-5m',
    '-1',
    '1e3',
    '5M',
    '1.5',
    '2147483648',
    '9999999999h',
    -1,
    1.5,
    Number.NaN,
    2_147_483_648,
  ])('%j is none', (text) => {
    expect(durationSeconds(text)).toBeUndefined();
  });

  test('is the sum of its parts, in whatever order they are written', () => {
    const part = tuple(nat(9999), constantFrom('s' as const, 'm' as const, 'h' as const));
    const sizes = { s: 1, m: 60, h: 3600 };
    assert(
      property(array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const text = parts.map(([count, unit]) => `${count}${unit}`).join('');
        const sum = parts.reduce((total, [count, unit]) => total + count * sizes[unit], 0);
        expect(durationSeconds(text)).toBe(sum);
      }),
    );
  });

  test('is the same as a number and as text', () => {
    assert(
      property(nat(2_147_483_647), (seconds) => {
        expect([durationSeconds(String(seconds)), durationSeconds(`${seconds}s`)]).toEqual([seconds, seconds]);
      }),
    );
  });

  test('is whole and not below 0, or none, whatever the text', () => {
    const text = string({ unit: constantFrom(...'0123456789.hmsnuµ+- d'.split('')), maxLength: 12 });
    assert(
      property(text, (each) => {
        const seconds = durationSeconds(each) ?? 0;
        expect(Number.isInteger(seconds) && seconds >= 0).toBe(true);
      }),
    );
  });
});
