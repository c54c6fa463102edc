import { assert, constantFrom, nat, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evictionLimit, evictionsAllowed, limitText } from '../../src/kubernetes/disruption-budget.ts';

describe('a PodDisruptionBudget', () => {
  test.each([
    ['minAvailable', 2, 3, 3, 1],
    ['minAvailable', 3, 3, 3, 0],
    ['minAvailable', '80%', 10, 10, 2],
    ['minAvailable', '100%', 4, 4, 0],
    ['maxUnavailable', 1, 3, 3, 1],
    ['maxUnavailable', 0, 3, 3, 0],
    ['maxUnavailable', '50%', 7, 7, 4],
    ['minAvailable', '50%', 7, 7, 3],
    ['maxUnavailable', 1, 3, 4, 2],
    ['maxUnavailable', 1, 3, 2, 0],
    ['minAvailable', 0, 0, 0, 0],
    ['minAvailable', 'most', 3, 3, 0],
  ] as const)('%s %s lets of %i expected and %i healthy pods %i go', (field, value, expected, healthy, allowed) => {
    expect(evictionsAllowed({ field, value }, { expected, healthy })).toBe(allowed);
  });

  test('which says nothing lets no pod go', () => {
    expect(evictionLimit({ spec: {} })).toBeUndefined();
    expect(evictionsAllowed(undefined, { expected: 3, healthy: 3 })).toBe(0);
  });

  test('is read by its maxUnavailable first', () => {
    expect(evictionLimit({ spec: { minAvailable: 1, maxUnavailable: '10%' } })).toEqual({
      field: 'maxUnavailable',
      value: '10%',
    });
  });

  test('never lets more pods go than are healthy, nor fewer if more become healthy', () => {
    const limits = record({
      field: constantFrom('minAvailable' as const, 'maxUnavailable' as const),
      value: oneof(
        nat(20),
        nat(100).map((percent) => `${percent}%`),
      ),
    });
    assert(
      property(limits, nat(20), nat(20), (limit, expected, healthy) => {
        const allowed = evictionsAllowed(limit, { expected, healthy });
        expect(allowed).toBeLessThanOrEqual(healthy);
        expect(evictionsAllowed(limit, { expected, healthy: healthy + 1 })).toBeGreaterThanOrEqual(allowed);
      }),
    );
  });

  test.each([
    [{ field: 'minAvailable', value: '80%' }, 'minAvailable 80 %'],
    [{ field: 'maxUnavailable', value: 0 }, 'maxUnavailable 0'],
    [undefined, 'neither minAvailable nor maxUnavailable'],
  ] as const)('is told as %s', (limit, words) => {
    expect(limitText(limit)).toBe(words);
  });
});
