import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replicaSet } from '../../../../src/simulate/controllers/replica-set/replica-set.ts';

const pods = { profile: { startupSeconds: 10, neverReady: false, terminationGracePeriodSeconds: 30 } };
const spec = (replicas: number, minReadySeconds = 0) => ({ replicas, template: 'a', minReadySeconds });
const scale = (from: number, to: number, minReadySeconds = 0) =>
  replicaSet.simulate({ state: replicaSet.rolledOut(spec(from)), desired: spec(to, minReadySeconds), pods });

const live = (status: object) => ({ object: { status: { ...status } }, replicaSets: [], templateId: () => 'a' });

describe('a ReplicaSet', () => {
  test('starts all missing pods at once, and is complete when they are available', () => {
    const { outcome, floor, peakPods, endSeconds } = scale(3, 8, 5);
    expect({ outcome, floor, peakPods, endSeconds }).toEqual({
      outcome: 'Completed',
      floor: 3,
      peakPods: 8,
      endSeconds: 15,
    });
  });

  test('stops all surplus pods at once', () => {
    const { outcome, floor, peakPods, peakPodsWithTerminating, endSeconds } = scale(8, 3);
    expect({ outcome, floor, peakPods, peakPodsWithTerminating, endSeconds }).toEqual({
      outcome: 'Completed',
      floor: 3,
      peakPods: 8,
      peakPodsWithTerminating: 8,
      endSeconds: 0,
    });
  });

  test('stalls where the additional pods never become ready, and keeps the others', () => {
    const never = { profile: { ...pods.profile, neverReady: true } };
    const { outcome, reason, floor, state } = replicaSet.simulate({
      state: replicaSet.rolledOut(spec(3)),
      desired: spec(5),
      pods: never,
    });
    expect({ outcome, reason, floor, state }).toEqual({
      outcome: 'Stalled',
      reason: 'NeverReady',
      floor: 3,
      state: { replicas: 5, available: 3 },
    });
  });

  test('counts pods which are not available when the change is applied as just created', () => {
    const { endSeconds, floor } = replicaSet.simulate({ state: { replicas: 3, available: 1 }, desired: spec(3), pods });
    expect({ endSeconds, floor }).toEqual({ endSeconds: 10, floor: 1 });
  });

  test('is read from what the cluster shows', () => {
    expect(replicaSet.observed(live({ replicas: 4, availableReplicas: 3 }), spec(5))).toEqual({
      replicas: 4,
      available: 3,
    });
    expect(replicaSet.observed(live({}), spec(5))).toEqual({ replicas: 5, available: 0 });
  });

  test('never goes below the smaller size nor above the larger one', () => {
    assert(
      property(nat(50), nat(50), (from, to) => {
        const { outcome, floor, peakPods, counts } = scale(from, to);
        expect(outcome).toBe('Completed');
        expect(floor).toBe(Math.min(from, to));
        expect(peakPods).toBe(Math.max(from, to));
        expect(counts.newAvailable).toBe(to);
      }),
    );
  });
});
