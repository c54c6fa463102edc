import type { ObjectReader } from '../../kubernetes/object-reader.ts';
import { valuesIdentical } from '../../kubernetes/values-equal.ts';
import type { RevisionObject } from '../../manifest/revision-object.ts';
import { apiGroup, identityKey } from '../../schema/object-identity.ts';
import type { WorkloadRollout } from '../../schema/rollout.ts';
import { deciderWords } from '../../schema/strategy-decider.ts';
import type { ChosenStrategy } from '../../strategy/choose-strategy.ts';
import type { Refusal } from '../../strategy/compile/compiled-step.ts';
import { cannotRunTwice } from '../../strategy/compile/refusals.ts';
import { gatewayApi } from '../../strategy/compile/weighted-routes.ts';
import type { ForecastOf } from '../forecast-workloads.ts';
import { listWords } from '../list-words.ts';
import { objectName } from '../object-name.ts';
import { isAutoscaler, isBudget, isClaim, isService, scaleTarget, selectsPodsOf, servesTraffic } from '../relations.ts';
import { present, type RevisionPair } from '../revision-pairs.ts';
import { type CompiledProcedure, compileProcedure, type ProcedureInput, workloadOf } from './compile-procedure.ts';

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
  const compiler = procedureCompiler(means);
  const formerOf = formerFinder(forecasts);
  return forecasts.map((forecast) => withProcedure(forecast, formerOf(forecast), compiler));
}

/** What a workload was before the change, and how many pods it had. */
interface Former {
  readonly object: RevisionObject;
  readonly replicas: number;
}

type FindFormer = (forecast: ForecastOf) => Former | undefined;

/** Of a new workload the one whose place it takes, which the same change deletes. */
function formerFinder(forecasts: readonly ForecastOf[]): FindFormer {
  const deleted = new Map(
    forecasts.flatMap((forecast) => {
      const former = forecast.after ? undefined : formerOf(forecast);
      return former ? [[identityKey(former.object.reference), former] as const] : [];
    }),
  );
  return (forecast) => {
    const paired = forecast.objectChange?.change.pairedWith?.object;
    return formerOf(forecast) ?? (paired && deleted.get(identityKey(paired)));
  };
}

function formerOf({ before, rollout: { capacity } }: ForecastOf): Former | undefined {
  return before && { object: before.object, replicas: capacity.base };
}

/** Compiles strategies for the workloads of forecasts. */
export interface ProcedureCompiler {
  /** From what it was, or from another workload whose place it takes; undefined: there is neither, or it is removed. */
  readonly compile: (
    forecast: ForecastOf,
    strategy: ProcedureInput['strategy'],
    former?: Former,
  ) => CompiledProcedure | Refusal | undefined;
  /** Why two versions of the workload cannot run at once, which every surge asks for. */
  readonly cannotRunTwice: (forecast: ForecastOf) => Refusal | undefined;
  /** What stands around a workload, of its own namespace and root. */
  readonly around: (workload: RevisionObject) => readonly RevisionPair[];
}

export function procedureCompiler({ pairs, kubernetesVersion, read }: ProcedureMeans): ProcedureCompiler {
  const places = Map.groupBy(
    pairs.filter((pair) => present(pair) !== undefined),
    (pair) => placeKey(present(pair)),
  );
  const around = (workload: RevisionObject) => places.get(placeKey(workload)) ?? [];
  const inputOf = (forecast: ForecastOf, former = formerOf(forecast)) => {
    const { after, rollout } = forecast;
    if (!former || !after) return undefined;
    return {
      before: former.object,
      after: after.object,
      ...neighbourhood(
        former.object,
        around(former.object).flatMap(({ base }) => base ?? []),
      ),
      replicas: { before: former.replicas, after: rollout.capacity.desired },
      kubernetesVersion,
      read,
    };
  };
  return {
    around,
    compile: (forecast, strategy, former) => {
      const input = inputOf(forecast, former);
      return input && compileProcedure({ ...input, strategy });
    },
    cannotRunTwice: (forecast) => {
      const input = inputOf(forecast);
      return input && cannotRunTwice(workloadOf(input));
    },
  };
}

function placeKey(object: RevisionObject | undefined): string {
  return JSON.stringify([object?.reference.root ?? null, object?.reference.namespace ?? null]);
}

function withProcedure(
  forecast: ForecastOf,
  former: Former | undefined,
  { compile, around }: ProcedureCompiler,
): ForecastOf {
  const { chosen, rollout } = forecast;
  const result = chosen && compile(forecast, { name: chosen.name, strategy: chosen.strategy }, former);
  if (!chosen || !former || !result) return forecast;
  const procedure = result.type === 'Compiled' ? result.procedure : undefined;
  const remarks = [
    ...procedureRemark(chosen, rollout, result),
    ...(result.type === 'Compiled' ? leftOutRemark(former.object, around(former.object), result) : []),
  ];
  return {
    ...forecast,
    rollout: {
      ...rollout,
      ...(procedure && { procedure }),
      remarks: [...rollout.remarks, ...remarks],
    },
  };
}

/** What is shown is what merging does, which is not the strategy but where the workload’s own controller follows it. */
function procedureRemark(
  { name, decidedBy }: ChosenStrategy,
  { strategy, chosen }: WorkloadRollout,
  result: CompiledProcedure | Refusal,
): readonly string[] {
  const course = `this is the course of the manifest, ${strategy.type}`;
  const words = `${name}, chosen by ${deciderWords[decidedBy]}`;
  if (result.type === 'Refused') {
    return [
      `The strategy ${words}, cannot work here. ${result.reason} ${result.instead}${chosen ? ` So ${course}.` : ''}`,
    ];
  }
  return chosen ? [`If it is merged as it is, ${course}. For ${words}, do the steps below instead.`] : [];
}

/** What the change does to whatever leads to the workload, or scales it, and the steps do not end with. */
function leftOutRemark(
  workload: RevisionObject,
  pairs: readonly RevisionPair[],
  { endOf }: CompiledProcedure,
): readonly string[] {
  const changed = pairs.filter(({ base, head }) => {
    const [before, after] = [base?.object.value, head?.object.value];
    return !valuesIdentical(before, after) && !(before && after && valuesIdentical(endOf(before), after));
  });
  const related = changed.filter(({ base, head }) => [base, head].some((object) => object && means(object, workload)));
  if (related.length === 0) return [];
  const names = listWords(
    related.flatMap((pair) => present(pair)?.reference ?? []),
    objectName,
  );
  return [`What the change does to ${names} is none of the steps: they start from what is there before it.`];
}

function means(object: RevisionObject, workload: RevisionObject): boolean {
  if (isAutoscaler(object)) {
    const target = scaleTarget(object);
    return target?.name === workload.reference.name && target.kind === workload.reference.kind;
  }
  return selectsPodsOf(object, workload);
}

type Neighbourhood = Pick<ProcedureInput, 'services' | 'routes' | 'autoscalers' | 'budgets' | 'claims' | 'neighbours'>;

function neighbourhood({ reference }: RevisionObject, objects: readonly RevisionObject[]): Neighbourhood {
  const own = identityKey(reference);
  return {
    services: objects.filter(isService),
    routes: objects.filter(isRoute),
    autoscalers: objects.filter(isAutoscaler),
    budgets: objects.filter(isBudget),
    claims: objects.filter(isClaim),
    neighbours: objects.filter((object) => servesTraffic(object) && identityKey(object.reference) !== own),
  };
}

function isRoute({ reference: { apiVersion, kind } }: RevisionObject): boolean {
  const group = apiGroup(apiVersion);
  return (
    (gatewayApi.kinds.includes(kind) && group === 'gateway.networking.k8s.io') ||
    (kind === 'Ingress' && group === 'networking.k8s.io')
  );
}
