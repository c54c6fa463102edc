import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkClusterLaws, checkFenceposts } from '../../src/simulate/check-laws.ts';
import type { DeploymentSpec } from '../../src/simulate/controllers/deployment/deployment-spec.ts';
import { simulateDeployment } from '../../src/simulate/controllers/deployment/simulate-deployment.ts';
import type { Readiness } from '../../src/simulate/world.ts';
import { deployment, play, podProfile, rolling } from './builders.ts';

const modes: readonly { readonly readiness: Readiness; readonly neverReady: readonly string[] }[] = [
  { readiness: { type: 'Timed' }, neverReady: [] },
  { readiness: { type: 'Serial', everySeconds: 1 }, neverReady: [] },
  { readiness: { type: 'Timed' }, neverReady: ['B'] },
];
const amounts = [0, 1, 2, 9, '25%', '50%', '100%'] as const;

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  '%i replicas keep to the fenceposts, whatever surge, unavailable and readiness',
  (replicas) => {
    for (const surge of amounts) {
      for (const unavailable of amounts) {
        for (const { readiness, neverReady } of modes) {
          const done = play({
            from: { replicas, strategy: rolling(surge, unavailable) },
            to: { template: 'B' },
            neverReady,
            readiness,
            observe: ({ before, after }) => {
              checkClusterLaws(before, after);
              checkFenceposts(after);
            },
          });
          expect(done.outcome).toBe(replicas > 0 && neverReady.length > 0 ? 'Stalled' : 'Completed');
        }
      }
    }
  },
);

const amount = fc.oneof(
  fc.nat({ max: 12 }),
  fc.nat({ max: 100 }).map((percent) => `${percent}%`),
);
const strategy: fc.Arbitrary<DeploymentSpec['strategy']> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ type: 'Recreate' as const }) },
  { weight: 4, arbitrary: fc.tuple(amount, amount).map(([surge, unavailable]) => rolling(surge, unavailable)) },
);
const spec = fc
  .record({
    replicas: fc.nat({ max: 20 }),
    strategy,
    paused: fc.boolean(),
    template: fc.constantFrom('A', 'B', 'C'),
    minReadySeconds: fc.constantFrom(0, 5),
    revisionHistoryLimit: fc.constantFrom(0, 1, 10),
  })
  .map(deployment);
const replicaSet = fc
  .record({
    replicas: fc.nat({ max: 20 }),
    ready: fc.nat({ max: 20 }),
    desired: fc.nat({ max: 20 }),
    surge: fc.nat({ max: 5 }),
  })
  .map(({ replicas, ready, desired, surge }) => ({
    replicas,
    available: Math.min(replicas, ready),
    desiredAnnotation: desired,
    maxAnnotation: desired + surge,
  }));
const situation = fc.record({
  state: fc.record({
    replicaSets: fc
      .array(replicaSet, { maxLength: 3 })
      .map((sets) => sets.map((each, index) => ({ ...each, name: `r${index}`, template: 'ABC'.charAt(index) }))),
    isRollingOut: fc.boolean(),
  }),
  desired: spec,
  readiness: fc.constantFrom<Readiness>({ type: 'Timed' }, { type: 'Serial', everySeconds: 3 }),
  neverReady: fc.subarray(['A', 'B', 'C']),
  terminationGracePeriodSeconds: fc.constantFrom(0, 4, 30),
});

test('from any state every change comes to rest, in order, with every pod counted', () => {
  fc.assert(
    fc.property(situation, ({ neverReady, terminationGracePeriodSeconds, ...input }) => {
      const profile = podProfile({ terminationGracePeriodSeconds });
      const exceptions = new Map(neverReady.map((template) => [template, { ...profile, neverReady: true }]));
      const simulate = () =>
        simulateDeployment({
          ...input,
          pods: { profile, exceptions },
          observe: ({ before, after }) => checkClusterLaws(before, after),
        });
      const result = simulate();
      expect(result.outcome).not.toBe('Unfinished');
      expect(result.reason).not.toBe('NoProgress');
      expect(result.timeline.length).toBeLessThanOrEqual(200);
      const times = result.timeline.map((each) => each.at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(result.floor).toBeLessThanOrEqual(result.counts.oldAvailable + result.counts.newAvailable);
      expect(result.peakPods).toBeGreaterThanOrEqual(result.counts.old + result.counts.new);
      expect(simulate()).toEqual(result);
    }),
    { numRuns: 300 },
  );
});
