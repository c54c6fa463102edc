import type { Generation, PodCounts } from '../schema/timeline.ts';

/**
 * One thing that the simulated cluster did to pods, without the names of objects, and the pods after it. All
 * have the same fields, since there may be tens of thousands: what does not belong to a type is 0.
 */
export interface Happening {
  /** The same as in `counts`. */
  readonly at: number;
  readonly counts: PodCounts;
  readonly type:
    | 'Applied'
    | 'ReplicaSetScaled'
    | 'PodsStarted'
    | 'PodsStopped'
    | 'PodsAvailable'
    | 'PodsTerminated'
    | 'ProgressDeadlineExceeded'
    | 'Completed'
    | 'Paused'
    | 'Stalled';
  readonly generation: Generation;
  readonly from: number;
  readonly to: number;
  readonly pods: number;
}

export function happening(
  type: Happening['type'],
  counts: PodCounts,
  generation: Generation = 'new',
  pods = 0,
): Happening {
  return { type, generation, from: 0, to: 0, pods, at: counts.at, counts };
}
