import type { PodProfiles } from '../../pod-profile.ts';
import type { Readiness } from '../../world.ts';
import {
  type AlikePods,
  countPods,
  type OrdinalRange,
  type PodRange,
  type PodStatus,
  podsWithin,
} from './pod-ranges.ts';
import { endOrdinal, type StatefulSetSpec } from './stateful-set-spec.ts';

export interface StatefulSetWorld {
  /** Virtual seconds since the change was applied. */
  readonly at: number;
  /** By ordinal; neighbours which are alike are one range. */
  readonly pods: readonly PodRange[];
  /** `status.currentRevision`: that of the last update which ended. The update revision is the wanted template. */
  readonly currentRevision: string;
  /** Serial only: the next pod is on its way to be ready. */
  readonly isTicking: boolean;
  readonly setting: StatefulSetSetting;
}

/** What stays the same while a change is played. */
export interface StatefulSetSetting {
  readonly spec: StatefulSetSpec;
  readonly pods: PodProfiles;
  readonly readiness: Readiness;
}

/** Pods of one revision. */
interface PodsOfRevision extends OrdinalRange {
  readonly revision: string;
}

export type CreatePods = { readonly type: 'CreatePods' } & PodsOfRevision;
export type DeletePods = { readonly type: 'DeletePods' } & PodsOfRevision;
/** CompleteRollingUpdate: status.currentRevision becomes the update revision. */
export type StatefulSetCommand = CreatePods | DeletePods | { readonly type: 'CompleteRollingUpdate' };

/** PodsDue: the status of some pods ends now. */
export type StatefulSetEvent = { readonly type: 'PodsDue' } | { readonly type: 'OnePodReady' };

/** The pods whose ordinals are wanted. */
export function replicasOf<Range extends OrdinalRange>(
  pods: readonly Range[],
  spec: StatefulSetSpec,
): readonly Range[] {
  return podsWithin(pods, spec.startOrdinal, endOrdinal(spec));
}

/** The pods whose ordinals are not wanted, lowest first. */
export function condemnedOf<Range extends OrdinalRange>(
  pods: readonly Range[],
  spec: StatefulSetSpec,
): readonly Range[] {
  const below = podsWithin(pods, Number.NEGATIVE_INFINITY, spec.startOrdinal - 1);
  return [...below, ...podsWithin(pods, endOrdinal(spec) + 1, Number.POSITIVE_INFINITY)];
}

/** What updates, and the order of scaling down, wait for. Upstream isHealthy, since 1.34 isUnavailable. */
export function isHealthy(spec: StatefulSetSpec, status: PodStatus): boolean {
  return status === 'Available' || (status === 'Ready' && !spec.waitsForAvailable);
}

/**
 * Pods below this ordinal are created at the current revision, all others at the update revision. With a rollingUpdate
 * block this is the partition; without one it is the number of pods which still are at the current revision, so that a
 * low pod which is lost during an update comes back as it was. Upstream newVersionedStatefulSetPod. Example: 5 pods
 * of which 3 and 4 are updated: without a block 3, with partition 0 it is 0.
 */
export function currentRevisionLimit(
  spec: StatefulSetSpec,
  pods: readonly AlikePods[],
  currentRevision: string | undefined,
): number {
  const { updateStrategy, startOrdinal } = spec;
  if (updateStrategy.type === 'OnDelete') return startOrdinal;
  if (updateStrategy.rollingUpdate !== undefined) return startOrdinal + updateStrategy.rollingUpdate.partition;
  const current = pods.filter((each) => each.revision === currentRevision && each.status !== 'Terminating');
  return startOrdinal + countPods(current);
}

/** All wanted pods, and no others, are updated and ready. Upstream completeRollingUpdate. */
export function isRollingUpdateComplete({ pods, setting: { spec } }: StatefulSetWorld): boolean {
  return (
    spec.updateStrategy.type === 'RollingUpdate' &&
    countPods(pods) === spec.replicas &&
    pods.every(({ revision, status }) => revision === spec.template && (status === 'Ready' || status === 'Available'))
  );
}
