import type { ObjectChange } from '../diff/object-change.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import { isService, templateLabels } from './relations.ts';
import type { RestingPods } from './resting-pods.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import { type Traffic, trafficChanges, type WorkloadPods } from './traffic-changes.ts';

/** The Services whose selector changes, or which stand in front of a workload that does. */
export function planTraffic(
  changes: readonly ObjectChange[],
  pods: readonly WorkloadPods[],
  pairs: readonly RevisionPair[],
): Traffic {
  return trafficChanges(acceptedPairs(changes, pairs, isService), pods);
}

/** The objects of one sort in both revisions; what the API server refuses stays as it is in base. */
export function acceptedPairs(
  changes: readonly ObjectChange[],
  pairs: readonly RevisionPair[],
  isWanted: (object: RevisionObject) => boolean,
): readonly RevisionPair[] {
  const refused = new Set(changes.filter(({ verdict }) => verdict.rejected.length > 0).map(keyOf));
  return pairs
    .filter((pair) => existing(pair).some(isWanted))
    .map((pair) => (isRefused(pair, refused) ? { ...pair, head: pair.base } : pair));
}

/** The pods of all workloads which Services and budgets may select. */
export function podsOfWorkloads(
  changes: readonly ObjectChange[],
  forecasts: readonly ForecastOf[],
  pairs: readonly RevisionPair[],
  restingPods: RestingPods,
): readonly WorkloadPods[] {
  const changed = new Map(changes.map((change) => [keyOf(change), change]));
  const forecastByKey = new Map(forecasts.map((forecast) => [identityKey(forecast.rollout.object), forecast]));
  return pairs.flatMap((pair) =>
    existing(pair)
      .filter(servesTraffic)
      .map((workload) => {
        const key = identityKey(workload.reference);
        return workloadPods({ ...pair, workload }, changed.get(key), forecastByKey.get(key), restingPods);
      }),
  );
}

function keyOf({ change }: ObjectChange): string {
  return identityKey(change.object);
}

function existing(pair: RevisionPair): readonly RevisionObject[] {
  const object = present(pair);
  return object ? [object] : [];
}

function isRefused(pair: RevisionPair, refused: ReadonlySet<string>): boolean {
  return existing(pair).some(({ reference }) => refused.has(identityKey(reference)));
}

/** Pods of a Job come and go; nobody puts a Service in front of them on purpose. */
function servesTraffic(object: RevisionObject): boolean {
  return templateLabels(object) !== undefined && !['Job', 'CronJob'].includes(object.reference.kind);
}

interface WorkloadSides extends RevisionPair {
  readonly workload: RevisionObject;
}

function workloadPods(
  { workload, base, head }: WorkloadSides,
  change: ObjectChange | undefined,
  forecast: ForecastOf | undefined,
  restingPods: RestingPods,
): WorkloadPods {
  const isRefusedChange = change !== undefined && change.verdict.rejected.length > 0;
  const labels = {
    workload,
    ...movedFrom({ base, head }),
    baseLabels: base && templateLabels(base),
    headLabels: isRefusedChange ? base && templateLabels(base) : head && templateLabels(head),
  };
  if (forecast && !isRefusedChange) {
    const { base: pods, desired } = forecast.rollout.capacity;
    return { ...labels, before: pods, desired, series: forecast.series, changes: true };
  }
  const steady = isSteady(change) ? restingPods(workload) : undefined;
  return {
    ...labels,
    before: steady ?? 0,
    desired: steady ?? 0,
    series:
      steady === undefined
        ? undefined
        : [{ at: 0, old: 0, new: steady, oldAvailable: 0, newAvailable: steady, terminating: 0 }],
    changes: !isSteady(change),
  };
}

function movedFrom({ base, head }: RevisionPair): Pick<WorkloadPods, 'movedFrom'> {
  if (!base || !head || base === head) return {};
  const isSame = base.reference.root === head.reference.root && base.reference.namespace === head.reference.namespace;
  return isSame ? {} : { movedFrom: base.reference };
}

/** Nothing of the workload moves: it does not change, the change is refused, or it touches no pod. */
function isSteady(change: ObjectChange | undefined): boolean {
  if (!change || change.verdict.rejected.length > 0) return true;
  return change.change.action === 'update' && change.verdict.rolls !== true && !change.verdict.scales;
}
