import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { addPods, podsForWeight, sharePercent, splitPods } from '../../../src/strategy/compile/canary-sizes.ts';

test.each([
  [10, 20, 8, 2, 20],
  [10, 5, 9, 1, 10],
  [3, 50, 1, 2, 66.7],
  [2, 1, 1, 1, 50],
  [4, 100, 0, 4, 100],
  [4, 0, 4, 0, 0],
])('%i pods with %i %% are %i and %i, which is %f %%', (replicas, weight, stable, canary, share) => {
  const sizes = splitPods(replicas, weight);
  expect(sizes).toEqual({ stable, canary });
  expect(sharePercent(sizes)).toBe(share);
});

test('no split of the pods which keeps one of each version comes nearer to the weight', () => {
  assert(
    property(integer({ min: 2, max: 60 }), integer({ min: 1, max: 99 }), (replicas, weight) => {
      const { stable, canary } = splitPods(replicas, weight);
      expect(stable + canary).toBe(replicas);
      const errorOf = (pods: number) => Math.abs((pods / replicas) * 100 - weight);
      for (let other = 1; other < replicas; other += 1) {
        expect(errorOf(canary)).toBeLessThanOrEqual(errorOf(other) + 1e-9);
      }
    }),
  );
});

test('beside an autoscaler pods are added, and up to half of the traffic never more than there are', () => {
  expect(addPods(10, 20)).toEqual({ stable: 10, canary: 3 });
  assert(
    property(integer({ min: 1, max: 60 }), integer({ min: 1, max: 50 }), (replicas, weight) => {
      const { stable, canary } = addPods(replicas, weight);
      expect(stable).toBe(replicas);
      expect(canary).toBeLessThanOrEqual(Math.max(1, replicas));
    }),
  );
});

test('a share of the traffic never has less than its share of the pods', () => {
  expect(podsForWeight(10, 25)).toBe(3);
  expect(podsForWeight(3, 0)).toBe(0);
});
