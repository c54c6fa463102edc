import type { ObjectChange } from '../diff/object-change.ts';
import { objectAt } from '../kubernetes/field-access.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import { type ContainerPort, containerPorts } from '../kubernetes/service-ports.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { PodCounts } from '../schema/timeline.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import { type Labels, servesTraffic, templateLabels } from './relations.ts';
import type { RestingPods } from './resting-pods.ts';
import { present, type RevisionPair } from './revision-pairs.ts';

/** What a Service sees of the pods which one pod template makes. */
export interface PodKind {
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
}

/** The pods of one workload over time, as far as a Service cares. */
export interface WorkloadPods {
  readonly workload: RevisionObject;
  /** What the workload is in base, if it has another root or namespace there and is the same one all the same. */
  readonly movedFrom?: ObjectReference;
  /** undefined: it is not in this revision. */
  readonly base: PodKind | undefined;
  readonly head: PodKind | undefined;
  readonly before: number;
  /** How many it wants from the apply on. */
  readonly desired: number;
  /** From the apply to the end, in order of time; undefined: it was not forecast. */
  readonly series: readonly PodCounts[] | undefined;
  readonly changes: boolean;
  /** undefined: it was not forecast, or nothing moves. */
  readonly rollout?: WorkloadRollout;
}

/** The pods of all workloads which Services and budgets may select, in the order of the pairs. */
export function podsOfWorkloads(
  changes: readonly ObjectChange[],
  forecasts: readonly ForecastOf[],
  pairs: readonly RevisionPair[],
  restingPods: RestingPods,
): readonly WorkloadPods[] {
  const changed = new Map(changes.map((change) => [identityKey(change.change.object), change]));
  const forecastByKey = new Map(forecasts.map((forecast) => [identityKey(forecast.rollout.object), forecast]));
  return pairs.flatMap((pair) => {
    const workload = present(pair);
    if (!workload || !servesTraffic(workload)) return [];
    const key = identityKey(workload.reference);
    return [workloadPods({ ...pair, workload }, changed.get(key), forecastByKey.get(key), restingPods)];
  });
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
  const podsOfBase = base && podKind(base);
  const sides = {
    workload,
    ...movedFrom({ base, head }),
    base: podsOfBase,
    head: isRefusedChange ? podsOfBase : head && podKind(head),
  };
  if (forecast && !isRefusedChange) {
    const { rollout, series } = forecast;
    return {
      ...sides,
      before: rollout.capacity.base,
      desired: rollout.capacity.desired,
      series,
      changes: true,
      rollout,
    };
  }
  const steady = isSteady(change) ? restingPods(workload) : undefined;
  return {
    ...sides,
    before: steady ?? 0,
    desired: steady ?? 0,
    series:
      steady === undefined
        ? undefined
        : [{ at: 0, old: 0, new: steady, oldAvailable: 0, newAvailable: steady, terminating: 0 }],
    changes: !isSteady(change),
  };
}

function podKind(workload: RevisionObject): PodKind | undefined {
  const labels = templateLabels(workload);
  const template = podTemplateOf(workload.object.value);
  return labels && template && { labels, ports: containerPorts(objectAt(template, 'spec')) };
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
