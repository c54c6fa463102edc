import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  proportionalSizes,
  replicaSetFraction,
} from '../../../../src/simulate/controllers/deployment/proportional-sizes.ts';

// Upstream TestScale (sync_test.go): sizes oldest first, without surge unless said.
test.each([
  { from: 5, to: 10, sizes: [3, 2], expected: [6, 4] },
  { from: 5, to: 3, sizes: [3, 2], expected: [2, 1] },
  { from: 9, to: 4, sizes: [1, 8], expected: [0, 4] },
  { from: 7, to: 10, sizes: [2, 3, 2], expected: [3, 4, 3] },
  { from: 13, to: 8, sizes: [3, 8, 2], expected: [2, 5, 1] },
  { from: 3, to: 4, sizes: [1, 1, 1], expected: [1, 1, 2] },
  { from: 3, to: 2, sizes: [1, 1, 1], expected: [0, 1, 1] },
  { from: 10, to: 20, surge: 2, sizes: [6, 6], expected: [11, 11] },
  { from: 10, to: 15, surge: 3, sizes: [8, 5], expected: [11, 7] },
  { from: 12, to: 9, surge: 3, sizes: [7, 8], expected: [6, 6] },
  { from: 5, to: 0, sizes: [3, 2], expected: [0, 0] },
])(
  'proportional scaling from $from to $to gives $sizes the sizes $expected',
  ({ from, to, surge = 0, sizes, expected }) => {
    const replicaSets = sizes.map((replicas, order) => ({ replicas, order, maxAnnotation: from + surge }));
    const statusReplicas = sizes.reduce((sum, each) => sum + each, 0);
    const given = proportionalSizes(replicaSets, { replicas: to, maxReplicas: to + surge, statusReplicas });
    const oldestFirst = given.toSorted((a, b) => a.replicaSet.order - b.replicaSet.order);
    expect(oldestFirst.map(({ size }) => size)).toEqual(expected);
  },
);

test('larger ReplicaSets are written first, of equals the younger when pods are added and the older when they go', () => {
  const replicaSets = [1, 2, 2].map((replicas, order) => ({ replicas, order, maxAnnotation: 5 }));
  const orderFor = (replicas: number) =>
    proportionalSizes(replicaSets, { replicas, maxReplicas: replicas, statusReplicas: 5 }).map(
      ({ replicaSet }) => replicaSet.order,
    );
  expect(orderFor(10)).toEqual([2, 1, 0]);
  expect(orderFor(4)).toEqual([1, 2, 0]);
});

test.each([
  { title: 'without the annotation the present pods count', maxAnnotation: undefined, statusReplicas: 10, expected: 4 },
  { title: 'an annotation of 0 counts as none', maxAnnotation: 0, statusReplicas: 10, expected: 4 },
  { title: 'without any pods there is no share', maxAnnotation: undefined, statusReplicas: 0, expected: 0 },
])('$title', ({ maxAnnotation, statusReplicas, expected }) => {
  const target = { replicas: 20, maxReplicas: 20, statusReplicas };
  expect(replicaSetFraction({ replicas: 4, maxAnnotation }, target)).toBe(expected);
});

test('the product is of 32 bits, as upstream: 50,000 of 50,000 pods grown to 60,000 overflow', () => {
  const target = { replicas: 60_000, maxReplicas: 60_000, statusReplicas: 50_000 };
  expect(replicaSetFraction({ replicas: 50_000, maxAnnotation: 50_000 }, target)).toBe(-75_899);
});

test('the sizes add up to the room, and none is negative', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 99 }), fc.nat({ max: 9 }), (given, replicas, surge) => {
      const statusReplicas = given.reduce((sum, each) => sum + each, 0);
      const replicaSets = given.map((each) => ({ replicas: each, maxAnnotation: statusReplicas }));
      const result = proportionalSizes(replicaSets, { replicas, maxReplicas: replicas + surge, statusReplicas });
      expect(result.every(({ size }) => size >= 0)).toBe(true);
      expect(result.reduce((sum, { size }) => sum + size, 0)).toBe(replicas + surge);
    }),
  );
});
