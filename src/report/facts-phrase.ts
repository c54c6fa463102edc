import { countNoun } from '../schema/count-noun.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { formatAmounts } from './format-amounts.ts';
import { formatExpectation } from './format-duration.ts';
import { shortName } from './object-names.ts';
import { capitalise, code, joinPhrases, type Phrase, phrase, strong } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';
import { type Merge, mergePhrase, revisionPhrase } from './revision-words.ts';
import { isDoubtful } from './rollout-words.ts';
import { clipText } from './visible-text.ts';

/** The line below the verdict: what was compared, the lowest capacity, the peak, the time. */
export function factsPhrase(plan: RolloutPlan, active: readonly PlanEntry[], merge?: Merge): Phrase {
  const facts = [
    ...(merge ? [mergePhrase(merge, plan.base)] : comparedPhrases(plan)),
    ...floorPhrases(plan, active),
    ...peakPhrases(plan, active),
    ...timePhrases(active),
  ];
  return capitalise(joinPhrases(facts, ' · '));
}

/** Two directories or two texts without a name tell nothing. */
export function comparedPhrases({ base, head }: Pick<RolloutPlan, 'base' | 'head'>): readonly Phrase[] {
  const isNamed = [base, head].some(
    ({ type, ref }) => type === 'Commit' || type === 'WorkingTree' || ref !== undefined,
  );
  return isNamed ? [phrase`From ${revisionPhrase(base)} to ${revisionPhrase(head)}`] : [];
}

function floorPhrases({ summary }: RolloutPlan, active: readonly PlanEntry[]): readonly Phrase[] {
  const least = summary.capacityFloorPercent;
  if (least === null) return [];
  const holders = active.filter(
    ({ rollout, traffic }) =>
      (rollout !== undefined && rollout.capacity.floorPercent === least) ||
      (traffic !== undefined && least === 0 && isStarved(traffic)),
  );
  const [first] = holders;
  const others = holders.length > 1 ? phrase` and ${holders.length - 1} more` : [];
  const where = first && least < 100 ? phrase` (${code(clipText(shortName(first.object), 80))}${others})` : [];
  const doubtful =
    least > 0 && active.some(({ rollout }) => rollout?.type.startsWith('Rolls') && isDoubtful(rollout.capacity));
  return [phrase`lowest capacity ${strong(phrase`${least} %`)}${where}${doubtful ? ', not guaranteed' : ''}`];
}

/** What moves leaves it without an endpoint; one which is deleted for good has none to keep. */
function isStarved({ switch: moved, endpoints }: TrafficChange): boolean {
  return endpoints.floor === 0 && (moved !== undefined || (endpoints.before > 0 && endpoints.after > 0));
}

function peakPhrases({ summary }: RolloutPlan, active: readonly PlanEntry[]): readonly Phrase[] {
  if (summary.peakExtraPods === 0) return [];
  const requests = formatAmounts(summary.peakExtraRequests);
  const more = requests === undefined ? [] : phrase` (${requests})`;
  const peaks = active.filter(({ rollout }) => rollout && rollout.capacity.peakPods > rollout.capacity.base).length;
  const bound = peaks > 1 ? ', if all peak at once' : '';
  return [phrase`at most ${strong(phrase`+${countNoun(summary.peakExtraPods, 'pod')}`)}${more}${bound}`];
}

function slowest(seconds: readonly (number | undefined)[]): number {
  return seconds.reduce<number>((longest, each) => Math.max(longest, each ?? 0), 0);
}

/** Rollouts run side by side, so the slowest one counts. */
function timePhrases(active: readonly PlanEntry[]): readonly Phrase[] {
  const rollouts = active.flatMap(({ rollout }) => (rollout && rollout.outcome !== 'Rejected' ? [rollout] : []));
  const endless = rollouts.filter(({ outcome }) => outcome === 'Stalled').length;
  const ended = rollouts.filter(({ outcome }) => outcome === 'Completed').map(({ duration }) => duration);
  const best = slowest(ended.map(({ bestSeconds }) => bestSeconds));
  const expected = slowest(ended.map(({ expectedSeconds }) => expectedSeconds));
  const worst = slowest(ended.map(({ worstSeconds }) => worstSeconds));
  return [
    ...(worst > 0 ? [phrase`about ${strong(phrase`${formatExpectation(best, expected, worst)}`)}`] : []),
    ...(endless > 0
      ? [
          phrase`${countNoun(endless, 'rollout')} ${endless === 1 ? 'does' : 'do'} not end by ${endless === 1 ? 'itself' : 'themselves'}`,
        ]
      : []),
  ];
}
