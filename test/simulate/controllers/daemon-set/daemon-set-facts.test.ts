import { expect, test } from 'vitest';
import { nodeBudget } from '../../../../src/simulate/controllers/daemon-set/daemon-set-spec.ts';
import type { DaemonSetChange } from '../../../../src/simulate/controllers/daemon-set/simulate-daemon-set.ts';
import { daemonPodCounts } from '../../../../src/simulate/controllers/daemon-set/tell-nodes.ts';
import { daemonSetSpec, nodes, playDaemonSet, surge, unavailable } from './builders.ts';

/** Creations and deletions of each sync. */
function writesBySync(changes: readonly DaemonSetChange[]): readonly string[] {
  const writes = new Map<number, { created: number; deleted: number }>();
  for (const { command, sync } of changes) {
    if (command === undefined || sync === undefined) continue;
    const { created, deleted } = writes.get(sync) ?? { created: 0, deleted: 0 };
    const isCreation = command.type === 'CreatePods';
    writes.set(sync, {
      created: created + (isCreation ? command.nodes : 0),
      deleted: deleted + (isCreation ? 0 : command.nodes),
    });
  }
  return [...writes.values()].map(({ created, deleted }) => `+${created} -${deleted}`);
}

function syncsOf(scenario: Parameters<typeof playDaemonSet>[0]): readonly string[] {
  const changes: DaemonSetChange[] = [];
  playDaemonSet({ ...scenario, observe: (change) => changes.push(change) });
  return writesBySync(changes);
}

test.each([
  { maxUnavailable: 1, replicas: 10, pods: 1 },
  { maxUnavailable: '1%', replicas: 10, pods: 1 },
  { maxUnavailable: '25%', replicas: 10, pods: 3 },
  { maxUnavailable: '0%', replicas: 10, pods: 1 },
  { maxUnavailable: 12, replicas: 10, pods: 12 },
  { maxUnavailable: 'many', replicas: 10, pods: 1 },
])('maxUnavailable $maxUnavailable of $replicas nodes is $pods', ({ maxUnavailable, replicas, pods }) => {
  expect(nodeBudget({ replicas, strategy: unavailable(maxUnavailable) })).toEqual({ surge: 0, unavailable: pods });
});

test.each([
  { areBrokenOldPodsCounted: true, version: 'since Kubernetes 1.31', first: '+0 -5', stuck: 5 },
  { areBrokenOldPodsCounted: false, version: 'up to Kubernetes 1.30', first: '+0 -6', stuck: 6 },
])(
  'of 22 nodes with 5 broken old pods and maxUnavailable 1 the first step $version is $first',
  ({ areBrokenOldPodsCounted, first, stuck }) => {
    const scenario = {
      from: { replicas: 22, areBrokenOldPodsCounted },
      groups: [nodes(5, 'A?'), nodes(17, 'A')],
      neverReady: ['A', 'B'],
    };
    expect(syncsOf(scenario)[0]).toBe(first);
    const { outcome, reason, counts } = playDaemonSet(scenario).simulation;
    expect({ outcome, reason, broken: counts.new - counts.newAvailable }).toEqual({
      outcome: 'Stalled',
      reason: 'NeverReady',
      broken: stuck,
    });
  },
);

test('a new pod which never becomes ready stops the rollout at maxSurge, plus one for each broken old pod', () => {
  const { simulation } = playDaemonSet({
    from: { strategy: surge(2) },
    groups: [nodes(3, 'A?'), nodes(7, 'A')],
    neverReady: ['A', 'B'],
  });
  expect(simulation.outcome).toBe('Stalled');
  expect(simulation.counts).toMatchObject({ old: 7, oldAvailable: 7, new: 5, newAvailable: 0 });
  expect(simulation.floor).toBe(7);
});

test('a new DaemonSet starts its pods at once, 250 a sync', () => {
  const changes: DaemonSetChange[] = [];
  const { simulation } = playDaemonSet({
    groups: [],
    to: { replicas: 600 },
    observe: (change) => changes.push(change),
  });
  expect(writesBySync(changes)).toEqual(['+250 -0', '+250 -0', '+100 -0']);
  expect(changes.filter(({ sync }) => sync !== undefined).map(({ after }) => after.at)).toEqual([0, 0, 0]);
  expect(simulation).toMatchObject({ outcome: 'Completed', endSeconds: 10, floor: 0, peakPods: 600 });
});

test('at most 250 pods are deleted in a sync', () => {
  const syncs = syncsOf({
    from: { replicas: 600, strategy: unavailable('100%') },
    pods: { terminationGracePeriodSeconds: 5 },
  });
  expect(syncs).toEqual(['+0 -250', '+0 -250', '+0 -100', '+250 -0', '+250 -0', '+100 -0']);
});

test('at most 250 pods surge in a sync, and as many old ones go', () => {
  const syncs = syncsOf({ from: { replicas: 600, strategy: surge('100%') } });
  expect(syncs.slice(0, 3)).toEqual(['+250 -0', '+250 -0', '+100 -0']);
  expect(syncs.slice(3)).toEqual(['+0 -250', '+0 -250', '+0 -100']);
});

test('with OnDelete old pods stay, and nodes without a pod get one of the new template', () => {
  const { simulation } = playDaemonSet({
    from: { strategy: { type: 'OnDelete' } },
    groups: [nodes(4, 'A'), nodes(1, 'A?'), nodes(2), nodes(3, 'A-')],
    neverReady: ['A'],
  });
  expect(simulation.outcome).toBe('Paused');
  expect(simulation.counts).toMatchObject({ old: 5, oldAvailable: 4, new: 5, newAvailable: 5 });
});

test('a broken pod of a withdrawn template is replaced at once, without anybody deleting it', () => {
  const stuck = playDaemonSet({ neverReady: ['B'] }).simulation;
  expect(stuck).toMatchObject({ outcome: 'Stalled', floor: 9, counts: { old: 9, new: 1, newAvailable: 0 } });
  const back = playDaemonSet({ groups: stuck.state.groups, to: { template: 'A' }, neverReady: ['B'] }).simulation;
  expect(back).toMatchObject({ outcome: 'Completed', floor: 9, endSeconds: 10, counts: { old: 0, newAvailable: 10 } });
});

test('every template but the wanted one is old', () => {
  const { simulation } = playDaemonSet({
    groups: [nodes(3, 'A'), nodes(3, 'B'), nodes(4, 'C')],
    to: { template: 'D' },
  });
  expect(simulation.series[0]).toMatchObject({ old: 10, oldAvailable: 10, new: 0 });
  expect(simulation.counts).toMatchObject({ old: 0, new: 10, newAvailable: 10 });
});

test('of three templates on one node the youngest old pod gives way to the wanted one', () => {
  const { simulation } = playDaemonSet({
    from: { strategy: surge(10) },
    groups: [nodes(10, 'A', 'B?')],
    to: { template: 'C' },
    neverReady: ['B'],
  });
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 10, peakPods: 20 });
});

test('without surge only the oldest pod of a node stays, be it the old one', () => {
  const { simulation } = playDaemonSet({ groups: [nodes(10, 'A', 'B')] });
  expect(simulation.series.slice(0, 2)).toMatchObject([
    { old: 10, new: 10 },
    { old: 10, new: 0 },
  ]);
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 9 });
});

test('more nodes get a pod of the wanted template, and count as unavailable until it is', () => {
  const { simulation } = playDaemonSet({ to: { replicas: 12, strategy: unavailable(2) } });
  expect(simulation.series[1]).toMatchObject({ old: 10, new: 2 });
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 10, counts: { newAvailable: 12 } });
});

test('on nodes which should no longer run the pod it is deleted', () => {
  const { simulation } = playDaemonSet({
    to: { replicas: 7, template: 'A' },
    pods: { terminationGracePeriodSeconds: 5 },
  });
  expect(simulation.series.slice(0, 3)).toMatchObject([
    { new: 10, terminating: 0 },
    { new: 7, terminating: 3 },
    { new: 7, terminating: 0 },
  ]);
  expect(simulation.outcome).toBe('Completed');
  expect(simulation.state.groups).toEqual([nodes(7, 'A')]);
});

test('a DaemonSet without a node has nothing to do', () => {
  expect(playDaemonSet({ from: { replicas: 0 } }).simulation).toMatchObject({ outcome: 'Completed', peakPods: 0 });
});

const port = { port: 8080, protocol: 'TCP', hostIp: '' };

test('a surge pod which needs the host port of the old one stays Pending, and so does the rollout', () => {
  const { simulation } = playDaemonSet({ from: { strategy: surge(3), hostPorts: [port] } });
  expect(simulation).toMatchObject({ outcome: 'Stalled', reason: 'NeverReady', floor: 10 });
  expect(simulation.counts).toMatchObject({ old: 10, oldAvailable: 10, new: 3, newAvailable: 0 });
  const back = playDaemonSet({
    from: { strategy: surge(3), hostPorts: [port] },
    groups: simulation.state.groups,
    to: { template: 'A' },
  }).simulation;
  expect(back).toMatchObject({ outcome: 'Completed', endSeconds: 0, floor: 10 });
});

test('a surge pod beside a broken old one starts when that is gone and its host port is free', () => {
  const starts: number[] = [];
  const { simulation } = playDaemonSet({
    from: { replicas: 1, strategy: surge(1), hostPorts: [port] },
    groups: [nodes(1, 'A?')],
    neverReady: ['A'],
    pods: { startupSeconds: 10, terminationGracePeriodSeconds: 30 },
    observe: ({ after }) => starts.push(...after.groups.flatMap(({ pods }) => pods.map(({ since }) => since))),
  });
  expect(simulation).toMatchObject({ outcome: 'Completed', endSeconds: 40 });
  expect(starts).toContain(30);
});

test('a surge pod with another host port does not wait', () => {
  const other = { ...port, port: 9090 };
  const { simulation } = playDaemonSet({ from: { strategy: surge(3), hostPorts: [port] }, to: { hostPorts: [other] } });
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 10 });
});

test('two pods on one node count once for the floor and twice as pods', () => {
  const changes: DaemonSetChange[] = [];
  const { simulation } = playDaemonSet({
    from: { replicas: 4, strategy: surge(4) },
    observe: (change) => changes.push(change),
  });
  const both = changes.map(({ after }) => daemonPodCounts(after)).find(({ newAvailable }) => newAvailable === 4);
  expect(both).toMatchObject({ oldAvailable: 4, newAvailable: 4 });
  expect(simulation).toMatchObject({ floor: 4, peakPods: 8 });
});

test('a hundred thousand nodes are a handful of groups', () => {
  let groupsMax = 0;
  const { simulation } = playDaemonSet({
    from: daemonSetSpec({ replicas: 100_000, strategy: unavailable('10%') }),
    pods: { terminationGracePeriodSeconds: 30 },
    observe: ({ after }) => {
      groupsMax = Math.max(groupsMax, after.groups.length);
    },
  });
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 90_000 });
  expect(groupsMax).toBeLessThanOrEqual(4);
});
