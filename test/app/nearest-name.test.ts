import { expect, test } from 'vitest';
import { nearestName } from '../../src/app/nearest-name.ts';

const names = ['main', 'release-1.2', 'origin/feature', 'v1.0.0'];

test.each<[string, string | undefined]>([
  ['mian', 'main'],
  ['mai', 'main'],
  ['release-12', 'release-1.2'],
  ['feature', 'origin/feature'],
  ['v1.0.1', 'v1.0.0'],
  ['x', undefined],
  ['something-else', undefined],
])('%s is probably %s', (name, expected) => {
  expect(nearestName(name, names)).toBe(expected);
});
