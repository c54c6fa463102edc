import type { WorkloadRollout } from '../schema/rollout.ts';
import { appliedReplicas } from './autoscaler-doubt.ts';
import type { WorkloadChange } from './workload-change.ts';

/** What a reviewer would not expect of this rollout, one plain sentence each. */
export function rolloutRemarks(change: WorkloadChange, rollout: WorkloadRollout): readonly string[] {
  return [autoscaled, tooManyAtMost, assumedOneReplica]
    .map((remark) => remark(change, rollout))
    .filter((sentence) => sentence !== undefined);
}

function autoscaled(change: WorkloadChange, { capacity }: WorkloadRollout): string | undefined {
  const { replicasAfter } = change;
  if (!change.after || replicasAfter.decidedBy !== 'Autoscaler') return undefined;
  const { name, kind } = replicasAfter.autoscaler ?? { name: '', kind: 'autoscaler' };
  const range = `${kind} ${name} keeps ${replicasAfter.min} to ${replicasAfter.max} pods; the figures are those for ${replicasAfter.min}.`;
  const applied = appliedReplicas(change);
  // A floor in doubt says why itself.
  if (
    applied === undefined ||
    (capacity.floorPercent !== undefined && !capacity.floorGuaranteed && applied < replicasAfter.min)
  )
    return range;
  const cause =
    change.after.writtenReplicas === undefined ? 'replicas is removed' : `replicas: ${applied} is written as well`;
  return `${range} ${cause}: an apply sets ${applied}, until the autoscaler sets its own number again.`;
}

function tooManyAtMost({ replicasAfter }: WorkloadChange, { capacityAtMax }: WorkloadRollout): string | undefined {
  if (replicasAfter.decidedBy !== 'Autoscaler' || capacityAtMax !== undefined) return undefined;
  return `With ${replicasAfter.max} pods the rollout takes more steps than are simulated: the figures for them are left out.`;
}

function assumedOneReplica({ after, replicasAfter }: WorkloadChange): string | undefined {
  if (!after || replicasAfter.decidedBy !== 'Default') return undefined;
  return 'The manifest does not say how many replicas; the default, 1, is assumed.';
}
