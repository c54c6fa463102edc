import { identityKey } from '../schema/object-identity.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';
import type { ForecastOf } from './forecast-deployments.ts';
import { alternativesRemark, onlyMatchRemark, undecidedRemark } from './reference-remarks.ts';
import type { UndecidedService } from './traffic-changes.ts';

interface References {
  /** Those of head. */
  readonly autoscalers: Autoscalers;
  readonly services: readonly UndecidedService[];
}

/** The rollouts, each with what has to be said of objects in other roots which scale it or stand in front of it. */
export function rolloutsAcrossRoots(
  forecasts: readonly ForecastOf[],
  { autoscalers, services }: References,
): readonly WorkloadRollout[] {
  const inFront = Map.groupBy(
    services.flatMap((service) => service.workloads.map((workload) => ({ service, key: identityKey(workload) }))),
    ({ key }) => key,
  );
  return forecasts.map((forecast) => {
    const { rollout } = forecast;
    const remarks = [
      ...scaledFromElsewhere(rollout),
      ...undecidedAutoscalers(forecast, autoscalers),
      ...undecidedServices((inFront.get(identityKey(rollout.object)) ?? []).map(({ service }) => service)),
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

function undecidedServices(services: readonly UndecidedService[]): readonly string[] {
  const byRoots = Map.groupBy(services, ({ roots }) => JSON.stringify(roots));
  return [...byRoots.values()].map((group) => {
    const strangers = { referrers: group.map(({ service }) => service), target: 'matching pods' };
    return undecidedRemark(strangers, group[0]?.roots ?? []);
  });
}
