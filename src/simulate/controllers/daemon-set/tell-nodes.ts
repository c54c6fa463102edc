import type { Generation, PodCounts } from '../../../schema/timeline.ts';
import { type Happening, happening } from '../../happening.ts';
import type { Change } from '../../simulate.ts';
import { type DaemonSetCommand, type DaemonSetWorld, isAvailable, isUpdated } from './daemon-set-world.ts';

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
  let serving = 0;
  for (const { nodes, pods } of groups) if (pods.some(isAvailable)) serving += nodes;
  return serving;
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
    const gone = former.terminating - counts.terminating;
    const goneNew = gone === 0 ? 0 : terminatingNew(before) - terminatingNew(after);
    tellSome('PodsTerminated', 'new', goneNew);
    tellSome('PodsTerminated', 'old', gone - goneNew);
  }
}

function terminatingNew(world: DaemonSetWorld): number {
  let pods = 0;
  for (const { nodes, terminating } of world.groups) {
    for (const pod of terminating) if (isUpdated(world, pod)) pods += nodes;
  }
  return pods;
}

function generationOf(world: DaemonSetWorld, pod: { readonly template: string }): Generation {
  return isUpdated(world, pod) ? 'new' : 'old';
}
