import type { Generation, PodCounts } from '../../../schema/timeline.ts';
import { type Happening, happening } from '../../happening.ts';
import type { Change } from '../../simulate.ts';
import { type DaemonSetCommand, type DaemonSetWorld, isAvailable, isUpdated } from './daemon-set-world.ts';
import type { NodeGroup } from './node-groups.ts';

export function daemonPodCounts(world: DaemonSetWorld): PodCounts {
  const counts = { at: world.at, old: 0, new: 0, oldAvailable: 0, newAvailable: 0, terminating: 0 };
  for (const { nodes, pods, terminating } of world.groups) {
    counts.terminating += nodes * terminating.length;
    for (const pod of pods) {
      const available = isAvailable(pod) ? nodes : 0;
      if (isUpdated(world, pod)) {
        counts.new += nodes;
        counts.newAvailable += available;
      } else {
        counts.old += nodes;
        counts.oldAvailable += available;
      }
    }
  }
  return counts;
}

/** Nodes on which an available pod runs, be it one or two. */
export function servingNodes({ groups }: DaemonSetWorld): number {
  return groups.reduce((sum, { nodes, pods }) => sum + (pods.some(isAvailable) ? nodes : 0), 0);
}

/** What is seen from outside of a change: nothing if only a timer went off. */
export function tellNodes(
  { before, after, command }: Change<DaemonSetWorld, DaemonSetCommand>,
  tell: (happening: Happening) => void,
): void {
  if (before.groups === after.groups) return;
  const counts = daemonPodCounts(after);
  const tellSome = (type: Happening['type'], generation: Generation, pods: number) => {
    if (pods > 0) tell(happening(type, counts, generation, pods));
  };
  if (command?.type === 'CreatePods') tellSome('PodsStarted', 'new', command.nodes);
  else if (command !== undefined) tellSome('PodsStopped', generationOf(after, command.pod), command.nodes);
  else {
    const former = daemonPodCounts(before);
    tellSome('PodsAvailable', 'new', counts.newAvailable - former.newAvailable);
    tellSome('PodsAvailable', 'old', counts.oldAvailable - former.oldAvailable);
    for (const generation of ['new', 'old'] as const) {
      tellSome('PodsTerminated', generation, terminatingOf(before, generation) - terminatingOf(after, generation));
    }
  }
}

function terminatingOf(world: DaemonSetWorld, generation: Generation): number {
  const countOf = ({ terminating }: NodeGroup) => {
    return terminating.filter((pod) => generationOf(world, pod) === generation).length;
  };
  return world.groups.reduce((sum, group) => sum + group.nodes * countOf(group), 0);
}

function generationOf(world: DaemonSetWorld, pod: { readonly template: string }): Generation {
  return isUpdated(world, pod) ? 'new' : 'old';
}
