import type { ReplicaRange } from '../schema/rollout.ts';

/** Where nobody says how many nodes there are. */
export const assumedNodes = 10;

/** The nodes on which a workload with one pod a node runs. */
export function countNodes(): ReplicaRange {
  return { min: assumedNodes, max: assumedNodes, decidedBy: 'Assumption' };
}
