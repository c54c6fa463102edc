import type { Reaction } from '../../simulate.ts';
import { findNewReplicaSet, type ReplicaSet, totalAvailable, totalReplicas } from '../../world.ts';
import {
  type DeploymentCommand,
  type DeploymentEvent,
  type DeploymentWorld,
  isDeploymentComplete,
  type Progress,
} from './deployment-world.ts';

/** The deadline which stands for none. Upstream HasProgressDeadline. */
const noDeadline = 2 ** 31 - 1;

/**
 * Keeps the condition Progressing: the clock of the deadline starts again at each progress. A Deployment whose
 * rollout is complete is not watched, whatever happens to its size. Upstream syncRolloutStatus, DeploymentProgressing.
 */
export function trackProgress(
  before: DeploymentWorld,
  reaction: Reaction<DeploymentWorld, DeploymentEvent>,
): Reaction<DeploymentWorld, DeploymentEvent> {
  const { world } = reaction;
  if (world.replicaSets === before.replicaSets) return reaction;
  const progress = nextProgress(before, world);
  return progress === world.progress ? reaction : watchDeadline({ ...reaction, world: { ...world, progress } });
}

/** Schedules the look at the deadline, unless one is scheduled or nothing is to be watched. */
export function watchDeadline(
  reaction: Reaction<DeploymentWorld, DeploymentEvent>,
): Reaction<DeploymentWorld, DeploymentEvent> {
  const { world, scheduled } = reaction;
  const { progress } = world;
  const { deployment } = world.setting;
  const at = progress.at + deployment.progressDeadlineSeconds;
  const hasDeadline = deployment.progressDeadlineSeconds < noDeadline && !deployment.paused;
  if (!hasDeadline || progress.state !== 'Progressing' || progress.isWatched) return reaction;
  return {
    world: { ...world, progress: { ...progress, isWatched: true } },
    scheduled: [...scheduled, { at, event: { type: 'LookAtDeadline' } }],
  };
}

/** The time of a look has come: if there was progress since it was scheduled, the next look is scheduled. */
export function lookAtDeadline(world: DeploymentWorld, at: number): Reaction<DeploymentWorld, DeploymentEvent> {
  const seen = { ...world, at, progress: { ...world.progress, isWatched: false } };
  const isOver = isDeadlineOver(seen);
  return isOver ? { world: seen, scheduled: [] } : watchDeadline({ world: seen, scheduled: [] });
}

/** Reports the deadline; the controller does nothing else about it. Upstream DeploymentTimedOut. */
export function exceedProgressDeadline(world: DeploymentWorld): readonly DeploymentCommand[] {
  return world.progress.state === 'Progressing' && !world.progress.isWatched && isDeadlineOver(world)
    ? [{ type: 'ExceedProgressDeadline' }]
    : [];
}

function isDeadlineOver({ at, progress, setting: { deployment } }: DeploymentWorld): boolean {
  return deployment.progressDeadlineSeconds < noDeadline && at >= progress.at + deployment.progressDeadlineSeconds;
}

function nextProgress(before: DeploymentWorld, after: DeploymentWorld): Progress {
  const { progress } = after;
  if (isDeploymentComplete(after)) return { ...progress, state: 'Complete', at: after.at };
  if (progress.state === 'Progressing' && progress.at === after.at) return progress;
  const updated = findNewReplicaSet(after)?.replicas ?? 0;
  const updatedBefore = findNewReplicaSet(before)?.replicas;
  const old = totalReplicas(after.replicaSets) - updated;
  const isCreated = updatedBefore === undefined && findNewReplicaSet(after) !== undefined;
  if (progress.state === 'Complete' && old === 0 && !isCreated) return progress;
  const isProgress =
    isCreated ||
    updated > (updatedBefore ?? 0) ||
    old < totalReplicas(before.replicaSets) - (updatedBefore ?? 0) ||
    totalAvailable(after.replicaSets) > totalAvailable(before.replicaSets) ||
    totalReady(after.replicaSets) > totalReady(before.replicaSets);
  return isProgress ? { ...progress, state: 'Progressing', at: after.at } : progress;
}

function totalReady(replicaSets: readonly ReplicaSet[]): number {
  let ready = totalAvailable(replicaSets);
  for (const each of replicaSets) {
    for (const cohort of each.starting) if (cohort.isReady) ready += cohort.pods;
  }
  return ready;
}
