import { describe, expect, test } from 'vitest';
import { rolledOutDeployment } from '../../src/simulate/controllers/deployment/initial-world.ts';
import { simulateDeployment } from '../../src/simulate/controllers/deployment/simulate-deployment.ts';
import { deployment, play, podProfile, rolling } from './builders.ts';

const recreate = { type: 'Recreate' } as const;
const oneByOne = rolling(1, 0);

describe('time', () => {
  test('each wave takes as long as a pod takes to start', () => {
    const done = play({
      from: { replicas: 4, strategy: oneByOne },
      to: { template: 'B' },
      pods: { startupSeconds: 30 },
    });
    expect(done).toMatchObject({ outcome: 'Completed', endSeconds: 120, floor: 4, peakPods: 5 });
  });

  test('minReadySeconds are added to each wave', () => {
    const from = { replicas: 2, strategy: oneByOne, minReadySeconds: 5 };
    expect(play({ from, to: { template: 'B' } }).endSeconds).toBe(30);
  });

  test('a changed minReadySeconds holds for the new ReplicaSet only', () => {
    const from = { replicas: 2, minReadySeconds: 100, strategy: oneByOne };
    expect(play({ from, to: { template: 'B', minReadySeconds: 5 } }).endSeconds).toBe(30);
    const grown = play({ from, to: { replicas: 3, template: 'B', minReadySeconds: 5, paused: true } });
    expect(grown.endSeconds).toBe(110);
  });

  test('Recreate waits for the last old pod to be gone', () => {
    const done = play({
      from: { strategy: recreate },
      to: { template: 'B' },
      pods: { terminationGracePeriodSeconds: 30 },
    });
    expect(done).toMatchObject({
      outcome: 'Completed',
      endSeconds: 40,
      floor: 0,
      peakPods: 10,
      peakPodsWithTerminating: 10,
    });
    expect(
      done.steps.map(({ at, actions }) => [at, actions.map((each) => `${each.type} ${each.generation} ${each.pods}`)]),
    ).toEqual([
      [0, ['PodsStopped old 10']],
      [30, ['PodsTerminated old 10', 'PodsStarted new 10']],
      [40, ['PodsAvailable new 10']],
    ]);
  });

  test('pods have the grace period of their own template', () => {
    const before = deployment({ strategy: recreate });
    const exceptions = new Map([['A', podProfile({ terminationGracePeriodSeconds: 30 })]]);
    const done = simulateDeployment({
      state: rolledOutDeployment(before),
      desired: { ...before, template: 'B' },
      pods: { profile: podProfile({ terminationGracePeriodSeconds: 5 }), exceptions },
    });
    expect(done.endSeconds).toBe(40);
  });

  test('terminating pods are on top of the surge', () => {
    const done = play({ to: { template: 'B' }, pods: { terminationGracePeriodSeconds: 60 } });
    expect(done).toMatchObject({ peakPods: 13, peakPodsWithTerminating: 20 });
  });

  test('the outcome stands where the last pod moved; what terminates after it follows', () => {
    const done = play({ from: { replicas: 2 }, to: { replicas: 1 }, pods: { terminationGracePeriodSeconds: 30 } });
    expect(done.timeline.map(({ type, at }) => [type, at])).toEqual([
      ['Applied', 0],
      ['ReplicaSetScaled', 0],
      ['Completed', 0],
      ['PodsTerminated', 30],
    ]);
  });

  test('pods which are not ready are stopped first', () => {
    const state = {
      replicaSets: [{ name: 'A', template: 'A', replicas: 6, available: 4, desiredAnnotation: 6, maxAnnotation: 8 }],
      isRollingOut: false,
    };
    const done = play({ state, from: { replicas: 6 }, to: { replicas: 4 } });
    expect(done).toMatchObject({ outcome: 'Completed', floor: 4, endSeconds: 0 });
  });

  test('serial: one pod after the other, those of the new template first', () => {
    const done = play({
      from: { replicas: 3 },
      to: { replicas: 5, template: 'B' },
      readiness: { type: 'Serial', everySeconds: 7 },
    });
    const available = done.timeline.filter((each) => each.type === 'PodsAvailable');
    expect(available.every((each) => each.pods === 1)).toBe(true);
    expect(available[0]).toMatchObject({ generation: 'new', at: 7 });
  });
});

describe('the progress deadline', () => {
  test('speaks when nothing has moved for that long, and changes nothing', () => {
    const stuck = play({ to: { template: 'B' }, neverReady: ['B'] });
    expect(stuck).toMatchObject({ outcome: 'Stalled', endSeconds: 0, progressDeadlineExceededAtSeconds: 600 });
    expect(stuck.timeline.map((each) => each.type).slice(-2)).toEqual(['Stalled', 'ProgressDeadlineExceeded']);
  });

  test('starts again at each progress', () => {
    const slow = play({
      from: { replicas: 20, strategy: oneByOne },
      to: { template: 'B' },
      pods: { startupSeconds: 500 },
    });
    expect(slow).toMatchObject({ outcome: 'Completed', endSeconds: 10_000 });
    expect(slow.progressDeadlineExceededAtSeconds).toBeUndefined();
  });

  test('does not speak when the pods become available in that very second', () => {
    const slow = play({ to: { template: 'B' }, pods: { startupSeconds: 600 } });
    expect(slow.progressDeadlineExceededAtSeconds).toBeUndefined();
  });

  test('speaks although the rollout completes later', () => {
    const slow = play({ from: { strategy: rolling('100%', 0) }, to: { template: 'B' }, pods: { startupSeconds: 700 } });
    expect(slow).toMatchObject({ outcome: 'Completed', endSeconds: 700, progressDeadlineExceededAtSeconds: 600 });
  });

  test('counts from the moment in which pods are ready, not from that in which they are available', () => {
    const slow = play({
      to: { template: 'B', minReadySeconds: 500 },
      pods: { startupSeconds: 400 },
    });
    expect(slow.outcome).toBe('Completed');
    expect(slow.progressDeadlineExceededAtSeconds).toBeUndefined();
  });

  test.each([
    ['a change of size alone', { replicas: 20 }],
    ['a paused Deployment', { replicas: 20, template: 'B', paused: true }],
    ['the value which stands for none', { template: 'B', progressDeadlineSeconds: 2 ** 31 - 1 }],
  ])('says nothing about %s', (_, to) => {
    const stuck = play({ to, neverReady: ['A', 'B'] });
    expect(stuck.outcome).not.toBe('Completed');
    expect(stuck.progressDeadlineExceededAtSeconds).toBeUndefined();
  });
});

describe('the way back', () => {
  test('from a stalled rollout removes the broken pods and starts the missing ones', () => {
    const stuck = play({ to: { template: 'B' }, neverReady: ['B'] });
    const back = play({ state: stuck.state, to: { template: 'A' }, neverReady: ['B'] });
    expect(back).toMatchObject({ outcome: 'Completed', endSeconds: 10, floor: 8, peakPods: 13 });
    expect(
      back.steps.map(({ at, actions }) => [at, actions.map((each) => `${each.type} ${each.generation} ${each.pods}`)]),
    ).toEqual([
      [0, ['PodsStarted new 2', 'PodsStopped old 5']],
      [10, ['PodsAvailable new 2']],
    ]);
  });

  test('from a stalled Recreate has nothing to serve until the old pods are started again', () => {
    const stuck = play({ from: { strategy: recreate }, to: { template: 'B' }, neverReady: ['B'] });
    expect(stuck).toMatchObject({ outcome: 'Stalled', reason: 'NeverReady', counts: { old: 0, new: 10 } });
    const back = play({ from: { strategy: recreate }, state: stuck.state, to: { template: 'A' } });
    expect(back).toMatchObject({ outcome: 'Completed', floor: 0, endSeconds: 10 });
  });
});

test('a simulation which is too long is cut, and says so', () => {
  const cut = play({ from: { replicas: 100, strategy: oneByOne }, to: { template: 'B' }, stepsMax: 20 });
  expect(cut.outcome).toBe('Unfinished');
  expect(cut.timeline.some((each) => each.type === 'Completed')).toBe(false);
});
