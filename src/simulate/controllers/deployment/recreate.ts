import { findNewReplicaSet, isActive } from '../../world.ts';
import { cleanUpHistory } from './clean-up-history.ts';
import {
  createNewReplicaSet,
  type DeploymentCommand,
  type DeploymentWorld,
  oldReplicaSets,
  scaleTo,
} from './deployment-world.ts';

/** One sync of Recreate: all old pods go, and only when they are gone the new ones start. Upstream rolloutRecreate. */
export function recreate(world: DeploymentWorld): readonly DeploymentCommand[] {
  const { replicas } = world.setting.deployment;
  const active = oldReplicaSets(world).filter(isActive);
  if (active.length > 0) return active.map((each) => scaleTo(world, each, 0));
  const newest = findNewReplicaSet(world);
  if (world.terminating.some((each) => each.replicaSet !== newest?.name)) return [];
  if (newest === undefined) return [createNewReplicaSet(world, replicas)];
  return newest.replicas === replicas ? cleanUpHistory(world) : [scaleTo(world, newest, replicas)];
}
