import { expect, test } from 'vitest';
import { safeSurges } from '../../src/plan/safe-surges.ts';

/** Rounds of 20 s each; all pods stay available. */
const inRounds = (pods: number) => (maxSurge: number) => ({
  maxSurge,
  figures: { floor: pods, expectedSeconds: Math.ceil(pods / maxSurge) * 20 },
});

/** No faster than in two rounds. */
const atLeastTwoRounds = (maxSurge: number) => ({
  maxSurge,
  figures: { floor: 10, expectedSeconds: Math.max(40, Math.ceil(10 / maxSurge) * 20) },
});

test('a surge of one is the smallest, and of ten pods ten the least which is as fast as any', () => {
  expect(safeSurges(10, 10, inRounds(10))).toMatchObject({
    smallest: { maxSurge: 1, figures: { expectedSeconds: 200 } },
    fastest: { maxSurge: 10, figures: { expectedSeconds: 20 } },
  });
});

test('the surge from which on the time does not fall any more is the fastest', () => {
  expect(safeSurges(10, 10, atLeastTwoRounds)?.fastest).toMatchObject({ maxSurge: 5 });
});

test('one pod has one surge', () => {
  expect(safeSurges(1, 1, inRounds(1))).toMatchObject({ smallest: { maxSurge: 1 }, fastest: undefined });
});

test('where pods are lost all the same no surge is safe', () => {
  expect(safeSurges(10, 10, inRounds(9))).toBeUndefined();
});
