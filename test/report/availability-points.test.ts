import { expect, test } from 'vitest';
import { availabilityPoints, lastMoment } from '../../src/report/availability-points.ts';
import { step } from './plan-builder.ts';

const steps = [step(0, [6, 6, 4, 0], []), step(40, [2, 2, 8, 4], []), step(80, [0, 0, 8, 8], [])];

function leastOf(points: ReturnType<typeof availabilityPoints>): readonly number[] {
  return points.map(({ least }) => least);
}

test('of the example every 40 seconds are its three steps', () => {
  expect(availabilityPoints(steps, 40)).toEqual([
    { at: 0, available: 6, least: 6 },
    { at: 40, available: 6, least: 6 },
    { at: 80, available: 8, least: 8 },
  ]);
});

test('the last point is not before the last step', () => {
  const points = availabilityPoints(steps, 30);
  expect(points.map(({ at }) => at)).toEqual([0, 30, 60, 90]);
  expect(leastOf(points)).toEqual([6, 6, 6, 8]);
});

test('a dip between two points is not lost, and is told from what is there at the second one', () => {
  const dipping = [
    step(0, [8, 8, 0, 0], []),
    step(10, [1, 1, 0, 0], []),
    step(11, [8, 8, 0, 0], []),
    step(80, [8, 8, 0, 0], []),
  ];
  expect(availabilityPoints(dipping, 40)).toEqual([
    { at: 0, available: 8, least: 8 },
    { at: 40, available: 8, least: 1 },
    { at: 80, available: 8, least: 8 },
  ]);
});

test('a folded step is spread over its time', () => {
  const folded = [step(0, [4, 4, 0, 0], []), step(10, [0, 0, 8, 8], [], { times: 4, everySeconds: 10 })];
  expect(lastMoment(folded)).toBe(40);
  expect(leastOf(availabilityPoints(folded, 10))).toEqual([4, 5, 6, 7, 8]);
});

test('without steps nothing lasts', () => {
  expect(lastMoment([])).toBe(0);
});
