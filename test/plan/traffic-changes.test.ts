import { describe, expect, test } from 'vitest';
import { type RevisionPair, revisionPairs } from '../../src/plan/revision-pairs.ts';
import { trafficChanges } from '../../src/plan/traffic-changes.ts';
import type { WorkloadPods } from '../../src/plan/workload-pods.ts';
import type { PodCounts } from '../../src/schema/timeline.ts';
import { deploymentOf, serviceOf } from './plan-objects.ts';

const trafficOf = (services: readonly RevisionPair[], pods: readonly WorkloadPods[]) =>
  trafficChanges({ services, routes: [], destinationRules: [] }, pods);
const changesOf = (...args: Parameters<typeof trafficOf>) => trafficOf(...args).changes;

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
    base: { labels, ports: [] },
    head: { labels, ports: [] },
    before,
    desired: before,
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
    const [change] = changesOf([switched()], [pods('blue', 3, [[0, 0, 3]]), pods('green', 4, [[0, 0, 4]])]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 4, after: 4 });
    expect(change?.switch).toEqual({
      type: 'Selector',
      before: { colour: 'blue' },
      after: { colour: 'green' },
      windowSeconds: 0,
    });
  });

  test('has no endpoint until the first pod of green is ready, and says for how long', () => {
    const green = pods('green', 0, [
      [0, 0, 0],
      [20, 0, 1],
      [25, 0, 3],
    ]);
    const [change] = changesOf([switched()], [pods('blue', 3, [[0, 0, 3]]), green]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 3 });
    expect(change?.switch?.windowSeconds).toBe(20);
  });

  test('has no end of the window where green never becomes ready', () => {
    const green = pods('green', 0, [
      [0, 0, 0],
      [600, 0, 0],
    ]);
    const [change] = changesOf([switched()], [pods('blue', 3, [[0, 0, 3]]), green]);
    expect(change?.switch).not.toHaveProperty('windowSeconds');
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 0 });
  });

  test('is told with its keys in order, however they were written', () => {
    const service = { base: serviceOf('web', { b: '1', a: '1' }), head: serviceOf('web', { c: '1', a: '1' }) };
    const [change] = changesOf([service], []);
    const moved = change?.switch?.type === 'Selector' ? change.switch : undefined;
    const keys = [change?.before?.selector, change?.after?.selector, moved?.before, moved?.after];
    expect(keys.map((selector) => Object.keys(selector ?? {}).join())).toEqual(['a,b', 'a,c', 'a,b', 'a,c']);
  });

  test('has no endpoint at all where nothing is green', () => {
    const [change] = changesOf([switched()], [pods('blue', 3, [[0, 0, 3]])]);
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
    const [change] = changesOf([both], [blue, green]);
    expect(change?.endpoints).toEqual({ before: 6, floor: 3, after: 6 });
    expect(change).not.toHaveProperty('switch');
  });

  test('is left out where nothing behind it changes', () => {
    expect(changesOf([both], [pods('blue', 3, [[0, 0, 3]])])).toEqual([]);
  });

  test('is left out where a workload behind it could not be forecast', () => {
    const unknown = { ...pods('blue', 3, []), series: undefined, changes: true };
    expect(
      changesOf(
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
      head: { labels: { app: 'other' }, ports: [] },
    };
    const [change] = changesOf([both], [relabelled]);
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
    const [change] = changesOf([service], workloads);
    const own = workloads.filter(({ workload }) => workload.reference.root === service.head.reference.root);
    const expected = service.head.reference.namespace === 'shop' ? own.map(({ workload }) => workload.reference) : [];
    expect(change?.after?.workloads).toEqual(expected);
  });

  test('anything without a selector: somebody else keeps its endpoints', () => {
    const bare = serviceOf('web', undefined);
    expect(changesOf([{ base: bare, head: bare }], [pods('green', 3, rolling)])).toEqual([]);
  });
});

const elsewhere = (name: string, root: string) => pods(name, 3, [[0, 0, 3]], { root });

describe('a Service without pods in its own root', () => {
  test('selects those of the only other root which has some, and says so', () => {
    const green = elsewhere('green', 'b');
    const [change] = changesOf([switched({ root: 'a' })], [green]);
    expect(change?.after?.workloads).toEqual([green.workload.reference]);
    expect(change?.remarks).toEqual([
      'It finds none of its pods in its own root: those in b are the only match in the repository.',
    ]);
  });

  test('may switch from one other root to another: each selector has one match', () => {
    const [change] = changesOf([switched({ root: 'a' })], [elsewhere('blue', 'b'), elsewhere('green', 'c')]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 3, after: 3 });
  });

  test('selects none where several roots have some, says so, and the workloads are told', () => {
    const changing = { ...elsewhere('green', 'c'), changes: true };
    const { changes, undecided } = trafficOf(
      [switched({ root: 'a' })],
      [elsewhere('green', 'b'), changing, elsewhere('blue', 'd')],
    );
    expect(changes[0]?.after?.workloads).toEqual([]);
    expect(changes[0]?.remarks).toEqual([
      'It finds none of its pods in its own root, but in b and c: which are meant is not known, so none of them is counted.',
    ]);
    expect(undecided).toEqual([
      {
        referrers: [switched({ root: 'a' }).head.reference],
        roots: ['b', 'c'],
        workloads: [changing.workload.reference],
      },
    ]);
  });
});

/** Green pods of three replicas, of which the new ones are labelled otherwise. */
const relabelled = (root: string) => ({
  ...pods(
    'green',
    3,
    [
      [0, 3, 0],
      [10, 0, 3],
    ],
    { root },
  ),
  head: { labels: { app: 'web', colour: 'grean' }, ports: [] },
  changes: true,
});

describe('a Service with pods in its own root', () => {
  test('does not turn to another root when their labels no longer fit', () => {
    const green = serviceOf('web', { colour: 'green' }, { root: 'a' });
    const [change] = changesOf(
      [{ base: green, head: green }],
      [relabelled('a'), pods('green', 3, [[0, 0, 3]], { root: 'b' })],
    );
    expect(change?.endpoints.after).toBe(0);
    expect(change).not.toHaveProperty('remarks');
  });

  test('does not turn to another root when its selector switches to pods which are not there', () => {
    const [blue, green] = [pods('blue', 3, [[0, 0, 3]], { root: 'a' }), pods('green', 3, [[0, 0, 3]], { root: 'b' })];
    const [change] = changesOf([switched({ root: 'a' })], [blue, green]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 0 });
  });

  test('keeps them when they move to another root', () => {
    const moved = {
      ...pods('green', 3, [[0, 0, 3]], { root: 'b' }),
      movedFrom: deploymentOf('green', {}, { root: 'a' }).reference,
      changes: true,
    };
    const green = serviceOf('web', { colour: 'green' }, { root: 'a' });
    const [change] = changesOf([{ base: green, head: green }], [moved, pods('green', 5, [[0, 0, 5]], { root: 'c' })]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 3, after: 3 });
    expect(change).not.toHaveProperty('remarks');
  });
});

test('a Service whose namespace is written out together with that of its pods has had them before', () => {
  const moved = {
    ...pods('green', 3, [[0, 0, 3]]),
    movedFrom: deploymentOf('green', {}, { namespace: 'old' }).reference,
  };
  const [before, after] = ['old', 'shop'].map((namespace) => serviceOf('web', { colour: 'green' }, { namespace }));
  const [change] = changesOf([{ base: before, head: after }], [{ ...moved, changes: true }]);
  expect(change?.endpoints).toEqual({ before: 3, floor: 3, after: 3 });
});

describe('objects are paired', () => {
  const [one, other] = [serviceOf('web', {}, { root: 'a' }), serviceOf('web', {}, { root: 'b' })];

  test('by identity: the same name in another root is another Service', () => {
    expect(revisionPairs([], [one], [other, one])).toEqual([
      { base: one, head: one },
      { base: undefined, head: other },
    ]);
  });

  test('in the order of their identities, however their documents are ordered', () => {
    expect(revisionPairs([], [other, one], [other, one])).toEqual([
      { base: one, head: one },
      { base: other, head: other },
    ]);
  });

  test('as the diff pairs them: one which moves is one', () => {
    expect(revisionPairs([{ before: one, after: other }], [one], [other])).toEqual([{ base: one, head: other }]);
  });
});
