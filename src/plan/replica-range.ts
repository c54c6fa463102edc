import { integerAt } from '../kubernetes/field-access.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ReplicaRange } from '../schema/rollout.ts';
import { isAutoscaler, sameNamespace, scaleTargetsWorkload } from './relations.ts';

/**
 * How many pods a workload wants. An autoscaler owns the number: then it is the autoscaler's range, whatever the
 * manifest says; else spec.replicas; else the API server's default, 1.
 */
export function replicaRange(
  workload: RevisionObject,
  objects: readonly RevisionObject[],
  written: number | undefined,
): ReplicaRange {
  const autoscaler = findAutoscaler(workload, objects);
  if (autoscaler) {
    const { min, max } = autoscalerRange(autoscaler.object.value, autoscaler.reference.kind);
    return { min, max: Math.max(min, max), decidedBy: 'Autoscaler', autoscaler: autoscaler.reference };
  }
  const replicas = written ?? 1;
  return { min: replicas, max: replicas, decidedBy: written === undefined ? 'Default' : 'Manifest' };
}

/** The autoscaler of the same root; else, if it is the only one of that name and namespace, of another root. */
function findAutoscaler(workload: RevisionObject, objects: readonly RevisionObject[]): RevisionObject | undefined {
  const candidates = objects.filter(
    (object) => isAutoscaler(object) && sameNamespace(object, workload) && scaleTargetsWorkload(object, workload),
  );
  const own = candidates.find(({ reference }) => reference.root === workload.reference.root);
  return own ?? (candidates.length === 1 ? candidates[0] : undefined);
}

/** Defaults: a HorizontalPodAutoscaler has minReplicas 1; KEDA has minReplicaCount 0 and maxReplicaCount 100. */
function autoscalerRange(value: JsonObject, kind: string): { min: number; max: number } {
  if (kind === 'ScaledObject') {
    return {
      min: integerAt(value, 'spec', 'minReplicaCount') ?? 0,
      max: integerAt(value, 'spec', 'maxReplicaCount') ?? 100,
    };
  }
  return { min: integerAt(value, 'spec', 'minReplicas') ?? 1, max: integerAt(value, 'spec', 'maxReplicas') ?? 1 };
}
