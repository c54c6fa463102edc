import { expect, test } from 'vitest';
import { play, rolling, sizeHistory, sizesOf } from './builders.ts';

const recreate = { type: 'Recreate' } as const;

test('the worked example of the controller: 10 replicas, surge 3, unavailable 2, stuck at 8 old and 5 new', () => {
  const to = { template: 'B', strategy: rolling(3, 2) };
  expect(sizeHistory({ from: { strategy: rolling(3, 2) }, to, neverReady: ['B'] })).toEqual([
    'A 10 B 3',
    'A 8 B 3',
    'A 8 B 5',
  ]);
});

test('a stuck rollout of 10 to 15 replicas is scaled in proportion: 11 old and 7 new', () => {
  const strategy = rolling(3, 2);
  const stuck = play({ from: { strategy }, to: { template: 'B' }, neverReady: ['B'] });
  const scaled = play({
    from: { strategy },
    state: stuck.state,
    to: { template: 'B', replicas: 15 },
    neverReady: ['B'],
  });
  expect(sizesOf(scaled)).toEqual([11, 7]);
  expect(scaled).toMatchObject({ outcome: 'Stalled', reason: 'NeverReady', floor: 8, peakPods: 18 });
});

test('with the defaults a broken image leaves 8 old pods and starts 5 new ones', () => {
  const stuck = play({ to: { template: 'B' }, neverReady: ['B'] });
  expect(sizesOf(stuck)).toEqual([8, 5]);
  expect(stuck).toMatchObject({ outcome: 'Stalled', reason: 'NeverReady', floor: 8, peakPods: 13, endSeconds: 0 });
});

test('replicas and image changed together: the additional pods are first started with the old image', () => {
  expect(sizeHistory({ from: { replicas: 3 }, to: { replicas: 10, template: 'B' } })[0]).toBe('A 10');
});

test('Recreate with more replicas starts old pods only to stop them', () => {
  const history = sizeHistory({ from: { strategy: recreate, replicas: 3 }, to: { replicas: 5, template: 'B' } });
  expect(history).toEqual(['A 5', 'A 0', 'A 0 B 5']);
});

test('a Deployment at 0 replicas goes straight to the rollout', () => {
  expect(sizeHistory({ from: { replicas: 0 }, to: { replicas: 2, template: 'B' } })).toEqual(['A 0 B 2']);
});

test('the new ReplicaSet is created even when there is no room for it', () => {
  const strategy = rolling(0, 1);
  expect(sizeHistory({ from: { strategy, replicas: 2 }, to: { template: 'B' } })).toEqual([
    'A 2 B 0',
    'A 1 B 0',
    'A 1 B 1',
    'A 0 B 1',
    'A 0 B 2',
  ]);
});

test('maxSurge is not capped at the replicas', () => {
  const wide = play({ from: { replicas: 1, strategy: rolling(10, 0) }, to: { template: 'B' } });
  expect(wide).toMatchObject({ outcome: 'Completed', peakPods: 2, floor: 1 });
});

test('a rolling update may have no pod available: maxUnavailable 1 of one replica', () => {
  const strategy = rolling(0, 1);
  expect(play({ from: { replicas: 1, strategy }, to: { template: 'B' } })).toMatchObject({ floor: 0, peakPods: 1 });
});

test('the percentage is taken of the new size', () => {
  const grown = play({ from: { replicas: 4 }, to: { replicas: 8, template: 'B' }, neverReady: ['B'] });
  expect(sizesOf(grown)).toEqual([6, 4]);
});

test.each([
  ['5 replicas, surge 0', { replicas: 5, strategy: rolling(0, 1) }, { replicas: 4 }],
  ['10 replicas, surge 0, 20 %', { replicas: 10, strategy: rolling(0, '20%') }, { replicas: 8 }],
])('%s: after the first step the size which is left is a deadlock, without any deadline', (_, from, to) => {
  const started = play({ from, to: { template: 'B' }, stepsMax: 1 });
  const stuck = play({ from, state: started.state, to: { template: 'B', ...to } });
  expect(stuck).toMatchObject({ outcome: 'Stalled', reason: 'ScalingDeadlockEqualSize', endSeconds: 0 });
  expect(stuck.progressDeadlineExceededAtSeconds).toBeUndefined();
  expect(stuck.steps).toEqual([]);
});

test('switched to Recreate and scaled in the middle of a rollout nothing moves, not even to 0', () => {
  const started = play({ to: { template: 'B' }, neverReady: ['B'] });
  const stuck = play({ state: started.state, to: { template: 'B', strategy: recreate, replicas: 0 } });
  expect(stuck).toMatchObject({ outcome: 'Stalled', reason: 'ScalingDeadlockRecreate', counts: { old: 8, new: 5 } });
  expect(stuck.progressDeadlineExceededAtSeconds).toBeUndefined();
});

test('switched to Recreate in the middle of a rollout without scaling, the rollout goes on', () => {
  const started = play({ to: { template: 'B' }, neverReady: ['B'] });
  const mended = play({ state: started.state, to: { template: 'C', strategy: recreate } });
  expect(mended).toMatchObject({ outcome: 'Completed', floor: 0 });
});

test('pausing in the middle of a rollout can start pods of the broken template', () => {
  const from = { replicas: 5, strategy: rolling(0, '80%') };
  const state = {
    replicaSets: [
      { name: 'A', template: 'A', replicas: 1, available: 1, desiredAnnotation: 5, maxAnnotation: 5 },
      { name: 'B', template: 'B', replicas: 1, available: 0, desiredAnnotation: 5, maxAnnotation: 5 },
    ],
    isRollingOut: true,
  };
  const paused = play({ from, state, to: { template: 'B', paused: true }, neverReady: ['B'] });
  expect(paused.outcome).toBe('Paused');
  expect(sizesOf(paused)).toEqual([1, 4]);
});

test('a paused Deployment scales, and does not roll', () => {
  const paused = play({ from: { replicas: 3 }, to: { replicas: 5, template: 'B', paused: true } });
  expect(paused).toMatchObject({ outcome: 'Paused', counts: { old: 5, new: 0, oldAvailable: 5 }, endSeconds: 10 });
});

test('going back to a saturated template while paused stops the pods of the other one', () => {
  const state = {
    replicaSets: [
      { name: 'A', template: 'A', replicas: 4, available: 4, desiredAnnotation: 4, maxAnnotation: 5 },
      { name: 'B', template: 'B', replicas: 1, available: 0, desiredAnnotation: 4, maxAnnotation: 5 },
    ],
    isRollingOut: true,
  };
  const paused = play({ from: { replicas: 4 }, state, to: { template: 'A', paused: true } });
  expect(sizesOf(paused)).toEqual([4, 0]);
});

test('a request to scale a stuck rollout down first scales the broken ReplicaSet up', () => {
  const state = {
    replicaSets: [
      { name: 'A', template: 'A', replicas: 7, available: 7, desiredAnnotation: 12, maxAnnotation: 15 },
      { name: 'B', template: 'B', replicas: 8, available: 0, desiredAnnotation: 12, maxAnnotation: 15 },
    ],
    isRollingOut: true,
  };
  const strategy = rolling('100%', '50%');
  const history = sizeHistory({ from: { strategy }, state, to: { replicas: 9, template: 'B' }, neverReady: ['B'] });
  expect(history[0]).toBe('A 7 B 10');
});

test('on roll-over only the unavailable pods of the half-started template go first', () => {
  const state = {
    replicaSets: [
      { name: 'A', template: 'A', replicas: 4, available: 4, desiredAnnotation: 5, maxAnnotation: 10 },
      { name: 'B', template: 'B', replicas: 5, available: 0, desiredAnnotation: 5, maxAnnotation: 10 },
    ],
    isRollingOut: true,
  };
  const from = { replicas: 5, strategy: rolling(5, '26%') };
  expect(sizeHistory({ from, state, to: { template: 'C' } }).slice(0, 2)).toEqual(['A 4 B 5 C 1', 'A 4 B 0 C 1']);
});

test.each([
  [0, ['B']],
  [1, ['A', 'B']],
  [2 ** 31 - 1, ['A', 'B']],
])('revisionHistoryLimit %i leaves the ReplicaSets %j', (revisionHistoryLimit, expected) => {
  const done = play({ to: { template: 'B', revisionHistoryLimit } });
  expect(done.state.replicaSets.map((each) => each.name)).toEqual(expected);
});

test('the history is cleaned by revision: going back raises the revision of the old ReplicaSet', () => {
  const first = play({ to: { template: 'B' } });
  const back = play({ state: first.state, to: { template: 'A' } });
  expect(back.state.replicaSets.map(({ name, revision }) => `${name} ${revision}`)).toEqual(['A 3', 'B 2']);
  const third = play({ state: back.state, to: { template: 'C', revisionHistoryLimit: 1 } });
  expect(third.state.replicaSets.map((each) => each.name)).toEqual(['A', 'C']);
});

test('a paused Deployment without history deletes the ReplicaSet which the same sync scaled up', () => {
  const gone = play({
    from: { replicas: 0 },
    to: { replicas: 3, template: 'B', paused: true, revisionHistoryLimit: 0 },
  });
  expect(gone).toMatchObject({ outcome: 'Paused', counts: { old: 0, new: 0 }, peakPods: 3 });
});

test('a created Deployment starts all its pods at once', () => {
  const created = play({ state: { replicaSets: [], isRollingOut: false }, to: { template: 'B' } });
  expect(created).toMatchObject({ outcome: 'Completed', floor: 0, peakPods: 10, endSeconds: 10 });
});

test('a change of nothing is complete at once', () => {
  const same = play({ to: {} });
  expect(same).toMatchObject({ outcome: 'Completed', floor: 10, peakPods: 10, endSeconds: 0, steps: [] });
  expect(same.timeline.map((each) => each.type)).toEqual(['Applied', 'Completed']);
});
