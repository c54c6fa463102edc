import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AlikePods,
  countPods,
  mergePods,
  type PodRange,
  type PodStatus,
} from '../../../../src/simulate/controllers/stateful-set/pod-ranges.ts';
import {
  type StatefulSetChange,
  simulateStatefulSet,
} from '../../../../src/simulate/controllers/stateful-set/simulate-stateful-set.ts';
import { statefulSetController } from '../../../../src/simulate/controllers/stateful-set/stateful-set-controller.ts';
import {
  endOrdinal,
  type StatefulSetSpec,
} from '../../../../src/simulate/controllers/stateful-set/stateful-set-spec.ts';
import type { StatefulSetWorld } from '../../../../src/simulate/controllers/stateful-set/stateful-set-world.ts';
import type { Readiness } from '../../../../src/simulate/world.ts';
import { play, profiles, rolling, statefulSet } from './builders.ts';
import { syncPodByPod, writesOf } from './pod-by-pod.ts';

const templates = ['A', 'B', 'C'] as const;
const updateStrategy: fc.Arbitrary<StatefulSetSpec['updateStrategy']> = fc.oneof(
  fc.constant({ type: 'OnDelete' as const }),
  fc.constant({ type: 'RollingUpdate' as const }),
  fc
    .tuple(fc.nat({ max: 6 }), fc.option(fc.constantFrom(1, 2, 3, '20%', '60%'), { nil: undefined }))
    .map(([partition, maxUnavailable]) => rolling(partition, maxUnavailable)),
);
const spec = fc
  .record({
    replicas: fc.nat({ max: 6 }),
    template: fc.constantFrom(...templates),
    podManagementPolicy: fc.constantFrom('OrderedReady' as const, 'Parallel' as const),
    updateStrategy,
    startOrdinal: fc.nat({ max: 3 }),
    minReadySeconds: fc.constantFrom(0, 5),
    isMaxUnavailableEnabled: fc.boolean(),
    waitsForAvailable: fc.boolean(),
  })
  .map(statefulSet);

/** Any pods at the ordinals from 0 on; undefined: no pod. */
const podsFrom0 = fc
  .array(
    fc.option(
      fc.record({
        revision: fc.constantFrom(...templates),
        status: fc.constantFrom<PodStatus>('Starting', 'Ready', 'Available', 'Terminating'),
      }),
      { nil: undefined },
    ),
    { maxLength: 9 },
  )
  .map((slots) =>
    slots.flatMap((pod, ordinal): readonly AlikePods[] =>
      pod === undefined ? [] : [{ from: ordinal, to: ordinal, ...pod }],
    ),
  );

const situation = fc.record({
  pods: podsFrom0,
  currentRevision: fc.constantFrom(...templates),
  desired: spec,
  readiness: fc.constantFrom<Readiness>({ type: 'Timed' }, { type: 'Serial', everySeconds: 3 }),
  neverReady: fc.subarray([...templates]),
  terminationGracePeriodSeconds: fc.constantFrom(0, 4, 30),
});

test('a sync over ranges writes what a sync pod by pod writes', () => {
  fc.assert(
    fc.property(situation, ({ pods, currentRevision, desired, readiness }) => {
      const world: StatefulSetWorld = {
        at: 0,
        pods: mergePods(pods.map((each): PodRange => ({ ...each, until: Number.POSITIVE_INFINITY }))),
        currentRevision,
        isTicking: false,
        setting: { spec: desired, pods: profiles(), readiness },
      };
      expect(writesOf(statefulSetController.sync(world))).toEqual(syncPodByPod(world));
    }),
    { numRuns: 2000 },
  );
});

test('from any state every change comes to rest, with no pod twice and none too many', () => {
  fc.assert(
    fc.property(situation, ({ pods, currentRevision, desired, readiness, neverReady, ...profile }) => {
      const simulate = () =>
        simulateStatefulSet({
          state: { pods, currentRevision },
          desired,
          readiness,
          pods: profiles(profile, neverReady),
          observe: checkPods,
        });
      const result = simulate();
      expect(result.outcome).not.toBe('Unfinished');
      expect(result.reason).not.toBe('NoProgress');
      const isStalled = result.outcome === 'Stalled';
      const { pods: left } = result.state;
      const isWhole = countPods(left) === desired.replicas && left.every(isWithin(desired));
      expect(isWhole || isStalled).toBe(true);
      expect(isStalled && neverReady.length === 0).toBe(false);
      expect(simulate()).toEqual(result);
    }),
    { numRuns: 500 },
  );
});

/** Ranges are in order, do not overlap, and neighbours differ; time does not go back. */
function checkPods({ before, after }: StatefulSetChange): void {
  expect(after.at).toBeGreaterThanOrEqual(before.at);
  expect(after.pods).toEqual(mergePods(after.pods));
  for (const [index, { from, to, until }] of after.pods.entries()) {
    expect(from).toBeGreaterThan(after.pods[index - 1]?.to ?? -1);
    expect(to).toBeGreaterThanOrEqual(from);
    expect(until).toBeGreaterThanOrEqual(after.at);
  }
}

function isWithin(desired: StatefulSetSpec): (pods: AlikePods) => boolean {
  return ({ from, to }) => from >= desired.startOrdinal && to <= endOrdinal(desired);
}

const update = fc.record({
  replicas: fc.integer({ min: 1, max: 12 }),
  podManagementPolicy: fc.constantFrom('OrderedReady' as const, 'Parallel' as const),
  partition: fc.nat({ max: 14 }),
  startOrdinal: fc.nat({ max: 3 }),
  minReadySeconds: fc.constantFrom(0, 5),
  neverReady: fc.subarray(['B']),
});

test('an update without the gate goes downwards, one pod at a time, and leaves those below the partition', () => {
  fc.assert(
    fc.property(update, ({ partition, neverReady, ...from }) => {
      const deleted: number[] = [];
      const result = play({
        from: { ...from, updateStrategy: rolling(partition) },
        to: { template: 'B' },
        neverReady,
        observe: ({ command }) => {
          if (command?.type !== 'DeletePods') return;
          expect(command.from).toBe(command.to);
          deleted.push(command.from);
        },
      });
      const first = from.startOrdinal + partition;
      const downwards = Array.from({ length: Math.max(0, from.replicas - partition) }, (_, index) => first + index);
      const isStuck = neverReady.length > 0 && downwards.length > 0;
      expect(deleted).toEqual(isStuck ? downwards.slice(-1) : downwards.toReversed());
      expect(result.floor).toBeGreaterThanOrEqual(from.replicas - 1);
      expect(result.peakPods).toBe(from.replicas);
      expect(result.outcome).toBe(isStuck ? 'Stalled' : 'Completed');
    }),
  );
});

test('an update with the gate never has more than maxUnavailable pods fewer', () => {
  fc.assert(
    fc.property(update, fc.integer({ min: 1, max: 5 }), ({ partition, neverReady, ...from }, maxUnavailable) => {
      const result = play({
        from: { ...from, updateStrategy: rolling(partition, maxUnavailable), isMaxUnavailableEnabled: true },
        to: { template: 'B' },
        neverReady,
      });
      const replaced = Math.max(0, from.replicas - partition);
      expect(result.floor).toBe(from.replicas - Math.min(maxUnavailable, replaced));
    }),
  );
});
