import { expect, test } from 'vitest';
import { int32, list, map, pointer, quantity, struct, text } from '../../src/kubernetes/types/field-type.ts';
import { structsEqual, valuesIdentical } from '../../src/kubernetes/values-equal.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

const item = struct({ name: text, size: pointer(quantity) });
const type = struct({ items: list(item), limits: map(quantity), labels: map(text), count: int32 });

test.each<[JsonObject, JsonObject, boolean]>([
  [{}, {}, true],
  [{ limits: { a: '1Gi' } }, { limits: { a: '1073741824' } }, true],
  [{ limits: { a: '1Gi' } }, { limits: { a: '1G' } }, false],
  [{ limits: { a: '1' } }, { limits: { b: '1' } }, false],
  [{ labels: { a: '1Gi' } }, { labels: { a: '1073741824' } }, false],
  [{ items: [{ size: '1' }] }, { items: [{ size: '1000m' }] }, true],
  [{ items: [{ name: 'a' }, { name: 'b' }] }, { items: [{ name: 'b' }, { name: 'a' }] }, false],
  [{ items: [{ name: 'a' }] }, { items: [{ name: 'a' }, { name: 'a' }] }, false],
  [{ items: [{ name: 'a' }] }, { items: [{ name: 'a', size: '0' }] }, false],
  [{ count: 1 }, { labels: { a: '1' } }, false],
])('structs %j and %j are equal: %s', (left, right, isEqual) => {
  expect(structsEqual(type, left, right)).toBe(isEqual);
  expect(structsEqual(type, right, left)).toBe(isEqual);
});

test.each<[JsonValue, JsonValue, boolean]>([
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [[1, 2], [2, 1], false],
  [{ a: null }, {}, false],
  [{}, [], false],
  ['1', 1, false],
  [2n ** 64n, 2n ** 64n, true],
  [JSON.parse('{"__proto__": 1}'), {}, false],
])('values are identical', (left, right, isIdentical) => {
  expect(valuesIdentical(left, right)).toBe(isIdentical);
  expect(valuesIdentical(right, left)).toBe(isIdentical);
});
