import type { ObjectReader } from '../../kubernetes/object-reader.ts';
import type { RevisionObject } from '../../manifest/revision-object.ts';
import { apiGroup, identityKey } from '../../schema/object-identity.ts';
import type { WorkloadRollout } from '../../schema/rollout.ts';
import { deciderWords } from '../../schema/strategy-decider.ts';
import type { ChosenStrategy } from '../../strategy/choose-strategy.ts';
import type { Refusal } from '../../strategy/compile/compiled-step.ts';
import type { ForecastOf } from '../forecast-workloads.ts';
import { isAutoscaler, isBudget, isService, templateLabels } from '../relations.ts';
import type { RevisionPair } from '../revision-pairs.ts';
import { presentPods } from '../workload-change.ts';
import { type CompiledProcedure, compileProcedure, type ProcedureInput } from './compile-procedure.ts';

export interface ProcedureMeans {
  readonly pairs: readonly RevisionPair[];
  readonly kubernetesVersion: string;
  readonly read: ObjectReader;
}

/**
 * The forecasts, with the steps of the strategies which somebody chose. What stands around a workload counts as it is in
 * base, of its own namespace and root: the steps lead from there to the workload of head.
 */
export function withProcedures(forecasts: readonly ForecastOf[], means: ProcedureMeans): readonly ForecastOf[] {
  if (!forecasts.some(({ chosen }) => chosen)) return forecasts;
  const around = Map.groupBy(
    means.pairs.flatMap(({ base }) => base ?? []),
    placeKey,
  );
  return forecasts.map((forecast) => withProcedure(forecast, around, means));
}

function placeKey({ reference: { root, namespace } }: RevisionObject): string {
  return JSON.stringify([root, namespace ?? null]);
}

function withProcedure(
  forecast: ForecastOf,
  around: ReadonlyMap<string, readonly RevisionObject[]>,
  { kubernetesVersion, read }: ProcedureMeans,
): ForecastOf {
  const { chosen, before, after, rollout } = forecast;
  if (!chosen || !before || !after) return forecast;
  const result = compileProcedure({
    before: before.object,
    after: after.object,
    ...neighbourhood(before.object, around.get(placeKey(before.object)) ?? []),
    presentReplicas: presentPods(rollout.replicas),
    strategy: { name: chosen.name, strategy: chosen.strategy },
    kubernetesVersion,
    read,
  });
  const procedure = result.type === 'Compiled' ? result.procedure : undefined;
  const remark = procedureRemark(chosen, rollout, result);
  return {
    ...forecast,
    rollout: {
      ...rollout,
      ...(procedure && { procedure }),
      remarks: remark === undefined ? rollout.remarks : [...rollout.remarks, remark],
    },
  };
}

/** What is shown is what merging does, which is not the strategy but where the workload’s own controller follows it. */
function procedureRemark(
  { name, decidedBy }: ChosenStrategy,
  { strategy, chosen }: WorkloadRollout,
  result: CompiledProcedure | Refusal,
): string | undefined {
  const course = `this is the course of the manifest, ${strategy.type}`;
  const words = `${name}, chosen by ${deciderWords[decidedBy]}`;
  if (result.type === 'Refused') {
    return `The strategy ${words}, cannot work here. ${result.reason} ${result.instead}${chosen ? ` So ${course}.` : ''}`;
  }
  return chosen && `If it is merged as it is, ${course}. For ${words}, do the steps below instead.`;
}

type Neighbourhood = Pick<ProcedureInput, 'services' | 'routes' | 'autoscalers' | 'budgets' | 'claims' | 'neighbours'>;

function neighbourhood({ reference }: RevisionObject, objects: readonly RevisionObject[]): Neighbourhood {
  const own = identityKey(reference);
  return {
    services: objects.filter(isService),
    routes: objects.filter(isRoute),
    autoscalers: objects.filter(isAutoscaler),
    budgets: objects.filter(isBudget),
    claims: objects.filter((object) => object.reference.kind === 'PersistentVolumeClaim'),
    neighbours: objects.filter((object) => servesTraffic(object) && identityKey(object.reference) !== own),
  };
}

function isRoute({ reference: { apiVersion, kind } }: RevisionObject): boolean {
  const group = apiGroup(apiVersion);
  return (
    (kind === 'HTTPRoute' && group === 'gateway.networking.k8s.io') ||
    (kind === 'Ingress' && group === 'networking.k8s.io')
  );
}

function servesTraffic(object: RevisionObject): boolean {
  return templateLabels(object) !== undefined && !['Job', 'CronJob'].includes(object.reference.kind);
}
