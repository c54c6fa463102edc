import { expect, test } from 'vitest';
import { availabilityPoints } from '../../src/report/availability-points.ts';
import { step } from './plan-builder.ts';

const steps = [step(0, [6, 6, 4, 0], []), step(40, [2, 2, 8, 4], []), step(80, [0, 0, 8, 8], [])];

test('three samples of the example are its three steps', () => {
  expect(availabilityPoints(steps, 3)).toEqual([
    { at: 0, available: 6 },
    { at: 40, available: 6 },
    { at: 80, available: 8 },
  ]);
});

test('a dip between two samples is not lost', () => {
  const dipping = [
    step(0, [8, 8, 0, 0], []),
    step(10, [1, 1, 0, 0], []),
    step(11, [8, 8, 0, 0], []),
    step(80, [8, 8, 0, 0], []),
  ];
  expect(Math.min(...availabilityPoints(dipping, 3).map(({ available }) => available))).toBe(1);
});

test('a folded step is spread over its time', () => {
  const folded = [step(0, [4, 4, 0, 0], []), step(10, [0, 0, 8, 8], [], { times: 4, everySeconds: 10 })];
  expect(availabilityPoints(folded, 5)).toEqual(
    [4, 5, 6, 7, 8].map((available, index) => ({ at: index * 10, available })),
  );
});
