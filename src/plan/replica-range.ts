import { integerAt } from '../kubernetes/field-access.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ReplicaRange } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';

/**
 * How many pods a workload wants. An autoscaler owns the number: then it is the autoscaler's range, whatever the
 * manifest says; else spec.replicas; else the API server's default, 1.
 */
export function replicaRange(
  workload: RevisionObject,
  autoscalers: Autoscalers,
  written: number | undefined,
): ReplicaRange {
  const autoscaler = autoscalers.of(workload);
  if (autoscaler) {
    const { min, max } = autoscalerRange(autoscaler.object.value, autoscaler.reference.kind);
    const least = pods(min);
    return { min: least, max: Math.max(least, pods(max)), decidedBy: 'Autoscaler', autoscaler: autoscaler.reference };
  }
  const replicas = pods(written ?? 1);
  return { min: replicas, max: replicas, decidedBy: written === undefined ? 'Default' : 'Manifest' };
}

/** What the API server refuses for its size is still no negative number of pods, nor one beyond what the field can hold. */
function pods(replicas: number): number {
  return Math.min(Math.max(0, replicas), 2 ** 31 - 1);
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
