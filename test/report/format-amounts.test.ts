import { expect, test } from 'vitest';
import { formatAmounts } from '../../src/report/format-amounts.ts';

test.each([
  ['2500m', '3Gi', '2.5 CPU and 3 GiB'],
  ['5', '1536Mi', '5 CPU and 1.5 GiB'],
  ['0', '500M', '500 MB'],
  ['100m', '0', '0.1 CPU'],
  ['1', '128974848', '1 CPU and 123 MiB'],
])('%s and %s are %j', (cpu, memory, expected) => {
  expect(formatAmounts({ cpu, memory })).toBe(expected);
});

test('nothing is said where nothing is requested', () => {
  expect(formatAmounts({ cpu: '0', memory: '0' })).toBeUndefined();
});
