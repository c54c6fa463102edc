import type { Capacity } from '../schema/rollout.ts';
import { presentPods, type WorkloadChange } from './workload-change.ts';

/**
 * The number of replicas to which an apply takes a workload although an autoscaler owns it: what head writes, or 1
 * where head no longer writes what base did (the API server then fills in its default); undefined: an apply leaves it.
 */
export function appliedReplicas({ before, after, replicasAfter }: WorkloadChange): number | undefined {
  if (!after || replicasAfter.decidedBy !== 'Autoscaler') return undefined;
  return after.writtenReplicas ?? (before?.writtenReplicas === undefined ? undefined : 1);
}

/** An apply takes it below what the autoscaler wants, until the autoscaler acts; that is not simulated. */
export function withAutoscalerDoubt(capacity: Capacity, change: WorkloadChange): Capacity {
  const applied = appliedReplicas(change);
  const wanted = presentPods(change.replicasAfter);
  if (!change.before || applied === undefined || applied >= wanted || applied >= presentPods(change.replicasBefore))
    return capacity;
  const cause = change.after?.writtenReplicas === undefined ? 'replicas is removed' : `replicas: ${applied} is written`;
  const remark = `${cause}, so an apply takes it to ${applied} until the autoscaler makes it ${wanted} again`;
  return {
    ...capacity,
    floorGuaranteed: false,
    floorRemark: capacity.floorRemark === undefined ? remark : `${capacity.floorRemark}; ${remark}`,
  };
}
