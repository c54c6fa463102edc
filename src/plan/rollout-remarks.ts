import type { WorkloadRollout } from '../schema/rollout.ts';
import { appliedReplicas } from './autoscaler-doubt.ts';
import type { DeploymentChange } from './deployment-change.ts';

/** What a reviewer would not expect of this rollout, one plain sentence each. */
export function rolloutRemarks(change: DeploymentChange, rollout: WorkloadRollout): readonly string[] {
  return [scaledFirst, pausedRollout, autoscaled, tooManyAtMost, assumedOneReplica, noWayBack]
    .map((remark) => remark(change, rollout))
    .filter((sentence) => sentence !== undefined);
}

/** SEMANTICS: a change of replicas is handled before the new template, on the old ReplicaSet. */
function scaledFirst({ replicasBefore, replicasAfter, rolls, after }: DeploymentChange): string | undefined {
  const more = replicasAfter.min - replicasBefore.min;
  if (!rolls || more <= 0 || replicasBefore.min === 0 || after?.paused) return undefined;
  const pods = more === 1 ? '1 additional pod is' : `${more} additional pods are`;
  const then = after?.strategy.type === 'Recreate' ? 'then stopped with the others' : 'then replaced with the others';
  return `Replicas and template change together: the ${pods} first started with the old template, ${then}.`;
}

function pausedRollout({ rolls, after }: DeploymentChange): string | undefined {
  if (!after?.paused) return undefined;
  return rolls
    ? 'The Deployment is paused: the new template is stored, and no pod is replaced until somebody resumes it.'
    : 'The Deployment is paused: it still scales.';
}

function autoscaled(change: DeploymentChange, { capacity }: WorkloadRollout): string | undefined {
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

function tooManyAtMost({ replicasAfter }: DeploymentChange, { capacityAtMax }: WorkloadRollout): string | undefined {
  if (replicasAfter.decidedBy !== 'Autoscaler' || capacityAtMax !== undefined) return undefined;
  return `With ${replicasAfter.max} pods the rollout takes more steps than are simulated: the figures for them are left out.`;
}

function assumedOneReplica({ after, replicasAfter }: DeploymentChange): string | undefined {
  if (!after || replicasAfter.decidedBy !== 'Default') return undefined;
  return 'The manifest does not say how many replicas; the default, 1, is assumed.';
}

function noWayBack({ rolls, after }: DeploymentChange): string | undefined {
  if (!rolls || after?.revisionHistoryLimit !== 0) return undefined;
  return 'revisionHistoryLimit is 0: kubectl rollout undo has nothing to go back to; only reverting the commit does.';
}
