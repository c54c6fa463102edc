import { makeCohortAvailable, makeCohortReady, makeOnePodAvailable } from './readiness.ts';
import type { Reaction } from './simulate.ts';
import type { Cluster, PodEvent } from './world.ts';

/** Lets time pass until one event and does what the kubelets do then. */
export function stepPods<World extends Cluster>(world: World, at: number, event: PodEvent): Reaction<World, PodEvent> {
  const now: World = { ...world, at };
  if (event.type === 'OnePodAvailable') return makeOnePodAvailable(now);
  return { world: stepPod(now, event), scheduled: [] };
}

function stepPod<World extends Cluster>(now: World, event: Exclude<PodEvent, { type: 'OnePodAvailable' }>): World {
  if (event.type === 'PodsTerminated') {
    return { ...now, terminating: now.terminating.filter((each) => each.goneAt > now.at) };
  }
  const change = event.type === 'CohortReady' ? makeCohortReady : makeCohortAvailable;
  return change(now, event.replicaSet, event.createdAt);
}
