import { expect, test } from 'vitest';
import { nodes, playDaemonSet, surge, unavailable } from './builders.ts';

test('without surge each node takes the grace period, the start and minReadySeconds, one node after the other', () => {
  const { simulation } = playDaemonSet({
    to: { minReadySeconds: 5 },
    pods: { startupSeconds: 10, terminationGracePeriodSeconds: 30 },
  });
  expect(simulation).toMatchObject({ outcome: 'Completed', endSeconds: 450, floor: 9, peakPods: 10 });
  expect(simulation.peakPodsWithTerminating).toBe(10);
});

test('with surge a node waits for the start and minReadySeconds only, since the grace period passes beside the next node', () => {
  const { simulation } = playDaemonSet({
    from: { strategy: surge(1) },
    to: { minReadySeconds: 5 },
    pods: { startupSeconds: 10, terminationGracePeriodSeconds: 30 },
  });
  expect(simulation).toMatchObject({ outcome: 'Completed', endSeconds: 150, floor: 10, peakPods: 11 });
  expect(simulation.peakPodsWithTerminating).toBe(13);
});

test('three at a time takes the rounded up number of turns', () => {
  const { simulation } = playDaemonSet({
    to: { strategy: unavailable('25%') },
    pods: { startupSeconds: 10, terminationGracePeriodSeconds: 20 },
  });
  expect(simulation).toMatchObject({ endSeconds: 120, floor: 7 });
});

test('pods which become ready one after the other make room one after the other', () => {
  const { simulation } = playDaemonSet({
    from: { replicas: 3 },
    to: { strategy: unavailable(3) },
    pods: { terminationGracePeriodSeconds: 1 },
    readiness: { type: 'Serial', everySeconds: 10 },
  });
  const moments = simulation.series.filter(({ newAvailable }) => newAvailable > 0).map(({ at }) => at);
  expect(moments).toEqual([11, 21, 31]);
});

test('one after the other the wanted template comes first, and its oldest pod', () => {
  const { simulation } = playDaemonSet({
    from: { strategy: { type: 'OnDelete' } },
    groups: [nodes(1, 'A?'), nodes(1, 'B?')],
    to: { replicas: 2 },
    readiness: { type: 'Serial', everySeconds: 1 },
  });
  expect(simulation.series).toMatchObject([
    { oldAvailable: 0, newAvailable: 0 },
    { oldAvailable: 0, newAvailable: 1 },
    { oldAvailable: 1, newAvailable: 1 },
  ]);
});

test('an old pod which is not ready goes as soon as its surge pod is created', () => {
  const { simulation } = playDaemonSet({
    from: { replicas: 1, strategy: surge(1), minReadySeconds: 60 },
    groups: [nodes(1, 'A?')],
  });
  expect(simulation.series).toMatchObject([
    { at: 0, old: 1, new: 0 },
    { at: 0, old: 1, new: 1 },
    { at: 0, old: 0, new: 1 },
    { at: 70, newAvailable: 1 },
  ]);
});

test('pods within their grace period when the change comes keep their node waiting', () => {
  const { simulation } = playDaemonSet({
    groups: [nodes(4, 'A'), nodes(1, 'A-')],
    to: { replicas: 5 },
    pods: { startupSeconds: 10, terminationGracePeriodSeconds: 30 },
  });
  expect(simulation).toMatchObject({ outcome: 'Completed', endSeconds: 200, floor: 4 });
});

test('the timeline tells what was deleted, gone, created and available, in order', () => {
  const { simulation } = playDaemonSet({ from: { replicas: 1 }, pods: { terminationGracePeriodSeconds: 30 } });
  expect(simulation.timeline.map(({ type, at }) => `${at} ${type}`)).toEqual([
    '0 Applied',
    '0 PodsStopped',
    '30 PodsTerminated',
    '30 PodsStarted',
    '40 PodsAvailable',
    '40 Completed',
  ]);
});
