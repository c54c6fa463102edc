import { countNoun } from '../schema/count-noun.ts';
import type { Capacity, WorkloadRollout } from '../schema/rollout.ts';
import { deciderWords } from '../schema/strategy-decider.ts';
import { formatAmounts } from './format-amounts.ts';
import { formatDuration, formatExpectation } from './format-duration.ts';
import { code, joinPhrases, type Phrase, phrase } from './phrase.ts';
import { describeActions, type PodWords, replacesPods } from './step-words.ts';

/** “6 of 8 (75 %)”; undefined for a created workload, which has nothing to lose. */
export function describeFloor({ base, desired, floor, floorPercent }: Capacity): string | undefined {
  if (floorPercent === undefined) return undefined;
  return `${floor} of ${Math.max(floor, Math.min(base, desired))} (${floorPercent} %)`;
}

/** It may go lower than that; below none there is nothing to doubt. */
export function isDoubtful({ floorGuaranteed, floorPercent, floor }: Capacity): boolean {
  return !floorGuaranteed && floorPercent !== undefined && floor > 0;
}

/** “10 pods (12 with terminating)”. */
export function describePeak({ peakPods, peakPodsWithTerminating }: Capacity): string {
  const more = (peakPodsWithTerminating ?? peakPods) > peakPods ? ` (${peakPodsWithTerminating} with terminating)` : '';
  return `${countNoun(peakPods, 'pod')}${more}`;
}

/** “40 s (20 s – 5 min)”: expected, and the range; or why there is no end. */
export function describeTime({ duration, outcome }: WorkloadRollout): string {
  if (outcome === 'Paused') return 'waits for a person';
  if (outcome === 'Stalled') return 'never ends';
  if (outcome === 'Rejected') return '–';
  const { bestSeconds, expectedSeconds, worstSeconds } = duration;
  const low = bestSeconds ?? expectedSeconds;
  const high = worstSeconds ?? expectedSeconds;
  if (low === undefined || high === undefined) return 'not known';
  return formatExpectation(low, expectedSeconds ?? high, high);
}

/** Whether it matters how pods are replaced: some are, and nobody is waited for. */
export function hasStrategy({ type, outcome, capacity }: WorkloadRollout): boolean {
  return replacesPods(type) && outcome !== 'Paused' && capacity.desired > 0;
}

/** Which strategy, who decided it, and what its numbers come to. */
export function strategyPhrase({ strategy, capacity }: WorkloadRollout): Phrase {
  const decided = decidedWords(strategy);
  if (strategy.type === 'Recreate') {
    return phrase`Recreate, ${decided}: all old pods stop and are gone before the first new one starts.`;
  }
  if (strategy.type === 'OnDelete') {
    return phrase`OnDelete, ${decided}: a pod gets the new template when somebody deletes the old one.`;
  }
  if (strategy.podManagementPolicy !== undefined) return orderedPhrase(strategy, decided);
  const { maxSurge, maxUnavailable, surgePods, unavailablePods } = strategy;
  const limits = [
    ...(maxSurge === undefined ? [] : [phrase`maxSurge ${code(String(maxSurge))}`]),
    ...(maxUnavailable === undefined ? [] : [phrase`maxUnavailable ${code(String(maxUnavailable))}`]),
  ];
  const numbers =
    surgePods === undefined || unavailablePods === undefined
      ? []
      : phrase`: ${limitsText(surgePods, unavailablePods)} than ${capacity.desired}`;
  const named = limits.length === 0 ? [] : phrase` with ${joinPhrases(limits, ' and ')}`;
  return phrase`RollingUpdate${named}, ${decided}${numbers}.`;
}

function decidedWords({ decidedBy, name }: WorkloadRollout['strategy']): string {
  if (decidedBy === 'Manifest') return 'set in the manifest';
  if (decidedBy === 'Default') return 'the API server’s default';
  return `strategy ${name} chosen by ${deciderWords[decidedBy]}`;
}

function limitsText(surgePods: number, unavailablePods: number): string {
  if (surgePods === 0) return `at most ${countNoun(unavailablePods, 'pod')} fewer, and none more,`;
  if (unavailablePods === 0) return `at most ${countNoun(surgePods, 'pod')} more, and none fewer,`;
  return `at most ${countNoun(surgePods, 'pod')} more and ${unavailablePods} fewer`;
}

/** A StatefulSet replaces pods in the order of their names, and never has more than it should. */
function orderedPhrase({ unavailablePods = 1 }: WorkloadRollout['strategy'], decided: string): Phrase {
  const pace =
    unavailablePods === 1
      ? 'one pod after the other, each when the one before is ready'
      : `at most ${unavailablePods} pods at a time`;
  return phrase`RollingUpdate, ${decided}: ${pace}, from the highest ordinal down.`;
}

/** Floor and peak with what they request, for what no table shows. */
export function capacityPhrase(capacity: Capacity): Phrase {
  const { floor, floorPercent, base, desired } = capacity;
  const lowest =
    floorPercent === undefined
      ? []
      : phrase`at least ${floor} of ${countNoun(Math.min(base, desired), 'pod')} available (${floorPercent} %); `;
  const requests = requestsPhrase(capacity);
  const requested = requests ? phrase`, requesting ${requests}` : [];
  return phrase`${lowest}at most ${describePeak(capacity)} at once${requested}.`;
}

/** Why the lowest number is no promise; undefined where it is one. */
export function doubtPhrase(capacity: Capacity): Phrase | undefined {
  if (!isDoubtful(capacity)) return undefined;
  const { floorRemark } = capacity;
  return floorRemark === undefined ? phrase`this is an estimate.` : phrase`${floorRemark.replace(/\.$/, '')}.`;
}

/** “5 CPU and 10 GiB (1 CPU and 2 GiB more than before)”; undefined: nothing is requested. */
export function requestsPhrase(capacity: Capacity): Phrase | undefined {
  const { peakRequests, extraRequests, base, peakPods, peakPodsWithTerminating } = capacity;
  const all = formatAmounts(peakRequests);
  if (all === undefined) return undefined;
  const extra = formatAmounts(extraRequests);
  const more = extra === undefined ? ', no more than before' : phrase` (${extra} more than before)`;
  const terminating = (peakPodsWithTerminating ?? peakPods) > peakPods ? ', without the terminating pods' : '';
  return phrase`${all}${base === 0 ? [] : more}${terminating}`;
}

/** What the time takes as given beside what the whole report does. */
export function assumptionsPhrase(assumptions: readonly string[]): Phrase | undefined {
  return assumptions.length === 0 ? undefined : phrase`${assumptions.join(' ')}`;
}

/** “It stops after 10 s: 6 of 8 …”; what Kubernetes says, and when. */
export function stallPhrase({ stall, capacity }: WorkloadRollout): Phrase | undefined {
  if (!stall) return undefined;
  const { available, availablePercent, newPods, atSeconds, reportedAfterSeconds } = stall;
  const of = Math.max(available, Math.min(capacity.base, capacity.desired));
  const serves =
    capacity.base === 0
      ? 'nothing serves'
      : `${available} of ${countNoun(of, 'pod')} ${of === 1 ? 'keeps' : 'keep'} serving${availablePercent === undefined ? '' : ` (${availablePercent} %)`}`;
  const broken = newPods === 0 ? '' : `, ${countNoun(newPods, 'new pod')} ${newPods === 1 ? 'stays' : 'stay'} unready`;
  const reported =
    reportedAfterSeconds === undefined
      ? 'There is no deadline for it, so Kubernetes reports nothing'
      : `Kubernetes reports ProgressDeadlineExceeded after ${formatDuration(reportedAfterSeconds)}`;
  const when = atSeconds === 0 ? 'at once' : `after ${formatDuration(atSeconds)}`;
  return phrase`the rollout stops ${when}: ${serves}${broken}. ${reported} and does not roll back by itself.`;
}

/** On the way back the template of base is the one that is rolled out. */
const rollbackWords: PodWords = (pods, generation) => `${pods} ${generation === 'old' ? 'unready new' : 'old'}`;

/** What reverting the commit does from there. */
export function rollbackPhrase({ rollback }: WorkloadRollout): Phrase | undefined {
  if (!rollback) return undefined;
  const { outcome, seconds, floor, steps, remark } = rollback;
  const actions = steps.slice(0, 3).map(({ actions: all, times }) => {
    return `${describeActions(all, rollbackWords)}${times > 1 ? ` (${times} times)` : ''}`;
  });
  const more = remark === undefined ? [] : phrase` ${remark}`;
  if (outcome === 'Stalled' && actions.length === 0) return phrase`reverting the commit is not enough.${more}`;
  const what = actions.length === 0 ? '' : `: ${actions.join('; then ')}${steps.length > 3 ? '; and so on' : ''}`;
  const end =
    outcome === 'Completed'
      ? `complete ${(seconds ?? 0) === 0 ? 'at once' : `after ${formatDuration(seconds ?? 0)}`}${floor === 0 ? '' : `, never below ${countNoun(floor, 'available pod')}`}`
      : outcome === 'Paused'
        ? 'then it waits for a person'
        : 'it does not complete by itself';
  return phrase`reverting the commit${what}; ${end}.${more}`;
}
