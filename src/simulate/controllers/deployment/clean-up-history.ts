import { isActive } from '../../world.ts';
import {
  type DeploymentCommand,
  type DeploymentWorld,
  isDeploymentComplete,
  oldReplicaSets,
} from './deployment-world.ts';

/** The limit which stands for none. Upstream HasRevisionHistoryLimit. */
const unlimited = 2 ** 31 - 1;

/**
 * Deletes old ReplicaSets of the lowest revisions when the Deployment is complete or paused. One which still has pods
 * is passed over, and no other is deleted in its place. Upstream cleanupDeployment. Example: limit 1, old revisions 1,
 * 2, 3: candidates are 1 and 2. It looks at the sizes from before this sync, so that a paused Deployment may delete
 * the very ReplicaSet which the same sync scaled up from 0.
 */
export function cleanUpHistory(world: DeploymentWorld): readonly DeploymentCommand[] {
  if (world.replicaSets.length <= world.setting.deployment.revisionHistoryLimit) return [];
  const { paused, revisionHistoryLimit } = world.setting.deployment;
  if (revisionHistoryLimit >= unlimited) return [];
  const old = oldReplicaSets(world);
  const surplus = old.length - revisionHistoryLimit;
  if (surplus <= 0 || !(paused || isDeploymentComplete(world))) return [];
  const candidates = old.toSorted((a, b) => a.revision - b.revision).slice(0, surplus);
  return candidates
    .filter((each) => !isActive(each))
    .map(({ name }): DeploymentCommand => ({ type: 'DeleteReplicaSet', name }));
}
