import type { DeploymentWorld } from './controllers/deployment/deployment-world.ts';
import { InvariantError } from './invariant-error.ts';
import { type Cluster, totalAvailable, totalReplicas } from './world.ts';

/**
 * The laws which hold for every change of every cluster: time does not go back, and each pod of a ReplicaSet is either
 * available or on its way. Throws InvariantError.
 */
export function checkClusterLaws(before: Cluster, after: Cluster): void {
  if (after.at < before.at) throw new InvariantError(`time went back from ${before.at} to ${after.at}`);
  for (const { name, replicas, available, starting } of after.replicaSets) {
    const onTheWay = starting.reduce((sum, cohort) => sum + cohort.pods, 0);
    const areCounted = available >= 0 && available + onTheWay === replicas && starting.every((each) => each.pods > 0);
    if (!areCounted) throw new InvariantError(`${name} has ${available} + ${onTheWay} pods of ${replicas}`);
  }
  for (const { pods, goneAt } of after.terminating) {
    if (pods <= 0 || goneAt < after.at) throw new InvariantError(`${pods} pods are to be gone at ${goneAt}`);
  }
}

/**
 * The promise of maxSurge and maxUnavailable. It holds while a fully rolled out Deployment rolls without a change of
 * its size, and not beyond that. Throws InvariantError.
 */
export function checkFenceposts(world: DeploymentWorld): void {
  const { deployment, fenceposts } = world.setting;
  const total = totalReplicas(world.replicaSets);
  const available = totalAvailable(world.replicaSets);
  const most = deployment.replicas + fenceposts.surge;
  const fewest = deployment.replicas - fenceposts.unavailable;
  if (total > most) throw new InvariantError(`${total} pods where maxSurge allows ${most}`);
  if (available < fewest)
    throw new InvariantError(`${available} available pods where maxUnavailable promises ${fewest}`);
}
