import { expect, test } from 'vitest';
import { statefulSet as controller } from '../../../../src/simulate/controllers/stateful-set/stateful-set.ts';
import { atOnce, play, playChange, rolling, statefulSet } from './builders.ts';

type Scenario = Parameters<typeof playChange>[0];

function surprisesOf(scenario: Scenario): readonly string[] {
  return controller.surprises(playChange(scenario));
}

const parallel = { podManagementPolicy: 'Parallel' as const };

test.each<[string, Scenario]>([
  ['a new image', { to: { template: 'B' } }],
  ['a new image with maxUnavailable', { from: { replicas: 6, ...atOnce(3) }, to: { template: 'B' } }],
  ['a new image of one Parallel pod', { from: { ...parallel, replicas: 1 }, to: { template: 'B' } }],
  ['a new image and fewer replicas', { to: { template: 'B', replicas: 2 } }],
  [
    'a new image without a rollingUpdate block',
    { from: { updateStrategy: { type: 'RollingUpdate' } }, to: { template: 'B' } },
  ],
  ['more replicas', { from: parallel, to: { replicas: 9 } }],
  ['more replicas on OnDelete', { from: { updateStrategy: { type: 'OnDelete' } }, to: { replicas: 9 } }],
  ['a start from 0', { from: { replicas: 0 }, to: { replicas: 3, template: 'B' } }],
  ['a dropped maxUnavailable of 1', { from: { droppedMaxUnavailable: '33%' }, to: { template: 'B' } }],
])('%s is as everybody expects', (_, scenario) => {
  expect(surprisesOf(scenario)).toEqual([]);
});

test.each<[Scenario, string]>([
  [
    { from: parallel, to: { template: 'B' } },
    'podManagementPolicy Parallel is about scaling only: the update still replaces one pod after the other.',
  ],
  [
    { to: { replicas: 5, template: 'B' } },
    'Replicas and template change together: the 2 additional pods are created first, one after the other, with the new template; only then are the old ones replaced.',
  ],
  [
    { from: { updateStrategy: { type: 'OnDelete' } }, to: { template: 'B' } },
    'Pods web-0 to web-2 keep the old template until somebody deletes them: the update strategy is OnDelete.',
  ],
  [
    { from: { updateStrategy: rolling(2), startOrdinal: 5 }, to: { template: 'B' } },
    'Pods web-5 and web-6 keep the old template, also when they are created again: partition is 2.',
  ],
  [
    { from: { updateStrategy: rolling(1) }, to: { template: 'B' } },
    'Pod web-0 keeps the old template, also when it is created again: partition is 1.',
  ],
  [
    { from: { updateStrategy: rolling(3) }, to: { template: 'B' } },
    'No pod is replaced: partition is 3, and there are 3 replicas.',
  ],
  [
    { from: { ...parallel, droppedMaxUnavailable: 2 }, to: { template: 'B' } },
    'maxUnavailable 2 has no effect: this version of Kubernetes drops it, unless the feature gate MaxUnavailableStatefulSet is switched on.',
  ],
])('%j: what is told', (scenario, sentence) => {
  expect(surprisesOf(scenario)).toEqual([sentence]);
});

test.each([
  [2, 'with the new template; only then are the old ones replaced.'],
  [4, 'with the old template below the partition and the new one above it.'],
  [9, 'with the old template, because of the partition.'],
])('with partition %i three pods which grow to five have additional ones %s', (partition, words) => {
  const [first] = surprisesOf({ from: { updateStrategy: rolling(partition) }, to: { replicas: 5, template: 'B' } });
  expect(first).toBe(
    `Replicas and template change together: the 2 additional pods are created first, one after the other, ${words}`,
  );
});

test('a pod which is not ready holds up everything before anything is replaced', () => {
  const { state } = play({ to: { template: 'B' }, neverReady: ['B'] });
  expect(surprisesOf({ state, from: { template: 'B' }, to: { template: 'C' } })).toEqual([
    'The controller first waits for pod web-2 to become ready with its present template; if it never does, somebody has to delete it.',
  ]);
});

test('a missing pod comes back with the old template first where no block is written', () => {
  const state = {
    pods: [
      { from: 0, to: 0, revision: 'A', status: 'Terminating' as const },
      { from: 1, to: 2, revision: 'A', status: 'Available' as const },
    ],
    currentRevision: 'A',
  };
  const surprises = surprisesOf({ state, from: { updateStrategy: { type: 'RollingUpdate' } }, to: { template: 'B' } });
  expect(surprises).toEqual([
    'A pod which is missing during the update comes back with the old template first: updateStrategy has a type, but no rollingUpdate block (partition: 0 would change that).',
  ]);
  expect(surprisesOf({ state, to: { template: 'B' } })).toEqual([]);
});

test('with the gate broken pods of a Parallel set use up maxUnavailable', () => {
  const from = { ...parallel, replicas: 6, ...atOnce(2) };
  const { state } = play({ from, to: { template: 'B' }, neverReady: ['B'] });
  expect(surprisesOf({ state, from: { ...from, template: 'B' }, to: { template: 'C' }, neverReady: ['B'] })).toEqual([
    'Pods web-4 and web-5 never became ready, and what is not ready uses up maxUnavailable: the controller replaces nothing (kubernetes issue 137409).',
  ]);
});

test('a StatefulSet which is created has no surprises', () => {
  const played = playChange({ state: controller.absent, from: { updateStrategy: rolling(2) }, to: {} });
  expect(controller.surprises({ ...played, before: undefined, after: statefulSet() })).toEqual([]);
});
