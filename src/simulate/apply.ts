import { InvariantError } from './invariant-error.ts';
import { profileOf } from './pod-profile.ts';
import { wholeMilliseconds } from './queue.ts';
import { scheduleReadiness } from './readiness.ts';
import type { Reaction } from './simulate.ts';
import { type Cluster, type Cohort, type PodEvent, type ReplicaSet, replaceReplicaSet } from './world.ts';

interface ReplicaSetSize {
  readonly name: string;
  readonly replicas: number;
  readonly desiredAnnotation: number;
  readonly maxAnnotation: number;
}

/** One write of a controller. A scaling to the present size only renews the annotations. */
export type ReplicaSetCommand =
  | ({
      readonly type: 'CreateReplicaSet';
      readonly template: string;
      readonly revision: number;
      readonly minReadySeconds: number;
    } & ReplicaSetSize)
  | ({ readonly type: 'ScaleReplicaSet' } & ReplicaSetSize)
  | { readonly type: 'DeleteReplicaSet'; readonly name: string };

/** Does the write and what the ReplicaSet controller makes of it at once: it starts pods, or tells pods to stop. */
export function applyReplicaSetCommand<World extends Cluster>(
  world: World,
  command: ReplicaSetCommand,
): Reaction<World, PodEvent> {
  if (command.type === 'CreateReplicaSet') {
    const created = newReplicaSet(command);
    return startPods({ ...world, replicaSets: [...world.replicaSets, created] }, created, command.replicas);
  }
  const found = findByName(world, command.name);
  if (command.type === 'DeleteReplicaSet') {
    const replicaSets = world.replicaSets.filter((each) => each !== found);
    return terminate({ ...world, replicaSets }, found, found.replicas);
  }
  const { replicas, desiredAnnotation, maxAnnotation } = command;
  const noted = { ...found, desiredAnnotation, maxAnnotation };
  return replicas >= found.replicas ? startPods(world, noted, replicas) : stopPods(world, noted, replicas);
}

/** The fields stand in the order of every other ReplicaSet, so that the engine takes them for the same shape. */
function newReplicaSet(command: Extract<ReplicaSetCommand, { readonly type: 'CreateReplicaSet' }>): ReplicaSet {
  const { name, template, revision, minReadySeconds, desiredAnnotation, maxAnnotation } = command;
  const empty = { replicas: 0, available: 0, starting: [] };
  return { name, template, revision, ...empty, minReadySeconds, desiredAnnotation, maxAnnotation };
}

function startPods<World extends Cluster>(
  world: World,
  replicaSet: ReplicaSet,
  replicas: number,
): Reaction<World, PodEvent> {
  const pods = replicas - replicaSet.replicas;
  if (pods === 0) return { world: withReplicaSet(world, replicaSet), scheduled: [] };
  const last = replicaSet.starting.at(-1);
  const isSerial = world.setting.readiness.type === 'Serial';
  const isJoining = last !== undefined && !last.isReady && (last.createdAt === world.at || isSerial);
  const starting: readonly Cohort[] = isJoining
    ? [...replicaSet.starting.slice(0, -1), { ...last, pods: last.pods + pods }]
    : [...replicaSet.starting, { createdAt: world.at, pods, isReady: false }];
  const grown = { ...replicaSet, replicas, starting };
  const next = withReplicaSet(world, grown);
  return isJoining && !isSerial ? { world: next, scheduled: [] } : scheduleReadiness(next, grown);
}

/**
 * The ReplicaSet controller's order: pods which are not ready first, then those which are ready for the shortest
 * time; among equals the youngest. Upstream ActivePodsWithRanks.
 */
function stopPods<World extends Cluster>(
  world: World,
  replicaSet: ReplicaSet,
  replicas: number,
): Reaction<World, PodEvent> {
  const pods = replicaSet.replicas - replicas;
  const starting = [...replicaSet.starting];
  let left = pods;
  for (const isReady of [false, true]) {
    for (let index = starting.length - 1; index >= 0 && left > 0; index -= 1) {
      const cohort = starting[index];
      if (cohort === undefined || cohort.isReady !== isReady) continue;
      const stopped = Math.min(cohort.pods, left);
      left -= stopped;
      if (stopped === cohort.pods) starting.splice(index, 1);
      else starting[index] = { ...cohort, pods: cohort.pods - stopped };
    }
  }
  const shrunk = { ...replicaSet, replicas, starting, available: replicaSet.available - left };
  return terminate(withReplicaSet(world, shrunk), shrunk, pods);
}

function terminate<World extends Cluster>(
  world: World,
  replicaSet: ReplicaSet,
  pods: number,
): Reaction<World, PodEvent> {
  const { terminationGracePeriodSeconds } = profileOf(world.setting.pods, replicaSet.template);
  if (pods === 0 || terminationGracePeriodSeconds === 0) return { world, scheduled: [] };
  const goneAt = wholeMilliseconds(world.at + terminationGracePeriodSeconds);
  const { name, template } = replicaSet;
  return {
    world: { ...world, terminating: [...world.terminating, { replicaSet: name, template, pods, goneAt }] },
    scheduled: [{ at: goneAt, event: { type: 'PodsTerminated' } }],
  };
}

function withReplicaSet<World extends Cluster>(world: World, replicaSet: ReplicaSet): World {
  return { ...world, replicaSets: replaceReplicaSet(world.replicaSets, replicaSet) };
}

function findByName(world: Cluster, name: string): ReplicaSet {
  const found = world.replicaSets.find((each) => each.name === name);
  if (found === undefined) throw new InvariantError(`there is no ReplicaSet ${name}`);
  return found;
}
