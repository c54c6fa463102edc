import type { WorkloadRollout } from '../schema/rollout.ts';
import { appliedReplicas } from './autoscaler-doubt.ts';
import { presentPods, type WorkloadChange } from './workload-change.ts';

/** What a reviewer would not expect of this rollout, one plain sentence each. */
export function rolloutRemarks(change: WorkloadChange, rollout: WorkloadRollout): readonly string[] {
  return [autoscaled, otherSizeInCluster, tooManyAtMost, assumedOneReplica, assumedNodes]
    .map((remark) => remark(change, rollout))
    .filter((sentence) => sentence !== undefined);
}

function autoscaled(change: WorkloadChange, { capacity }: WorkloadRollout): string | undefined {
  const { replicasAfter } = change;
  if (!change.after || replicasAfter.decidedBy !== 'Autoscaler') return undefined;
  const { name, kind } = replicasAfter.autoscaler ?? { name: '', kind: 'autoscaler' };
  const { min, max, current } = replicasAfter;
  if (current === 0) return `${kind} ${name} is switched off while replicas is 0.`;
  const chosen = current === undefined ? `${min}` : `the present ${current}`;
  const range = `${kind} ${name} keeps ${min} to ${max} pods; the figures are those for ${chosen}.`;
  const applied = appliedReplicas(change);
  // A floor in doubt says why itself.
  if (
    applied === undefined ||
    (capacity.floorPercent !== undefined && !capacity.floorGuaranteed && applied < presentPods(replicasAfter))
  )
    return range;
  const cause =
    change.after.writtenReplicas === undefined ? 'replicas is removed' : `replicas: ${applied} is written as well`;
  return `${range} ${cause}: an apply sets ${applied}, until the autoscaler sets its own number again.`;
}

/** The change does not scale it, an apply does. */
function otherSizeInCluster({ before, after, replicasBefore, replicasAfter }: WorkloadChange): string | undefined {
  if (!after || replicasBefore.decidedBy !== 'Cluster' || replicasAfter.decidedBy === 'Autoscaler') return undefined;
  if (before?.writtenReplicas !== after.writtenReplicas || replicasBefore.min === replicasAfter.min) return undefined;
  return `The cluster has ${replicasBefore.min} replicas, the manifest says ${replicasAfter.min}: an apply sets ${replicasAfter.min}.`;
}

function tooManyAtMost(
  { replicasAfter, rolls }: WorkloadChange,
  { capacityAtMax }: WorkloadRollout,
): string | undefined {
  const { decidedBy, current } = replicasAfter;
  if (decidedBy !== 'Autoscaler' || current === 0 || capacityAtMax !== undefined || !rolls) return undefined;
  return `With ${replicasAfter.max} pods the rollout takes more steps than are simulated: the figures for them are left out.`;
}

function assumedOneReplica({ after, replicasAfter }: WorkloadChange): string | undefined {
  if (!after || replicasAfter.decidedBy !== 'Default') return undefined;
  return 'The manifest does not say how many replicas; the default, 1, is assumed.';
}

function assumedNodes({ after, replicasAfter }: WorkloadChange): string | undefined {
  if (!after || replicasAfter.decidedBy !== 'Assumption') return undefined;
  return `How many nodes run it is not known; ${replicasAfter.min} are assumed.`;
}
