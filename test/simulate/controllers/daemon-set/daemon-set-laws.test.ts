import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeBudget } from '../../../../src/simulate/controllers/daemon-set/daemon-set-spec.ts';
import type { DaemonSetWorld } from '../../../../src/simulate/controllers/daemon-set/daemon-set-world.ts';
import { daemonPodCounts } from '../../../../src/simulate/controllers/daemon-set/tell-nodes.ts';
import type { Readiness } from '../../../../src/simulate/world.ts';
import { nodes, playDaemonSet, surge, unavailable } from './builders.ts';

const replicas = fc.integer({ min: 1, max: 40 });
const amount = fc.oneof(
  fc.integer({ min: 1, max: 45 }),
  fc.integer({ min: 1, max: 100 }).map((percent) => `${percent}%`),
);
const readiness = fc.constantFrom<Readiness>({ type: 'Timed' }, { type: 'Serial', everySeconds: 3 });
const pods = fc.record({
  startupSeconds: fc.constantFrom(0, 7, 10),
  terminationGracePeriodSeconds: fc.constantFrom(0, 4, 30),
});
const course = fc.record({
  replicas,
  amount,
  readiness,
  pods,
  isBroken: fc.boolean(),
  minReadySeconds: fc.constantFrom(0, 5),
});

test('without surge never more than maxUnavailable nodes are without an available pod', () => {
  fc.assert(
    fc.property(course, ({ amount: maxUnavailable, isBroken, minReadySeconds, ...rest }) => {
      const strategy = unavailable(maxUnavailable);
      const { simulation } = playDaemonSet({
        from: { replicas: rest.replicas, strategy, minReadySeconds },
        pods: rest.pods,
        readiness: rest.readiness,
        neverReady: isBroken ? ['B'] : [],
      });
      const budget = nodeBudget({ replicas: rest.replicas, strategy }).unavailable;
      expect(simulation.floor).toBe(Math.max(0, rest.replicas - budget));
      expect(simulation.peakPodsWithTerminating).toBe(rest.replicas);
      expect(simulation.outcome).toBe(isBroken ? 'Stalled' : 'Completed');
    }),
  );
});

test('with surge every node has an available pod all the time, and never more than maxSurge nodes wait for the new one', () => {
  fc.assert(
    fc.property(course, ({ amount: maxSurge, isBroken, minReadySeconds, ...rest }) => {
      const strategy = surge(maxSurge);
      const budget = nodeBudget({ replicas: rest.replicas, strategy }).surge;
      const { simulation } = playDaemonSet({
        from: { replicas: rest.replicas, strategy, minReadySeconds },
        pods: rest.pods,
        readiness: rest.readiness,
        neverReady: isBroken ? ['B'] : [],
        observe: ({ after }) => {
          const { new: updated, newAvailable } = daemonPodCounts(after);
          expect(updated - newAvailable).toBeLessThanOrEqual(budget);
        },
      });
      expect(simulation.floor).toBe(rest.replicas);
      expect(simulation.peakPods).toBeLessThanOrEqual(rest.replicas + budget);
      expect(simulation.outcome).toBe(isBroken ? 'Stalled' : 'Completed');
    }),
  );
});

const podsOfNode = fc.constantFrom(
  ['A'],
  ['A?'],
  ['A-'],
  ['B'],
  ['B?'],
  ['C'],
  ['A', 'C?'],
  ['A', 'B?'],
  ['B', 'A?'],
  ['A-', 'C'],
  [],
);
const group = fc.tuple(fc.integer({ min: 1, max: 9 }), podsOfNode).map(([count, found]) => nodes(count, ...found));
const situation = fc.record({
  groups: fc.array(group, { maxLength: 5 }),
  replicas: fc.integer({ min: 0, max: 40 }),
  strategy: fc.oneof(amount.map(unavailable), amount.map(surge), fc.constant({ type: 'OnDelete' as const })),
  areBrokenOldPodsCounted: fc.boolean(),
  minReadySeconds: fc.constantFrom(0, 5),
  readiness,
  pods,
  neverReady: fc.subarray(['A', 'B', 'C']),
  hostPorts: fc.constantFrom([], [{ port: 80, protocol: 'TCP', hostIp: '' }]),
});

/** Fails where nodes are lost, equal nodes are not one group, or time goes back. */
function checkNodes(before: DaemonSetWorld, after: DaemonSetWorld, wanted: number): void {
  expect(after.at).toBeGreaterThanOrEqual(before.at);
  const counted = after.groups.filter(({ isWanted }) => isWanted).reduce((sum, each) => sum + each.nodes, 0);
  expect(counted).toBe(wanted);
  const states = after.groups.map((each) => JSON.stringify({ ...each, nodes: 0 }));
  expect(new Set(states).size).toBe(states.length);
  for (const each of after.groups) {
    expect(each.nodes).toBeGreaterThan(0);
    for (const { goneAt } of each.terminating) expect(goneAt).toBeGreaterThanOrEqual(after.at);
  }
}

test('from any state every change comes to rest, in order, with every node counted', () => {
  fc.assert(
    fc.property(situation, ({ groups, readiness: ready, pods: profile, neverReady, ...wanted }) => {
      const play = () =>
        playDaemonSet({
          from: { hostPorts: wanted.hostPorts },
          groups,
          to: wanted,
          pods: profile,
          readiness: ready,
          neverReady,
          observe: ({ before, after }) => checkNodes(before, after, wanted.replicas),
        }).simulation;
      const result = play();
      const { outcome, counts, timeline } = result;
      const isWhole = counts.old === 0 && counts.new === wanted.replicas && counts.newAvailable === wanted.replicas;
      const waits = counts.old > 0 && wanted.strategy.type === 'OnDelete';
      const mayStall = neverReady.length > 0 || wanted.hostPorts.length > 0;
      expect(outcome).toBe(isWhole ? 'Completed' : waits ? 'Paused' : mayStall ? 'Stalled' : 'no other end');
      expect(counts.terminating).toBe(0);
      const times = timeline.map((each) => each.at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(play()).toEqual(result);
    }),
    { numRuns: 300 },
  );
});
