import { identityKey } from '../schema/object-reference.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { countNoun } from './count-noun.ts';

/**
 * The plan in one sentence, for a notification: what hurts first, then what moves. Only counts, no names.
 * An indeterminate plan never reads as if nothing happened.
 */
export function verdictLine(plan: RolloutPlan): string {
  const parts = [...dangers(plan), ...movements(plan)];
  const gaps = plan.notComputed.length;
  if (plan.outcome === 'Indeterminate') {
    const what =
      gaps === 0 ? 'the revisions could not be compared' : `${countNoun(gaps, 'change')} could not be forecast`;
    return parts.length === 0 ? `unknown, ${what}` : `incomplete, ${what}; as far as known: ${parts.join(', ')}`;
  }
  const missing = gaps === 0 ? [] : [`${gaps} not computed`];
  if (plan.outcome === 'Unchanged') return ['nothing changes in the cluster', ...dangers(plan), ...missing].join(', ');
  const calm = movements(plan).length === 0 ? [calmVerdict(plan)] : [];
  return [...parts, ...calm, ...missing].join(', ');
}

function dangers({ summary }: RolloutPlan): readonly string[] {
  const { high, medium } = summary.findings;
  const refused = summary.rejected > 0 ? `the API server refuses ${countNoun(summary.rejected, 'object')}` : '';
  return [
    ...(high > 0
      ? [`${countNoun(high, 'blocker')}${refused === '' ? '' : ` (${refused})`}`]
      : refused === ''
        ? []
        : [refused]),
    ...(medium > 0 ? [countNoun(medium, 'warning')] : []),
  ];
}

function movements(plan: RolloutPlan): readonly string[] {
  const { workloadsRolling, workloadsScaling, trafficSwitches } = plan.summary;
  const accepted = plan.rollouts.filter(({ outcome }) => outcome !== 'Rejected');
  const starting = accepted.filter(({ type }) => type === 'Starts').length;
  const stopping = accepted.filter(({ type }) => type === 'Stops').length;
  const paused = accepted.filter(({ type, outcome }) => outcome === 'Paused' && type.startsWith('Rolls')).length;
  const unforecast = rollingWithoutForecast(plan);
  return [
    ...(workloadsRolling > 0
      ? [`${countNoun(workloadsRolling, 'workload')} ${verb(workloadsRolling, 'rolls', 'roll')}`]
      : []),
    ...(unforecast > 0
      ? [`${countNoun(unforecast, 'workload')} ${verb(unforecast, 'restarts', 'restart')} without a forecast`]
      : []),
    ...(paused > 0 ? [`${countNoun(paused, 'workload')} ${verb(paused, 'is', 'are')} paused with a new template`] : []),
    ...(workloadsScaling > 0
      ? [`${countNoun(workloadsScaling, 'workload')} ${verb(workloadsScaling, 'scales', 'scale')}`]
      : []),
    ...(trafficSwitches > 0
      ? [`${countNoun(trafficSwitches, 'Service')} ${verb(trafficSwitches, 'switches', 'switch')}`]
      : []),
    ...(starting > 0 ? [`${countNoun(starting, 'workload')} ${verb(starting, 'is', 'are')} new`] : []),
    ...(stopping > 0 ? [`${countNoun(stopping, 'workload')} ${verb(stopping, 'is', 'are')} removed`] : []),
  ];
}

/** Workloads of kinds whose controller is not simulated: their pods restart all the same. */
function rollingWithoutForecast(plan: RolloutPlan): number {
  const known = new Set(plan.rollouts.map(({ object }) => identityKey(object)));
  return plan.changes.filter(
    ({ object, effects }) =>
      effects.some((effect) => effect.type === 'RollsPods' && effect.heldBy === undefined) &&
      !known.has(identityKey(object)),
  ).length;
}

function calmVerdict(plan: RolloutPlan): string {
  const changing = plan.changes.filter(({ effects }) => effects.some(({ type }) => type !== 'NoEffect')).length;
  if (changing === 0) return `${countNoun(plan.changes.length, 'object')} edited without any effect`;
  return `${countNoun(changing, 'object')} ${verb(changing, 'changes', 'change')}, no pod restarts`;
}

function verb(count: number, singular: string, plural: string): string {
  return count === 1 ? singular : plural;
}
