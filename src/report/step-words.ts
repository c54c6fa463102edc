import { countNoun } from '../schema/count-noun.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { Generation, RolloutAction, RolloutStep } from '../schema/timeline.ts';
import { formatDuration } from './format-duration.ts';
import { unreachable } from './unreachable.ts';

/** One row of the table that people read. */
export interface StepRow {
  readonly at: string;
  readonly what: string;
  readonly step: RolloutStep;
}

/** What a report shows of the steps: long rollouts lose the middle, and the row before the gap tells how much. */
export function stepRows(
  rollout: Pick<WorkloadRollout, 'type' | 'steps'>,
  rowsMax: number,
): { rows: readonly StepRow[]; hidden: number } {
  const { steps } = rollout;
  const words = hasGenerations(rollout) ? generationWords : podWords;
  const hidden = Math.max(0, steps.length - rowsMax);
  const last = hidden > 0 ? Math.floor(rowsMax / 4) : 0;
  const shown = hidden > 0 ? [...steps.slice(0, rowsMax - last), ...steps.slice(steps.length - last)] : steps;
  return { rows: shown.map((step) => toRow(step, words)), hidden };
}

/** Of repeated steps the row tells the first and the last moment; its pods are those after the last one. */
function toRow(step: RolloutStep, words: PodWords): StepRow {
  const what = describeActions(step.actions, words);
  if (step.times === 1) return { at: formatDuration(step.at), what, step };
  const every = step.everySeconds ?? 0;
  const end = step.at + every * (step.times - 1);
  return {
    at: `${formatDuration(step.at)} – ${formatDuration(end)}`,
    what: `${step.times} times, every ${formatDuration(every)}: ${what}`,
    step,
  };
}

/** “4 new are available; stops 4 old, starts 4 new”. */
export function describeActions(actions: readonly RolloutAction[], words: PodWords): string {
  const events = actions.filter(({ type }) => type === 'PodsAvailable' || type === 'PodsTerminated');
  const orders = actions.filter(({ type }) => type === 'PodsStarted' || type === 'PodsStopped');
  const text = [events, orders]
    .filter((part) => part.length > 0)
    .map((part) => part.map((action) => describeAction(action, words)).join(', '))
    .join('; ');
  return text === '' ? 'nothing happens' : text;
}

/** What a number of pods is called. */
export type PodWords = (pods: number, generation: Generation) => string;

const generationWords: PodWords = (pods, generation) => `${pods} ${generation}`;

/** Where nothing is replaced there are no old and new pods. */
const podWords: PodWords = (pods) => countNoun(pods, 'pod');

/** Old and new pods are told apart: also where a workload is scaled while another rollout is under way. */
export function hasGenerations({ type, steps }: Pick<WorkloadRollout, 'type' | 'steps'>): boolean {
  return replacesPods(type) || (type === 'Scales' && steps.some(({ old }) => old > 0));
}

/** Scaled to zero before and after: a new template replaces nothing. */
export function hasNoPods({ capacity }: Pick<WorkloadRollout, 'capacity'>): boolean {
  return capacity.base === 0 && capacity.desired === 0;
}

export function replacesPods(type: WorkloadRollout['type']): boolean {
  return type === 'Rolls' || type === 'RollsAndScales';
}

function describeAction({ type, pods, generation }: RolloutAction, words: PodWords): string {
  const which = words(pods, generation);
  switch (type) {
    case 'PodsAvailable':
      return `${which} ${pods === 1 ? 'is' : 'are'} available`;
    case 'PodsTerminated':
      return `${which} ${pods === 1 ? 'is' : 'are'} gone`;
    case 'PodsStarted':
      return `starts ${which}`;
    case 'PodsStopped':
      return `stops ${which}`;
    default:
      return unreachable(type);
  }
}

export function availablePods({ oldAvailable, newAvailable }: { oldAvailable: number; newAvailable: number }): number {
  return oldAvailable + newAvailable;
}
