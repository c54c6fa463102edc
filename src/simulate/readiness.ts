import { profileOf } from './pod-profile.ts';
import type { Scheduled } from './queue.ts';
import type { Reaction } from './simulate.ts';
import {
  type Cluster,
  type Cohort,
  findNewReplicaSet,
  type PodEvent,
  podsToCome,
  type ReplicaSet,
  replaceReplicaSet,
} from './world.ts';

/** What follows from pods having been started in this moment: when they will be ready and available. */
export function scheduleReadiness<World extends Cluster>(world: World, started: ReplicaSet): Reaction<World, PodEvent> {
  const { pods, readiness } = world.setting;
  const profile = profileOf(pods, started.template);
  if (profile.neverReady) return { world, scheduled: [] };
  if (readiness.type === 'Serial') {
    return world.isTicking ? { world, scheduled: [] } : tick(world, readiness.everySeconds);
  }
  const cohort = { replicaSet: started.name, createdAt: world.at };
  const readyAt = world.at + profile.startupSeconds;
  const availableAt = readyAt + started.minReadySeconds;
  const available: Scheduled<PodEvent> = { at: availableAt, event: { type: 'CohortAvailable', ...cohort } };
  if (started.minReadySeconds === 0) return { world, scheduled: [available] };
  return { world, scheduled: [{ at: readyAt, event: { type: 'CohortReady', ...cohort } }, available] };
}

/** The cohort is ready and begins to wait for minReadySeconds. A cohort which was scaled away meanwhile: no change. */
export function makeCohortReady<World extends Cluster>(world: World, name: string, createdAt: number): World {
  return changeCohort(world, name, createdAt, (replicaSet, cohort) => ({
    ...replicaSet,
    starting: replicaSet.starting.map((each) => (each === cohort ? { ...cohort, isReady: true } : each)),
  }));
}

export function makeCohortAvailable<World extends Cluster>(world: World, name: string, createdAt: number): World {
  return changeCohort(world, name, createdAt, (replicaSet, cohort) => ({
    ...replicaSet,
    available: replicaSet.available + cohort.pods,
    starting: replicaSet.starting.filter((each) => each !== cohort),
  }));
}

/** One pod becomes available: of the new ReplicaSet if it can, else of the oldest which can. */
export function makeOnePodAvailable<World extends Cluster>(world: World): Reaction<World, PodEvent> {
  const { readiness } = world.setting;
  const newest = findNewReplicaSet(world);
  const chosen =
    newest !== undefined && podsToCome(world, newest) > 0
      ? newest
      : world.replicaSets.find((each) => podsToCome(world, each) > 0);
  if (chosen === undefined) return { world: { ...world, isTicking: false }, scheduled: [] };
  const [first, ...rest] = chosen.starting;
  const starting = first === undefined || first.pods === 1 ? rest : [{ ...first, pods: first.pods - 1 }, ...rest];
  const replicaSets = replaceReplicaSet(world.replicaSets, {
    ...chosen,
    available: chosen.available + 1,
    starting,
  });
  const next = { ...world, replicaSets };
  const isMoreToCome = replicaSets.some((each) => podsToCome(next, each) > 0);
  if (readiness.type === 'Serial' && isMoreToCome) return tick(next, readiness.everySeconds);
  return { world: { ...next, isTicking: false }, scheduled: [] };
}

function tick<World extends Cluster>(world: World, everySeconds: number): Reaction<World, PodEvent> {
  return {
    world: { ...world, isTicking: true },
    scheduled: [{ at: world.at + everySeconds, event: { type: 'OnePodAvailable' } }],
  };
}

function changeCohort<World extends Cluster>(
  world: World,
  name: string,
  createdAt: number,
  change: (replicaSet: ReplicaSet, cohort: Cohort) => ReplicaSet,
): World {
  const replicaSet = world.replicaSets.find((each) => each.name === name);
  const cohort = replicaSet?.starting.find((each) => each.createdAt === createdAt);
  if (replicaSet === undefined || cohort === undefined) return world;
  return { ...world, replicaSets: replaceReplicaSet(world.replicaSets, change(replicaSet, cohort)) };
}
