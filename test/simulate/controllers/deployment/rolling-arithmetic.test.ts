import { expect, test } from 'vitest';
import {
  newReplicaSetSize,
  scaleDownRoom,
  takeFromOldest,
} from '../../../../src/simulate/controllers/deployment/rolling-arithmetic.ts';

// Upstream TestNewRSNewReplicas (deployment_util_test.go) and the worked example of reconcileOldReplicaSets (rolling.go).
test.each([
  { title: 'no room: the size stays', replicas: 1, surge: 1, total: 5, newSize: 5, expected: 5 },
  { title: 'room for all: up to the replicas', replicas: 6, surge: 10, total: 2, newSize: 2, expected: 6 },
  { title: 'the first step', replicas: 10, surge: 3, total: 10, newSize: 0, expected: 3 },
  { title: 'after two old pods went', replicas: 10, surge: 3, total: 11, newSize: 3, expected: 5 },
  { title: 'no surge and nothing gone', replicas: 10, surge: 0, total: 10, newSize: 0, expected: 0 },
  { title: 'no replicas', replicas: 0, surge: 0, total: 0, newSize: 0, expected: 0 },
])('the new ReplicaSet: $title', ({ expected, ...input }) => {
  expect(newReplicaSetSize(input)).toBe(expected);
});

test.each([
  { title: '10 old, 3 new not available', total: 13, minAvailable: 8, newSize: 3, newAvailable: 0, expected: 2 },
  { title: '8 old, 5 new not available', total: 13, minAvailable: 8, newSize: 5, newAvailable: 0, expected: 0 },
  { title: '8 old, 5 new available', total: 13, minAvailable: 8, newSize: 5, newAvailable: 5, expected: 5 },
])('the room to scale down: $title', ({ expected, ...input }) => {
  expect(scaleDownRoom(input)).toBe(expected);
});

test.each([
  { numbers: [3, 5], amount: 4, expected: [3, 1] },
  { numbers: [3, 5], amount: 0, expected: [0, 0] },
  { numbers: [3, 5], amount: -2, expected: [0, 0] },
  { numbers: [0, 2, 1], amount: 9, expected: [0, 2, 1] },
])('$amount are taken off $numbers, the oldest first', ({ numbers, amount, expected }) => {
  expect(takeFromOldest(numbers, amount)).toEqual(expected);
});
