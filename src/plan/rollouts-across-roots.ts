import { identityKey } from '../schema/object-identity.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import type { BudgetPlan } from './plan-budgets.ts';
import type { UndecidedSelectors } from './pod-selections.ts';
import { alternativesRemark, onlyMatchRemark, undecidedRemark } from './reference-remarks.ts';

interface References {
  /** Those of head. */
  readonly autoscalers: Autoscalers;
  /** The Services and budgets which may select its pods. */
  readonly undecided: readonly UndecidedSelectors[];
  readonly budgets: Pick<BudgetPlan, 'rolloutRemarks'>;
}

/** The rollouts, each with what has to be said of the objects which scale it, stand in front of it or limit evictions. */
export function rolloutsAcrossRoots(
  forecasts: readonly ForecastOf[],
  { autoscalers, undecided, budgets }: References,
): readonly WorkloadRollout[] {
  const inFront = remarksOnSelectors(undecided);
  return forecasts.map((forecast) => {
    const { rollout } = forecast;
    const remarks = [
      ...scaledFromElsewhere(rollout),
      ...undecidedAutoscalers(forecast, autoscalers),
      ...budgets.rolloutRemarks(rollout),
      ...(inFront.get(identityKey(rollout.object)) ?? []),
    ];
    return remarks.length === 0 ? rollout : { ...rollout, remarks: [...rollout.remarks, ...remarks] };
  });
}

function scaledFromElsewhere({ object, replicas: { autoscaler } }: WorkloadRollout): readonly string[] {
  if (!autoscaler || autoscaler.root === object.root) return [];
  return [onlyMatchRemark({ referrers: [autoscaler], target: `${object.kind} ${object.name}` })];
}

function undecidedAutoscalers({ after }: ForecastOf, autoscalers: Autoscalers): readonly string[] {
  const undecided = after ? autoscalers.undecided(after.object) : [];
  const [first] = undecided;
  if (!after || !first) return [];
  const { kind, name } = after.object.reference;
  const strangers = {
    referrers: undecided.map(({ autoscaler }) => autoscaler.reference),
    target: `${kind} ${name}`,
  };
  return [first.type === 'Ambiguous' ? undecidedRemark(strangers, first.roots) : alternativesRemark(strangers)];
}

/** What has to be said of each workload, by its identity. */
function remarksOnSelectors(undecided: readonly UndecidedSelectors[]): ReadonlyMap<string, readonly string[]> {
  const remarks = new Map<string, string[]>();
  for (const { referrers, roots, workloads } of undecided) {
    const remark = undecidedRemark({ referrers, target: 'matching pods' }, roots);
    for (const workload of workloads) {
      const key = identityKey(workload);
      const known = remarks.get(key);
      if (known) known.push(remark);
      else remarks.set(key, [remark]);
    }
  }
  return remarks;
}
