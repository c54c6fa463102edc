import type { ReplicaSetCommand } from '../../apply.ts';
import {
  type Cluster,
  type ClusterSetting,
  findNewReplicaSet,
  isActive,
  type PodEvent,
  type ReplicaSet,
  totalReplicas,
} from '../../world.ts';
import type { DeploymentSpec, Fenceposts } from './deployment-spec.ts';

/** The condition Progressing. */
export interface Progress {
  /**
   * Complete: the last rollout ended (NewReplicaSetAvailable). Progressing: one is under way. DeadlineExceeded:
   * one is under way, and nothing has moved for progressDeadlineSeconds.
   */
  readonly state: 'Complete' | 'Progressing' | 'DeadlineExceeded';
  /** The last progress, from which the deadline is counted. */
  readonly at: number;
  /** A look at the deadline is scheduled. */
  readonly isWatched: boolean;
}

export interface DeploymentWorld extends Cluster {
  readonly progress: Progress;
  readonly setting: DeploymentSetting;
}

interface DeploymentSetting extends ClusterSetting {
  readonly deployment: DeploymentSpec;
  readonly fenceposts: Fenceposts;
}

export type DeploymentCommand = ReplicaSetCommand | { readonly type: 'ExceedProgressDeadline' };
export type DeploymentEvent = PodEvent | { readonly type: 'LookAtDeadline' };

/** Every ReplicaSet but the new one, oldest first. */
export function oldReplicaSets(world: DeploymentWorld): readonly ReplicaSet[] {
  const newest = findNewReplicaSet(world);
  return world.replicaSets.filter((each) => each !== newest);
}

/**
 * A ReplicaSet with pods was last sized for another number of replicas: this sync must size the ReplicaSets, and do
 * nothing else. Upstream isScalingEvent.
 */
export function isScalingEvent(world: DeploymentWorld): boolean {
  const { replicas } = world.setting.deployment;
  return world.replicaSets.some(
    (each) => isActive(each) && each.desiredAnnotation !== undefined && each.desiredAnnotation !== replicas,
  );
}

/** All pods are of the new template, available, and as many as wanted. Upstream DeploymentComplete. */
export function isDeploymentComplete(world: DeploymentWorld): boolean {
  const { replicas } = world.setting.deployment;
  const newest = findNewReplicaSet(world);
  const { replicas: updated, available } = newest ?? { replicas: 0, available: 0 };
  return available === replicas && updated === replicas && totalReplicas(world.replicaSets) === replicas;
}

/** The write which gives a ReplicaSet a size, with the annotations which tell for which size of the Deployment. */
export function scaleTo(world: DeploymentWorld, replicaSet: ReplicaSet, replicas: number): DeploymentCommand {
  return { type: 'ScaleReplicaSet', name: replicaSet.name, replicas, ...annotationsNow(world) };
}

/** The write which creates the new ReplicaSet, of the highest revision. */
export function createNewReplicaSet(world: DeploymentWorld, replicas: number): DeploymentCommand {
  const { template, minReadySeconds } = world.setting.deployment;
  const name = freeName(world.replicaSets, template);
  const revision = 1 + Math.max(0, ...world.replicaSets.map((each) => each.revision));
  return { type: 'CreateReplicaSet', name, template, revision, minReadySeconds, replicas, ...annotationsNow(world) };
}

export function annotationsNow(world: DeploymentWorld): {
  readonly desiredAnnotation: number;
  readonly maxAnnotation: number;
} {
  const { replicas } = world.setting.deployment;
  return { desiredAnnotation: replicas, maxAnnotation: replicas + world.setting.fenceposts.surge };
}

function freeName(replicaSets: readonly ReplicaSet[], template: string): string {
  let name = template;
  while (replicaSets.some((each) => each.name === name)) name += "'";
  return name;
}
