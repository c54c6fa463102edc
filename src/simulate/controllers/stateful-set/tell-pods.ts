import type { Generation, PodCounts } from '../../../schema/timeline.ts';
import { type Happening, happening } from '../../happening.ts';
import type { Change } from '../../simulate.ts';
import type { PodRange } from './pod-ranges.ts';
import type { StatefulSetCommand, StatefulSetWorld } from './stateful-set-world.ts';

export function podCounts({ at, pods, setting }: StatefulSetWorld): PodCounts {
  const counts = { at, old: 0, new: 0, oldAvailable: 0, newAvailable: 0, terminating: 0 };
  const { template } = setting.spec;
  for (const { from, to, revision, status } of pods) {
    const amount = to - from + 1;
    const generation = generationOf(template, revision);
    if (status === 'Terminating') counts.terminating += amount;
    else counts[generation] += amount;
    if (status === 'Available') counts[`${generation}Available`] += amount;
  }
  return counts;
}

/** What is seen from outside of a change: nothing if only time passed, or a pod waits for minReadySeconds now. */
export function tellPods(
  { before, after, command }: Change<StatefulSetWorld, StatefulSetCommand>,
  tell: (happening: Happening) => void,
): void {
  if (before.pods === after.pods || command?.type === 'CompleteRollingUpdate') return;
  const counts = podCounts(after);
  const { template } = after.setting.spec;
  if (command !== undefined) {
    const type = command.type === 'CreatePods' ? 'PodsStarted' : 'PodsStopped';
    tell(happening(type, counts, generationOf(template, command.revision), command.to - command.from + 1));
    return;
  }
  const former = podCounts(before);
  for (const generation of ['new', 'old'] as const) {
    const available = counts[`${generation}Available`] - former[`${generation}Available`];
    if (available > 0) tell(happening('PodsAvailable', counts, generation, available));
  }
  for (const generation of ['new', 'old'] as const) {
    const gone = terminatingOf(before.pods, template, generation) - terminatingOf(after.pods, template, generation);
    if (gone > 0) tell(happening('PodsTerminated', counts, generation, gone));
  }
}

function terminatingOf(pods: readonly PodRange[], template: string, generation: Generation): number {
  let terminating = 0;
  for (const { from, to, revision, status } of pods) {
    if (status === 'Terminating' && generationOf(template, revision) === generation) terminating += to - from + 1;
  }
  return terminating;
}

function generationOf(template: string, revision: string): Generation {
  return revision === template ? 'new' : 'old';
}
