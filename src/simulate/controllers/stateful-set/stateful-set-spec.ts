import { scaledPods } from '../../../kubernetes/int-or-percent.ts';
import type { WorkloadSpec } from '../../workload-controller.ts';

export interface RollingUpdateBlock {
  /** Counted from the first ordinal. */
  readonly partition: number;
  /** A number of pods or a percentage of replicas; absent: 1. */
  readonly maxUnavailable?: number | string;
}

export type UpdateStrategy =
  | { readonly type: 'OnDelete' }
  | {
      readonly type: 'RollingUpdate';
      /** Absent: the type is written without a block, which the API server leaves so (see `currentRevisionLimit`). */
      readonly rollingUpdate?: RollingUpdateBlock;
    };

/** What the StatefulSet wants, after the API defaults. */
export interface StatefulSetSpec extends WorkloadSpec {
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: UpdateStrategy;
  /** `ordinals.start`. */
  readonly startOrdinal: number;
  readonly minReadySeconds: number;
  /** The feature gate MaxUnavailableStatefulSet is on. */
  readonly isMaxUnavailableEnabled: boolean;
  /** An update waits until a pod is available; before 1.34 only until it is ready. */
  readonly waitsForAvailable: boolean;
  /** A maxUnavailable which is written and which this version drops. */
  readonly droppedMaxUnavailable?: number | string;
}

/** The last wanted ordinal; below the first one if no pods are wanted. Upstream getEndOrdinal. */
export function endOrdinal({ startOrdinal, replicas }: StatefulSetSpec): number {
  return startOrdinal + replicas - 1;
}

/** 0 where no block says otherwise. */
export function partitionOf({ updateStrategy }: StatefulSetSpec): number {
  return updateStrategy.type === 'RollingUpdate' ? (updateStrategy.rollingUpdate?.partition ?? 0) : 0;
}

/** The ordinal from which on pods are updated. */
export function firstUpdatedOrdinal(spec: StatefulSetSpec): number {
  return spec.startOrdinal + partitionOf(spec);
}

/** As written; undefined where the gate is off or nothing is written. */
export function writtenMaxUnavailable(spec: StatefulSetSpec): number | string | undefined {
  if (!spec.isMaxUnavailableEnabled || spec.updateStrategy.type === 'OnDelete') return undefined;
  return spec.updateStrategy.rollingUpdate?.maxUnavailable;
}

/**
 * How many pods an update may make unavailable at once; 1 where the gate is off. Never below 1: a percentage is rounded
 * down. What the API server refuses counts as 1. Upstream getStatefulSetMaxUnavailable. Example: 33 % of 10 replicas:
 * 3; 5 % of 10: 1.
 */
export function maxUnavailablePods(spec: StatefulSetSpec): number {
  const resolved = scaledPods(writtenMaxUnavailable(spec) ?? 1, spec.replicas, 'down');
  return resolved.type === 'Invalid' ? 1 : Math.max(1, resolved.pods);
}
