import type { WorkloadRollout } from '../schema/rollout.ts';
import type { DeploymentChange } from './forecast-deployment.ts';

/** What a reviewer would not expect of this rollout, one plain sentence each. */
export function rolloutRemarks(change: DeploymentChange, rollout: WorkloadRollout): readonly string[] {
  return [scaledFirst, pausedRollout, autoscaled, assumedOneReplica, noWayBack, deadlockedRevert]
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

function autoscaled({ after, before, replicasAfter }: DeploymentChange): string | undefined {
  if (!after || replicasAfter.decidedBy !== 'Autoscaler') return undefined;
  const { name, kind } = replicasAfter.autoscaler ?? { name: '', kind: 'autoscaler' };
  const range = `${kind} ${name} keeps ${replicasAfter.min} to ${replicasAfter.max} pods; the table shows ${replicasAfter.min}.`;
  if (after.writtenReplicas !== undefined) {
    return `${range} replicas: ${after.writtenReplicas} is written as well: each apply of this field sets it, and the autoscaler sets it back.`;
  }
  if (before?.writtenReplicas === undefined || after.writtenReplicas !== undefined) return range;
  return `${range} This change removes replicas: ${before.writtenReplicas}: the API server then fills in 1, and the autoscaler scales up again.`;
}

function assumedOneReplica({ after, replicasAfter }: DeploymentChange): string | undefined {
  if (!after || replicasAfter.decidedBy !== 'Default') return undefined;
  return 'The manifest does not say replicas: 1, the default, is assumed.';
}

function noWayBack({ rolls, after }: DeploymentChange): string | undefined {
  if (!rolls || after?.revisionHistoryLimit !== 0) return undefined;
  return 'revisionHistoryLimit is 0: kubectl rollout undo has nothing to go back to; only reverting the commit does.';
}

function deadlockedRevert(_: DeploymentChange, { rollback }: WorkloadRollout): string | undefined {
  if (rollback?.outcome !== 'Stalled') return undefined;
  return 'Reverting this change from a stalled rollout would not move anything: scale to another number and back first.';
}
