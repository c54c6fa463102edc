import { countAt } from '../../../kubernetes/field-access.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { LiveWorkload, WantedPods, WorkloadController } from '../../workload-controller.ts';
import { type ReplicaSetSpec, type ReplicaSetState, simulateReplicaSet } from './simulate-replica-set.ts';

/** ReplicaSets and ReplicationControllers which no Deployment owns: they scale, and never replace a pod. */
export const replicaSet: WorkloadController<ReplicaSetSpec, ReplicaSetState> = {
  kinds: ['apps/ReplicaSet', 'extensions/ReplicaSet', '/ReplicationController'],
  sizedBy: 'Replicas',
  readSpec,
  // There is no such field: it is as if it always said OnDelete.
  strategyField: 'updateStrategy',
  strategy: () => ({ type: 'OnDelete', name: 'on-delete' }),
  absent: { replicas: 0, available: 0 },
  rolledOut: ({ replicas }) => ({ replicas, available: replicas }),
  observed,
  guesses: () => [],
  simulate: simulateReplicaSet,
  surprises: () => [],
  wayOut: () => undefined,
};

function readSpec(stored: JsonObject, { replicas, template }: WantedPods): ReplicaSetSpec {
  return { replicas, template, minReadySeconds: countAt(stored, 'spec', 'minReadySeconds') ?? 0 };
}

function observed({ object }: LiveWorkload, { replicas }: ReplicaSetSpec): ReplicaSetState {
  const found = countAt(object, 'status', 'replicas') ?? replicas;
  return { replicas: found, available: Math.min(found, countAt(object, 'status', 'availableReplicas') ?? 0) };
}
