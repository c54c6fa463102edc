import { describe, expect, test } from 'vitest';
import { indexAutoscalers } from '../../src/plan/autoscalers.ts';
import { autoscalerOf, deploymentOf } from './plan-objects.ts';

const workloadIn = (root: string) => deploymentOf('web', {}, { root });
const autoscalerIn = (root: string) => autoscalerOf('web', 'web', { maxReplicas: 5 }, { root });

/** Of a workload in the first root: where the autoscaler is which means it, and where those are which may mean it. */
function autoscalersOf(workload: string, others: readonly string[], autoscalers: readonly string[]) {
  const own = workloadIn(workload);
  const index = indexAutoscalers([own, ...others.map(workloadIn), ...autoscalers.map(autoscalerIn)]);
  return {
    meaning: index.of(own)?.reference.root,
    undecided: index.undecided(own).map(({ autoscaler, roots }) => ({ root: autoscaler.reference.root, among: roots })),
  };
}

describe('a workload is scaled by', () => {
  test.each([
    ['the autoscaler of its own root', 'a', [], ['a', 'b'], 'a'],
    ['the only one which there is', 'a', [], ['b'], 'b'],
    ['one of several of a single other root', 'a', [], ['b', 'b'], 'b'],
    ['none which has a workload of its own', 'a', ['b'], ['b'], undefined],
    ['nothing where there is no autoscaler', 'a', [], [], undefined],
  ])('%s', (_, workload, others, autoscalers, meaning) => {
    expect(autoscalersOf(workload, others, autoscalers)).toEqual({ meaning, undecided: [] });
  });

  test('none of those in several other roots, which are alternatives', () => {
    const undecided = ['b', 'c'].map((root) => ({ root, among: ['a'] }));
    expect(autoscalersOf('a', [], ['b', 'c'])).toEqual({ meaning: undefined, undecided });
  });

  test('not by one which may mean another workload as well', () => {
    const undecided = [{ root: 'c', among: ['a', 'b'] }];
    expect(autoscalersOf('a', ['b'], ['c'])).toEqual({ meaning: undefined, undecided });
  });

  test('its own, whatever others may mean', () => {
    expect(autoscalersOf('a', ['b'], ['a', 'c'])).toEqual({ meaning: 'a', undecided: [] });
  });
});
