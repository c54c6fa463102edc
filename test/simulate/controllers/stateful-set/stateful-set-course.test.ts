import { expect, test } from 'vitest';
import { simulateStatefulSet } from '../../../../src/simulate/controllers/stateful-set/simulate-stateful-set.ts';
import { absentStatefulSet } from '../../../../src/simulate/controllers/stateful-set/stateful-set-state.ts';
import { atOnce, commandsOf, play, podsOf, profiles, rolling, statefulSet } from './builders.ts';

const parallel = { podManagementPolicy: 'Parallel' as const };

test('an update takes the grace period and the start of every pod, one after the other', () => {
  const result = play({
    from: { replicas: 10 },
    to: { template: 'B' },
    pods: { startupSeconds: 20, terminationGracePeriodSeconds: 30 },
  });
  expect(result).toMatchObject({ outcome: 'Completed', endSeconds: 10 * (30 + 20), floor: 9, peakPods: 10 });
});

test('minReadySeconds of every pod come on top', () => {
  const result = play({
    from: { replicas: 10, minReadySeconds: 7 },
    to: { template: 'B' },
    pods: { startupSeconds: 20, terminationGracePeriodSeconds: 30 },
  });
  expect(result.endSeconds).toBe(10 * (30 + 20 + 7));
});

test('before 1.34 a Parallel update goes on as soon as a pod is ready', () => {
  const change = { from: { ...parallel, minReadySeconds: 100, waitsForAvailable: false }, to: { template: 'B' } };
  expect(commandsOf(change).filter((each) => each.includes('delete'))).toEqual([
    '0: delete 2 A',
    '10: delete 1 A',
    '20: delete 0 A',
  ]);
  expect(play(change)).toMatchObject({ endSeconds: 130, floor: 0 });
});

test('OrderedReady waits for available pods in every version', () => {
  const change = { from: { minReadySeconds: 100, waitsForAvailable: false }, to: { template: 'B' } };
  expect(play(change)).toMatchObject({ endSeconds: 330, floor: 2 });
});

test('a grace period of 0 frees the name in the same moment', () => {
  expect(commandsOf({ to: { template: 'B' } }).slice(0, 3)).toEqual([
    '0: delete 2 A',
    '0: create 2 B',
    '10: delete 1 A',
  ]);
});

test('replicas and template together: new pods first, each waited for, then the old ones from the top', () => {
  expect(commandsOf({ from: { replicas: 2 }, to: { replicas: 4, template: 'B' } })).toEqual([
    '0: create 2 B',
    '10: create 3 B',
    '20: delete 1 A',
    '20: create 1 B',
    '30: delete 0 A',
    '30: create 0 B',
  ]);
});

test('fewer replicas: the highest go first, one after the other', () => {
  expect(
    commandsOf({ from: { replicas: 4 }, to: { replicas: 2 }, pods: { terminationGracePeriodSeconds: 5 } }),
  ).toEqual(['0: delete 3 A', '5: delete 2 A']);
});

test('Parallel scales with one command, and updates one pod after the other', () => {
  expect(commandsOf({ from: parallel, to: { replicas: 2 ** 31 - 1 } })).toEqual([`0: create 3-${2 ** 31 - 2} A`]);
  expect(commandsOf({ from: { ...parallel, replicas: 9 }, to: { replicas: 0 } })).toEqual(['0: delete 0-8 A']);
  expect(play({ from: parallel, to: { template: 'B' } })).toMatchObject({ endSeconds: 30, floor: 2 });
});

test('pods keep to ordinals.start', () => {
  const moved = play({ from: { startOrdinal: 5 }, to: { startOrdinal: 7, template: 'B' } });
  expect(podsOf(moved)).toEqual(['7-9 B Available']);
  const held = play({ from: { startOrdinal: 5, updateStrategy: rolling(2) }, to: { template: 'B' } });
  expect(podsOf(held)).toEqual(['5-6 A Available', '7 B Available']);
});

test('OnDelete replaces nothing, and what it creates has the new template', () => {
  const result = play({ from: { updateStrategy: { type: 'OnDelete' } }, to: { replicas: 4, template: 'B' } });
  expect(result.outcome).toBe('Paused');
  expect(podsOf(result)).toEqual(['0-2 A Available', '3 B Available']);
});

test('a partition which holds every pod changes nothing and completes', () => {
  expect(play({ from: { updateStrategy: rolling(3) }, to: { template: 'B' } })).toMatchObject({
    outcome: 'Completed',
    endSeconds: 0,
    stepsTaken: 0,
  });
});

test('a partition which is lowered step by step takes the lower part from the revision before', () => {
  const first = play({ from: { updateStrategy: rolling(2) }, to: { template: 'B' } });
  expect(first.state.currentRevision).toBe('A');
  const second = play({ state: first.state, to: { template: 'C', updateStrategy: rolling(1) } });
  expect(podsOf(second)).toEqual(['0 A Available', '1-2 C Available']);
  const last = play({ state: second.state, to: { template: 'C' } });
  expect(podsOf(last)).toEqual(['0-2 C Available']);
  expect(last.state.currentRevision).toBe('C');
});

test.each([
  ['no rollingUpdate block', { type: 'RollingUpdate' as const }, 'create 0 A'],
  ['partition 0', rolling(), 'create 0 B'],
])('with %s a low pod which is lost during an update is another one', (_, updateStrategy, created) => {
  const state = {
    pods: [
      { from: 0, to: 0, revision: 'A', status: 'Terminating' as const },
      { from: 1, to: 1, revision: 'A', status: 'Available' as const },
      { from: 2, to: 2, revision: 'B', status: 'Available' as const },
    ],
    currentRevision: 'A',
  };
  expect(commandsOf({ state, from: { updateStrategy }, to: { template: 'B' } })[0]).toBe(`0: ${created}`);
});

test('OrderedReady with maxUnavailable goes in batches, which come back from the lowest on', () => {
  expect(commandsOf({ from: { replicas: 4, ...atOnce(2) }, to: { template: 'B' } })).toEqual([
    '0: delete 2-3 A',
    '0: create 2 B',
    '10: create 3 B',
    '20: delete 0-1 A',
    '20: create 0 B',
    '30: create 1 B',
  ]);
});

test('Parallel with maxUnavailable replaces as many pods at once', () => {
  const result = play({ from: { ...parallel, replicas: 10, ...atOnce('33%') }, to: { template: 'B' } });
  expect(result).toMatchObject({ floor: 7, endSeconds: 40 });
});

test('a broken template stops at the highest pod, and putting the old one back does not repair it', () => {
  const broken = play({ to: { template: 'B' }, neverReady: ['B'] });
  expect(broken).toMatchObject({ outcome: 'Stalled', reason: 'NeverReady', floor: 2 });
  expect(podsOf(broken)).toEqual(['0-1 A Available', '2 B Starting']);
  const reverted = play({ state: broken.state, to: { template: 'A' }, neverReady: ['B'] });
  expect(reverted).toMatchObject({ outcome: 'Stalled', reason: 'NeverReady', stepsTaken: 0 });
});

test.each([
  ['without the gate', {}, 'Completed'],
  ['with the gate', atOnce(1), 'Stalled'],
])('Parallel %s, the template withdrawn', (_, fields, outcome) => {
  const from = { ...parallel, ...fields };
  const broken = play({ from, to: { template: 'B' }, neverReady: ['B'] });
  expect(play({ state: broken.state, from, to: { template: 'A' }, neverReady: ['B'] }).outcome).toBe(outcome);
});

test('a created StatefulSet starts one pod after the other', () => {
  const desired = statefulSet({ updateStrategy: rolling(2) });
  const result = simulateStatefulSet({ state: absentStatefulSet, desired, pods: profiles() });
  expect(result).toMatchObject({ outcome: 'Completed', endSeconds: 30, floor: 0 });
  expect(podsOf(result)).toEqual(['0-2 A Available']);
});

test('Serial makes one pod ready at a time, the lowest first', () => {
  const ready: number[] = [];
  play({
    from: { ...parallel, replicas: 1 },
    to: { replicas: 4 },
    readiness: { type: 'Serial', everySeconds: 2 },
    observe: ({ after, command }) => {
      if (command === undefined) ready.push(after.at, after.pods[0]?.to ?? -1);
    },
  });
  expect(ready).toEqual([2, 1, 4, 2, 6, 3]);
});

test('however many pods are replaced one by one, the run ends at its bound', () => {
  const result = play({ from: { replicas: 2 ** 31 - 1 }, to: { template: 'B' }, stepsMax: 1000 });
  expect(result).toMatchObject({ outcome: 'Unfinished', stepsTaken: 1000 });
});
