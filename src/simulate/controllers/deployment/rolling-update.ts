import { findNewReplicaSet, isActive, type ReplicaSet, totalAvailable, totalReplicas } from '../../world.ts';
import { cleanUpHistory } from './clean-up-history.ts';
import { createNewReplicaSet, type DeploymentCommand, type DeploymentWorld, scaleTo } from './deployment-world.ts';
import { newReplicaSetSize, scaleDownRoom, takeFromOldest } from './rolling-arithmetic.ts';

/** One sync of a rolling update. Upstream rolloutRolling. */
export function rollingUpdate(world: DeploymentWorld): readonly DeploymentCommand[] {
  const { replicas } = world.setting.deployment;
  const { surge } = world.setting.fenceposts;
  const newest = findNewReplicaSet(world);
  const total = totalReplicas(world.replicaSets);
  if (newest === undefined) {
    const size = newReplicaSetSize({ replicas, surge, total, newSize: 0 });
    return [
      createNewReplicaSet(world, size),
      ...scaleDownOld(world, world.replicaSets, total + size, { size, available: 0 }),
    ];
  }
  const size =
    newest.replicas > replicas ? replicas : newReplicaSetSize({ replicas, surge, total, newSize: newest.replicas });
  if (size !== newest.replicas) return [scaleTo(world, newest, size)];
  const old = world.replicaSets.filter((each) => each !== newest);
  const scaledDown = scaleDownOld(world, old, total, { size, available: newest.available });
  return scaledDown.length > 0 ? scaledDown : cleanUpHistory(world);
}

/**
 * Takes pods off the old ReplicaSets: those which are not available as far as the room allows, then available ones
 * as far as enough others are available. One ReplicaSet may be written twice. Upstream reconcileOldReplicaSets.
 */
function scaleDownOld(
  world: DeploymentWorld,
  old: readonly ReplicaSet[],
  total: number,
  newest: { readonly size: number; readonly available: number },
): readonly DeploymentCommand[] {
  const minAvailable = world.setting.deployment.replicas - world.setting.fenceposts.unavailable;
  const room = scaleDownRoom({ total, minAvailable, newSize: newest.size, newAvailable: newest.available });
  if (room <= 0) return [];
  const active = old.filter(isActive);
  const unhealthy = takeFromOldest(
    active.map((each) => each.replicas - each.available),
    room,
  );
  const left = active.map((each, index) => each.replicas - (unhealthy[index] ?? 0));
  const healthy = takeFromOldest(left, totalAvailable(active) + newest.available - minAvailable);
  const commands: DeploymentCommand[] = [];
  for (const [index, each] of active.entries()) {
    if ((unhealthy[index] ?? 0) > 0) commands.push(scaleTo(world, each, left[index] ?? 0));
  }
  for (const [index, each] of active.entries()) {
    const taken = healthy[index] ?? 0;
    if (taken > 0) commands.push(scaleTo(world, each, (left[index] ?? 0) - taken));
  }
  return commands;
}
