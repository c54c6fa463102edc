import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RolloutStep } from '../../src/schema/timeline.ts';
import { happening } from '../../src/simulate/happening.ts';
import { rolloutSteps } from '../../src/simulate/rollout-steps.ts';
import { play, rolling } from './builders.ts';

/** "at 10 every 10 × 9: PodsAvailable new 1, …" */
function rowsOf(steps: readonly RolloutStep[]): readonly string[] {
  return steps.map(({ at, times, everySeconds, actions }) => {
    const repeated = everySeconds === undefined ? '' : ` every ${everySeconds} × ${times}`;
    return `at ${at}${repeated}: ${actions.map((each) => `${each.type} ${each.generation} ${each.pods}`).join(', ')}`;
  });
}

test('all that happens at one moment is one row', () => {
  const done = play({ from: { replicas: 4, strategy: rolling(2, 2) }, to: { template: 'B' } });
  expect(rowsOf(done.steps)).toEqual([
    'at 0: PodsStarted new 4, PodsStopped old 2',
    'at 10: PodsAvailable new 4, PodsStopped old 2',
  ]);
  expect(done.steps[0]).toMatchObject({ old: 2, new: 4, oldAvailable: 2, newAvailable: 0 });
});

test('equal rows in equal distance are one row, with the pods after its last repetition', () => {
  const done = play({ from: { strategy: rolling(1, 0) }, to: { template: 'B' } });
  expect(rowsOf(done.steps)).toEqual([
    'at 0: PodsStarted new 1',
    'at 10 every 10 × 9: PodsAvailable new 1, PodsStarted new 1, PodsStopped old 1',
    'at 100: PodsAvailable new 1, PodsStopped old 1',
  ]);
  expect(done.steps[1]).toMatchObject({ old: 1, new: 10, newAvailable: 9 });
});

test('that pods are gone is no row where nobody waits for it', () => {
  const pods = { terminationGracePeriodSeconds: 4 };
  const done = play({ from: { replicas: 1000, strategy: rolling(1, 0) }, to: { template: 'B' }, pods });
  expect(rowsOf(done.steps)).toEqual([
    'at 0: PodsStarted new 1',
    'at 10 every 10 × 999: PodsAvailable new 1, PodsStarted new 1, PodsStopped old 1',
    'at 10000: PodsAvailable new 1, PodsStopped old 1',
  ]);
});

test('where the new pods wait for the old ones to be gone, the table says so', () => {
  const pods = { terminationGracePeriodSeconds: 4 };
  const done = play({ from: { replicas: 3, strategy: { type: 'Recreate' } }, to: { template: 'B' }, pods });
  expect(rowsOf(done.steps)).toEqual([
    'at 0: PodsStopped old 3',
    'at 4: PodsTerminated old 3, PodsStarted new 3',
    'at 14: PodsAvailable new 3',
  ]);
});

test('a table has at most a hundred rows, whose actions add up to all that happened', () => {
  const counts = { old: 0, new: 0, oldAvailable: 0, newAvailable: 0, terminating: 0 };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 400 }), (numbers) => {
      const told = numbers.map((pods, at) => happening('PodsAvailable', { at, ...counts }, 'new', pods));
      const steps = rolloutSteps(told);
      const pods = steps.map(({ times, actions }) => times * actions.reduce((sum, each) => sum + each.pods, 0));
      expect(steps.length).toBeLessThanOrEqual(100);
      expect(pods.reduce((sum, each) => sum + each, 0)).toBe(numbers.reduce((sum, each) => sum + each, 0));
    }),
  );
});
