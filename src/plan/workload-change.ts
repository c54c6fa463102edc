import type { ReplicaRange } from '../schema/rollout.ts';
import type { LiveWorkload } from '../simulate/workload-controller.ts';
import type { WorkloadFacts } from './workload-facts.ts';

/** One workload before and after the change, as far as it exists there. */
export interface WorkloadChange {
  readonly before: WorkloadFacts | undefined;
  readonly after: WorkloadFacts | undefined;
  readonly replicasBefore: ReplicaRange;
  readonly replicasAfter: ReplicaRange;
  /** The pod template of head is another one for the controller. */
  readonly rolls: boolean;
  /** What the cluster shows of it; undefined: base counts as fully rolled out. */
  readonly live?: LiveWorkload | undefined;
}

/** The same at definite numbers of pods. */
export interface WorkloadCase {
  readonly before: WorkloadFacts | undefined;
  readonly after: WorkloadFacts | undefined;
  readonly replicasBefore: number;
  readonly replicasAfter: number;
  /** What reverting the commit asks for: base as it is written, which the cluster may not have followed. */
  readonly replicasReverted: number;
  readonly rolls: boolean;
  readonly live?: LiveWorkload | undefined;
}

/** Which number of a range: the present one where it is known, else the least. */
export type RangeEnd = 'now' | 'min' | 'max';

export function caseOf(change: WorkloadChange, end: RangeEnd): WorkloadCase {
  const { before, after, rolls, live } = change;
  const replicasBefore = before ? pick(change.replicasBefore, end) : 0;
  const isWritten = change.replicasBefore.decidedBy === 'Cluster';
  return {
    before,
    after,
    replicasBefore,
    replicasAfter: after ? pick(change.replicasAfter, end) : 0,
    replicasReverted: (isWritten ? before?.writtenReplicas : undefined) ?? replicasBefore,
    rolls,
    // The cluster shows the present number of pods and no other.
    live: end === 'now' ? live : undefined,
  };
}

/** The present number where it is known, else the least. */
export function presentPods({ current, min }: ReplicaRange): number {
  return current ?? min;
}

function pick(range: ReplicaRange, end: RangeEnd): number {
  if (end === 'now') return presentPods(range);
  return end === 'max' ? range.max : range.min;
}
