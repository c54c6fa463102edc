import { describe, expect, test } from 'vitest';
import { pairByIdentity } from '../../src/plan/pair-by-identity.ts';
import { trafficChanges, type WorkloadPods } from '../../src/plan/traffic-changes.ts';
import type { PodCounts } from '../../src/schema/timeline.ts';
import { deploymentOf, serviceOf } from './plan-objects.ts';

type Moment = readonly [at: number, oldAvailable: number, newAvailable: number];

const seriesOf = (moments: readonly Moment[]): readonly PodCounts[] =>
  moments.map(([at, oldAvailable, newAvailable]) => ({
    at,
    old: oldAvailable,
    new: newAvailable,
    oldAvailable,
    newAvailable,
    terminating: 0,
  }));

/** A workload of which all pods have the labels of its name, before and after. */
function pods(name: string, before: number, moments: readonly Moment[], place = {}): WorkloadPods {
  const labels = { app: 'web', colour: name };
  return {
    workload: deploymentOf(name, labels, place),
    baseLabels: labels,
    headLabels: labels,
    before,
    series: seriesOf(moments),
    changes: moments.length > 1,
  };
}

const switched = (place = {}) => ({
  base: serviceOf('web', { colour: 'blue' }, place),
  head: serviceOf('web', { colour: 'green' }, place),
});

describe('a Service whose selector switches from blue to green', () => {
  test('loses nothing where green is ready already', () => {
    const [change] = trafficChanges([switched()], [pods('blue', 3, [[0, 0, 3]]), pods('green', 4, [[0, 0, 4]])]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 4, after: 4 });
    expect(change?.switch).toEqual({ before: { colour: 'blue' }, after: { colour: 'green' }, windowSeconds: 0 });
  });

  test('has no endpoint until the first pod of green is ready, and says for how long', () => {
    const green = pods('green', 0, [
      [0, 0, 0],
      [20, 0, 1],
      [25, 0, 3],
    ]);
    const [change] = trafficChanges([switched()], [pods('blue', 3, [[0, 0, 3]]), green]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 3 });
    expect(change?.switch?.windowSeconds).toBe(20);
  });

  test('has no end of the window where green never becomes ready', () => {
    const green = pods('green', 0, [
      [0, 0, 0],
      [600, 0, 0],
    ]);
    const [change] = trafficChanges([switched()], [pods('blue', 3, [[0, 0, 3]]), green]);
    expect(change?.switch).not.toHaveProperty('windowSeconds');
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 0 });
  });

  test('has no endpoint at all where nothing is green', () => {
    const [change] = trafficChanges([switched()], [pods('blue', 3, [[0, 0, 3]])]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 0 });
    expect(change?.after?.workloads).toEqual([]);
  });
});

describe('a Service in front of workloads that change', () => {
  const both = { base: serviceOf('web', { app: 'web' }), head: serviceOf('web', { app: 'web' }) };

  test('adds up the pods of all of them at every moment', () => {
    const blue = pods('blue', 3, [
      [0, 3, 0],
      [10, 2, 0],
      [30, 0, 3],
    ]);
    const green = pods('green', 3, [
      [0, 3, 0],
      [20, 1, 0],
      [40, 0, 3],
    ]);
    const [change] = trafficChanges([both], [blue, green]);
    expect(change?.endpoints).toEqual({ before: 6, floor: 3, after: 6 });
    expect(change).not.toHaveProperty('switch');
  });

  test('is left out where nothing behind it changes', () => {
    expect(trafficChanges([both], [pods('blue', 3, [[0, 0, 3]])])).toEqual([]);
  });

  test('is left out where a workload behind it could not be forecast', () => {
    const unknown = { ...pods('blue', 3, []), series: undefined, changes: true };
    expect(
      trafficChanges(
        [both],
        [
          unknown,
          pods('green', 3, [
            [0, 3, 0],
            [5, 0, 3],
          ]),
        ],
      ),
    ).toEqual([]);
  });

  test('loses the pods whose labels no longer fit', () => {
    const relabelled = {
      ...pods('blue', 3, [
        [0, 3, 0],
        [10, 1, 2],
        [20, 0, 3],
      ]),
      headLabels: { app: 'other' },
    };
    const [change] = trafficChanges([both], [relabelled]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 0 });
  });
});

describe('a Service does not select', () => {
  const rolling = [
    [0, 3, 0],
    [10, 0, 3],
  ] as const;

  test.each([
    ['the pods of another namespace', switched({ namespace: 'other' }), [pods('green', 3, rolling)]],
    [
      'those of another root where its own has some',
      switched(),
      [pods('green', 3, rolling), pods('green', 5, rolling, { root: 'b' })],
    ],
    [
      'those of two other roots, of which any could be meant',
      switched({ root: 'a' }),
      [pods('green', 3, rolling, { root: 'b' }), pods('green', 5, rolling, { root: 'c' })],
    ],
  ])('%s', (_, service, workloads) => {
    const [change] = trafficChanges([service], workloads);
    const own = workloads.filter(({ workload }) => workload.reference.root === service.head.reference.root);
    const expected = service.head.reference.namespace === 'shop' ? own.map(({ workload }) => workload.reference) : [];
    expect(change?.after?.workloads).toEqual(expected);
  });

  test('anything without a selector: somebody else keeps its endpoints', () => {
    const bare = serviceOf('web', undefined);
    expect(trafficChanges([{ base: bare, head: bare }], [pods('green', 3, rolling)])).toEqual([]);
  });
});

test('the pods of one other root are taken where its own has none', () => {
  const green = pods('green', 3, [[0, 0, 3]], { root: 'b' });
  const [change] = trafficChanges([switched({ root: 'a' })], [green]);
  expect(change?.after?.workloads).toEqual([green.workload.reference]);
});

test('Services are paired by identity: the same name in another root is another Service', () => {
  const [one, other] = [serviceOf('web', {}, { root: 'a' }), serviceOf('web', {}, { root: 'b' })];
  expect(pairByIdentity([one], [other, one])).toEqual([
    { base: one, head: one },
    { base: undefined, head: other },
  ]);
});
