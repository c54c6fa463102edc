import type { ComparedStrategy, ComparedWorkload, Comparison } from '../schema/comparison.ts';
import { formatVersion } from '../schema/format-version.ts';
import type { NamedStrategy } from '../schema/named-strategy.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { Strategy } from '../schema/strategy.ts';
import { type InPlaceStrategy, isInPlace } from '../strategy/in-place.ts';
import { strategyFinder } from './chosen-strategies.ts';
import { type ForecastMeans, type ForecastOf, forecastWorkloads } from './forecast-workloads.ts';
import { liveCluster } from './live-cluster.ts';
import { forecastGaps, notComputedOf } from './not-computed.ts';
import type { PlanInput, StrategyInput } from './plan-input.ts';
import { prepareForecast } from './prepare-forecast.ts';
import { type ProcedureCompiler, procedureCompiler } from './procedure/planned-procedures.ts';
import { safeSurges } from './safe-surges.ts';
import { adviceOn } from './strategy-advice.ts';
import { forecastFigures, procedureFigures } from './strategy-figures.ts';

export interface CompareOptions {
  /** The documents which are compared beside the rolling updates. */
  readonly strategies: readonly NamedStrategy[];
  /** Absent: all workloads which roll. */
  readonly isWanted?: ((workload: ObjectReference) => boolean) | undefined;
}

export interface ComparedRevisions {
  readonly comparison: Comparison;
  /** All workloads which roll, wanted or not. */
  readonly rolling: readonly ObjectReference[];
}

/**
 * What each strategy would do to each workload that gets new pods in place of old ones: as its manifest says, rolling
 * with a surge, and by the given documents. What a Deployment follows by itself is forecast as `plan` does, one commit;
 * the others are compiled to steps and these are played. Pure: equal facts give equal bytes.
 */
export function compareStrategies(input: PlanInput, { strategies, isWanted }: CompareOptions): ComparedRevisions {
  const prepared = prepareForecast(input);
  const { changes, pairs, read, playerOf, delegations } = prepared;
  const means = { ...prepared.means, strategies: undefined };
  const written = forecastWorkloads(changes, pairs, means);
  const rolling = written.forecasts.filter(isRolling);
  const { kubernetesVersion } = input;
  const compiler = procedureCompiler({ pairs, kubernetesVersion, read });
  const wanted = rolling.filter(({ rollout }) => !isWanted || isWanted(rollout.object));
  const gaps = forecastGaps(changes, { isForecast: (object) => playerOf(object) !== undefined, delegations });
  return {
    rolling: rolling.map(({ rollout }) => rollout.object),
    comparison: {
      formatVersion,
      tool: { name: 'rollcast', version: input.toolVersion },
      kubernetesVersion,
      base: input.base.description,
      head: input.head.description,
      ...(input.facts && { usesFacts: true }),
      workloads: wanted.map((forecast) => comparedWorkload(forecast, strategies, { means, compiler })),
      notComputed: [...notComputedOf(input, gaps), ...prepared.unpaired, ...written.notComputed],
    },
  };
}

/** A workload of both revisions whose pods the change replaces. */
interface Rolling extends ForecastOf {
  readonly objectChange: NonNullable<ForecastOf['objectChange']>;
}

function isRolling(forecast: ForecastOf): forecast is Rolling {
  const { rollout, objectChange } = forecast;
  const rolls = rollout.type === 'Rolls' || rollout.type === 'RollsAndScales';
  return objectChange !== undefined && rolls && rollout.outcome !== 'Rejected';
}

interface Means {
  readonly means: ForecastMeans;
  readonly compiler: ProcedureCompiler;
}

function comparedWorkload(written: Rolling, documents: readonly NamedStrategy[], means: Means): ComparedWorkload {
  const { object, capacity, strategy } = written.rollout;
  const asWritten = rowOf('as-written', strategy, written, reversed(written, undefined, means));
  const pods = { basePods: capacity.base, desiredPods: capacity.desired };
  const alone = reasonToStandAlone(written, documents);
  if (alone !== undefined) return { object, ...pods, strategies: [asWritten], remarks: [alone] };
  const obstacle = means.compiler.cannotRunTwice(written);
  const others = documents
    .filter((document) => !(document.strategy.type === 'Recreate' && strategy.type === 'Recreate'))
    .map((document) => documentRow(document, obstacle, written, means));
  const strategies = [asWritten, ...(obstacle ? [refusedSurge(obstacle)] : surgeRows(written, means)), ...others];
  // What the manifest asks for is shown whatever it is, but not advised.
  const isObstructed = obstacle !== undefined && (strategy.surgePods ?? 0) > 0;
  const advice = adviceOn(isObstructed ? strategies.slice(1) : strategies, keptPods(written));
  const remarks = remarksOn(written, isObstructed ? obstacle.reason : undefined);
  return { object, ...pods, strategies, ...(advice && { advice }), remarks };
}

function remarksOn({ rollout }: Rolling, obstacle: string | undefined): readonly string[] {
  const { replicas, capacity, startsFrom } = rollout;
  return [
    ...(obstacle === undefined
      ? []
      : [`As written it starts new pods beside the old ones as well, which may not work. ${obstacle}`]),
    ...(replicas.decidedBy === 'Autoscaler'
      ? [
          `An autoscaler decides how many pods there are: computed with ${capacity.desired}; it may want up to ${replicas.max}.`,
        ]
      : []),
    ...(startsFrom === 'Cluster'
      ? ['Blue-green and canary are computed as if the pods of now were all of base and available.']
      : []),
  ];
}

/** Why no other strategy stands beside that of the manifest. */
function reasonToStandAlone(
  { objectChange, rollout: { capacity, object } }: Rolling,
  documents: readonly NamedStrategy[],
): string | undefined {
  if (capacity.base === 0 && capacity.desired === 0) return 'It has no pods, before and after: nothing is replaced.';
  const unfit = documents.flatMap((document) => {
    const choice = strategyFinder(choosing(document))(objectChange);
    return choice?.type === 'Unfit' && !isInPlace(document.strategy) ? [choice.reason] : [];
  })[0];
  return unfit && `A ${object.kind} is compared with nothing but its own strategy: ${unfit}.`;
}

/** Every workload follows the document. */
function choosing(document: NamedStrategy): StrategyInput {
  const strategies = new Map([[document.name, document]]);
  return { flag: document.name, rules: [], strategies, annotationsFrom: 'head', faults: new Map() };
}

/** Rolling updates which lose no pod: with the smallest surge, and with the least that is as fast as any. */
function surgeRows(written: Rolling, means: Means): readonly ComparedStrategy[] {
  const one = inPlaceRow('smallest-surge', surging(1), written, means);
  if (one.outcome === 'Refused') return [one];
  const attempt = (maxSurge: number) => {
    const row = inPlaceRow('smallest-surge', surging(maxSurge), written, means);
    return row.outcome === 'Computed' ? row : undefined;
  };
  const found = safeSurges(written.rollout.capacity.desired, keptPods(written), attempt);
  if (!found) return [refusedSurge({ reason: 'Even with maxUnavailable 0 fewer pods are available than before.' })];
  return [found.smallest, ...(found.fastest ? [{ ...found.fastest, name: 'fastest-surge' }] : [])];
}

function refusedSurge(refusal: Reason): ComparedStrategy {
  return { outcome: 'Refused', name: 'smallest-surge', ...surging(1), ...reasonOf(refusal) };
}

function surging(maxSurge: number): InPlaceStrategy {
  return { type: 'RollingUpdate', maxSurge, maxUnavailable: 0 };
}

/** As many pods as are available before the change, and wanted before and after it. */
function keptPods({ rollout: { capacity, timeline } }: Rolling): number {
  const [start] = timeline;
  const available = start ? start.oldAvailable + start.newAvailable : capacity.base;
  return Math.min(capacity.base, capacity.desired, available);
}

function documentRow(
  { name, strategy }: NamedStrategy,
  obstacle: Reason | undefined,
  written: Rolling,
  means: Means,
): ComparedStrategy {
  if (isInPlace(strategy)) {
    if (obstacle && surges(strategy)) return { outcome: 'Refused', name, ...limitsOf(strategy), ...reasonOf(obstacle) };
    return inPlaceRow(name, strategy, written, means);
  }
  const compiled = means.compiler.compile(written, { name, strategy });
  const { type } = strategy;
  if (compiled?.type !== 'Compiled') return { outcome: 'Refused', name, type, ...reasonOf(compiled) };
  return { outcome: 'Computed', name, type, figures: procedureFigures(compiled, written) };
}

function surges(strategy: InPlaceStrategy): boolean {
  return strategy.type === 'RollingUpdate' && !/^0%?$/.test(`${strategy.maxSurge ?? '25%'}`);
}

interface Reason {
  readonly reason: string;
  readonly instead?: string;
}

function reasonOf(refusal: Reason = { reason: 'It takes too long to simulate.' }): Reason {
  const { reason, instead } = refusal;
  return { reason, ...(instead !== undefined && { instead }) };
}

function inPlaceRow(name: string, strategy: InPlaceStrategy, written: Rolling, means: Means): ComparedStrategy {
  const forecast = forecastWith(written.objectChange, strategy, means.means);
  if (!forecast) return { outcome: 'Refused', name, ...limitsOf(strategy), ...reasonOf() };
  return rowOf(name, strategy, forecast, reversed(written, strategy, means));
}

/** The forecast of the change if it followed a strategy; undefined: it takes too long. */
function forecastWith(
  change: Rolling['objectChange'],
  strategy: InPlaceStrategy | undefined,
  means: ForecastMeans,
): ForecastOf | undefined {
  const strategies = strategy && choosing(unnamed(strategy));
  return forecastWorkloads([change], [], { ...means, strategies }).forecasts[0];
}

function unnamed(strategy: Strategy): NamedStrategy {
  return { name: 'compared', summary: '', explanation: '', origin: 'Shipped', strategy, notes: [] };
}

/** The way back, once the change is done: of what the cluster holds before it nothing is left. */
function reversed({ objectChange }: Rolling, strategy: InPlaceStrategy | undefined, { means }: Means) {
  const back = { ...objectChange, before: objectChange.after, after: objectChange.before };
  return forecastWith(back, strategy, { ...means, cluster: liveCluster(undefined) });
}

function rowOf(
  name: string,
  strategy: Limits,
  forecast: ForecastOf,
  back: ForecastOf | undefined,
): Extract<ComparedStrategy, { outcome: 'Computed' }> {
  return { outcome: 'Computed', name, ...limitsOf(strategy), figures: forecastFigures(forecast, back) };
}

interface Limits {
  readonly type: string;
  readonly maxSurge?: number | string | undefined;
  readonly maxUnavailable?: number | string | undefined;
}

function limitsOf({ type, maxSurge, maxUnavailable }: Limits) {
  return {
    type,
    ...(maxSurge !== undefined && { maxSurge }),
    ...(maxUnavailable !== undefined && { maxUnavailable }),
  };
}
