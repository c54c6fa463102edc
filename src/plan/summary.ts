import { addAmounts } from '../kubernetes/pod-requests.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ResourceAmounts } from '../schema/resource-amounts.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { PlanSummary } from '../schema/rollout-plan.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { percentOf } from './percent-of.ts';

/**
 * The figures of the verdict line. Extra pods and requests are added up as if every workload peaked at the same
 * moment: an upper bound.
 */
export function summarise(
  changes: readonly ResourceChange[],
  rollouts: readonly WorkloadRollout[],
  traffic: readonly TrafficChange[],
  findings: readonly Finding[],
): PlanSummary {
  const accepted = rollouts.filter(({ outcome }) => outcome !== 'Rejected');
  const rolling = accepted.filter(
    ({ type, outcome, capacity }) =>
      (type === 'Rolls' || type === 'RollsAndScales') && outcome !== 'Paused' && capacity.base + capacity.desired > 0,
  );
  const scaling = accepted.filter(({ type }) => type === 'Scales' || type === 'RollsAndScales');
  const switches = traffic.filter((change) => change.switch !== undefined);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    workloadsRolling: rolling.length,
    workloadsScaling: scaling.length,
    trafficSwitches: switches.length,
    rejected: changes.filter(({ rejected }) => rejected.length > 0).length,
    findings: { high: count('high'), medium: count('medium'), low: count('low'), info: count('info') },
    capacityFloorPercent: leastPercent(rolling, [...switches, ...movedServices(changes, traffic)]),
    peakExtraPods: accepted.reduce((sum, { capacity }) => sum + Math.max(0, capacity.peakPods - capacity.base), 0),
    peakExtraRequests: totalExtraRequests(accepted),
  };
}

function leastPercent(rolling: readonly WorkloadRollout[], switches: readonly TrafficChange[]): number | null {
  const percents = [
    ...rolling.flatMap(({ capacity }) => capacity.floorPercent ?? []),
    ...switches.filter(isCounted).flatMap(({ endpoints }) => switchPercent(endpoints)),
  ];
  return percents.length === 0 ? null : percents.reduce((least, percent) => Math.min(least, percent));
}

/** A Service which asks for another port loses endpoints without a switch; one which is deleted has none to keep. */
function movedServices(
  changes: readonly ResourceChange[],
  traffic: readonly TrafficChange[],
): readonly TrafficChange[] {
  const moved = new Set(
    changes.flatMap(({ object, effects }) =>
      effects.some(({ type }) => type === 'MovesTraffic') ? identityKey(object) : [],
    ),
  );
  return traffic.filter(
    (each) => each.switch === undefined && each.endpoints.after > 0 && moved.has(identityKey(each.object)),
  );
}

/** An alias or a Service without a selector counts no endpoints, and of an unknown backend nobody knows them. */
function isCounted({ after }: TrafficChange): boolean {
  if (after?.backends) return after.backends.every(({ isUnknown }) => !isUnknown);
  return after?.selector !== undefined;
}

/** 6 endpoints before, 3 at the lowest, 6 after: 50. A Service without endpoints before has none to lose. */
function switchPercent({ before, floor, after }: TrafficChange['endpoints']): number[] {
  if (before === 0) return [];
  return after === 0 ? [0] : [percentOf(floor, Math.min(before, after))];
}

function totalExtraRequests(rollouts: readonly WorkloadRollout[]): ResourceAmounts {
  return rollouts.reduce<ResourceAmounts>((sum, { capacity }) => addAmounts(sum, capacity.extraRequests), {
    cpu: '0',
    memory: '0',
  });
}
