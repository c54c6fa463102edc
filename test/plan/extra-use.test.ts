import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { noRequests } from '../../src/kubernetes/pod-requests.ts';
import { parseQuantity } from '../../src/kubernetes/quantity.ts';
import { extraUse } from '../../src/plan/extra-use.ts';

const pod = {
  cpu: parseQuantity('500m') ?? noRequests.cpu,
  memory: parseQuantity('1Gi') ?? noRequests.memory,
};
const used = { old: pod, new: pod, basePods: 10 };
const at = (seconds: number, old: number, fresh: number) => ({
  at: seconds,
  old,
  new: fresh,
  oldAvailable: old,
  newAvailable: 0,
  terminating: 0,
});

test('three pods of half a core for twenty seconds are thirty core-seconds', () => {
  expect(extraUse([at(0, 8, 5), at(20, 0, 10)], 40, used)).toEqual({ extraCoreSeconds: 30, extraGibibyteSeconds: 60 });
});

test('what is less than base does not make up for what is more', () => {
  expect(extraUse([at(0, 0, 5), at(10, 0, 12)], 20, used)).toEqual({ extraCoreSeconds: 10, extraGibibyteSeconds: 20 });
});

test('what comes after the end does not count', () => {
  assert(
    property(integer({ min: 0, max: 100 }), integer({ min: 1, max: 100 }), (end, later) => {
      const short = extraUse([at(0, 10, 3)], end, used);
      expect(extraUse([at(0, 10, 3), at(end + later, 10, 9)], end, used)).toEqual(short);
      expect(short.extraCoreSeconds).toBe(end * 1.5);
    }),
  );
});
