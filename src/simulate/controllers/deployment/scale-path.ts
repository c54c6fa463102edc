import { findNewReplicaSet, isActive, type ReplicaSet, totalReplicas } from '../../world.ts';
import {
  annotationsNow,
  type DeploymentCommand,
  type DeploymentWorld,
  oldReplicaSets,
  scaleTo,
} from './deployment-world.ts';
import { proportionalSizes } from './proportional-sizes.ts';

/**
 * Brings the existing ReplicaSets to the wanted size without rolling anything; never creates one. Upstream scale.
 * Two of its branches write nothing although the annotations are out of date; then the Deployment is stuck (see
 * stallReason): the only ReplicaSet has the wanted size already, and Recreate with several ReplicaSets.
 */
export function scalePath(world: DeploymentWorld): readonly DeploymentCommand[] {
  const { replicas, strategy } = world.setting.deployment;
  const single = findActiveOrLatest(world);
  if (single !== undefined) return single.replicas === replicas ? [] : [scaleTo(world, single, replicas)];
  const active = world.replicaSets.filter(isActive);
  if (active.length === 0) return [];
  const newest = findNewReplicaSet(world);
  if (newest !== undefined && isSaturated(newest, replicas)) {
    const old = active.filter((each) => each !== newest).toReversed();
    return old.map((each) => scaleTo(world, each, 0));
  }
  return strategy.type === 'Recreate' ? [] : scaleProportionally(world, active);
}

/**
 * The only ReplicaSet with pods; if none has pods the new one, else the youngest; undefined if several have pods.
 * Upstream FindActiveOrLatest.
 */
function findActiveOrLatest(world: DeploymentWorld): ReplicaSet | undefined {
  const active = world.replicaSets.filter(isActive);
  if (active.length === 0) return findNewReplicaSet(world) ?? oldReplicaSets(world).at(-1);
  return active.length === 1 ? active[0] : undefined;
}

/** The new ReplicaSet alone is all that is wanted. Upstream IsSaturated. */
function isSaturated(newest: ReplicaSet, replicas: number): boolean {
  return newest.replicas === replicas && newest.desiredAnnotation === replicas && newest.available === replicas;
}

function scaleProportionally(world: DeploymentWorld, active: readonly ReplicaSet[]): readonly DeploymentCommand[] {
  const { desiredAnnotation, maxAnnotation } = annotationsNow(world);
  const statusReplicas = totalReplicas(world.replicaSets);
  const sizes = proportionalSizes(active, { replicas: desiredAnnotation, maxReplicas: maxAnnotation, statusReplicas });
  return sizes
    .filter(
      ({ replicaSet, size }) =>
        replicaSet.replicas !== size ||
        replicaSet.desiredAnnotation !== desiredAnnotation ||
        replicaSet.maxAnnotation !== maxAnnotation,
    )
    .map(({ replicaSet, size }) => scaleTo(world, replicaSet, size));
}
