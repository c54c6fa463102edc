import { expect, test } from 'vitest';
import { fieldAt, integerAt, listAt, objectAt, stringAt, stringMapAt } from '../../src/kubernetes/field-access.ts';
import type { JsonValue } from '../../src/schema/json.ts';

const manifest: JsonValue = {
  spec: { replicas: 3, list: [1], name: 'web', none: null, labels: { a: 'b', c: 1, d: null } },
};

test('a path leads through mappings only', () => {
  expect(fieldAt(manifest, 'spec', 'replicas')).toBe(3);
  expect(fieldAt(manifest, 'spec', 'none')).toBeNull();
  expect(fieldAt(manifest)).toBe(manifest);
  expect(fieldAt(manifest, 'spec', 'list', '0')).toBeUndefined();
  expect(fieldAt(manifest, 'spec', 'name', 'length')).toBeUndefined();
  expect(fieldAt(undefined, 'spec')).toBeUndefined();
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('what JavaScript calls %s is no field', (key) => {
  expect(fieldAt(manifest, key)).toBeUndefined();
  expect(fieldAt(manifest, 'spec', key)).toBeUndefined();
});

test('what is of another type counts as absent', () => {
  expect(objectAt(manifest, 'spec', 'list')).toEqual({});
  expect(listAt(manifest, 'spec')).toEqual([]);
  expect(listAt(manifest, 'spec', 'list')).toEqual([1]);
  expect(stringAt(manifest, 'spec', 'replicas')).toBeUndefined();
  expect(integerAt(manifest, 'spec', 'name')).toBeUndefined();
});

test.each<[JsonValue, number | undefined]>([
  [-1, -1],
  [1.5, undefined],
  [2 ** 53, undefined],
  [5n, undefined],
  ['5', undefined],
])('the integer of %s is %s', (value, expected) => {
  expect(integerAt({ replicas: value }, 'replicas')).toBe(expected);
});

test('of a mapping of texts only the texts are taken', () => {
  expect(stringMapAt(manifest, 'spec', 'labels')).toEqual({ a: 'b' });
  expect(stringMapAt(manifest, 'spec', 'name')).toEqual({});
});
