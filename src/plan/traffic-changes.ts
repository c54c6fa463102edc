import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { PodCounts } from '../schema/timeline.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { labelIndex } from './label-index.ts';
import type { RevisionPair } from './pair-by-identity.ts';
import { type Labels, sameNamespace, selects, serviceSelector } from './relations.ts';

/** The pods of one workload over time, as far as a Service cares. */
export interface WorkloadPods {
  readonly workload: RevisionObject;
  readonly baseLabels: Labels | undefined;
  readonly headLabels: Labels | undefined;
  readonly before: number;
  /** From the apply to the end, in order of time; undefined: it was not forecast. */
  readonly series: readonly PodCounts[] | undefined;
  readonly changes: boolean;
}

/**
 * What each Service has behind it before, during and after the change. A Service is listed if its selector changes or
 * a workload behind it does; it is left out where one of its workloads could not be forecast, since any number would be a guess.
 */
export function trafficChanges(
  services: readonly RevisionPair[],
  workloads: readonly WorkloadPods[],
): readonly TrafficChange[] {
  const selected = indexPods(workloads);
  return services
    .map((pair) => trafficChange(pair, selected))
    .filter((change) => change !== undefined)
    .toSorted((a, b) => byCodeUnit(identityKey(a.object), identityKey(b.object)));
}

function trafficChange({ base, head }: RevisionPair, selected: SelectedPods): TrafficChange | undefined {
  const service = head ?? base;
  if (!service) return undefined;
  const before = base && serviceSelector(base);
  const after = head && serviceSelector(head);
  const near = nearest(service, selected(service, before, after));
  const moves = before !== undefined && after !== undefined && !sameLabels(before, after);
  if (!moves && !near.some(({ changes }) => changes)) return undefined;
  if (near.some(({ series }) => series === undefined)) return undefined;

  const beforePods = before ? near.filter(({ baseLabels }) => selects(before, baseLabels)) : [];
  const afterPods = after ? near.filter(({ headLabels }) => selects(after, headLabels)) : [];
  const points = endpointSeries(after, near);
  const endpoints = {
    before: sum(beforePods.map((pods) => pods.before)),
    floor: Math.min(...points.map(({ endpoints }) => endpoints)),
    after: points.at(-1)?.endpoints ?? 0,
  };
  return {
    object: service.reference,
    ...(base && { before: { ...(before && { selector: before }), workloads: references(beforePods) } }),
    ...(head && { after: { ...(after && { selector: after }), workloads: references(afterPods) } }),
    endpoints,
    ...(moves && { switch: { before, after, ...emptyWindow(points) } }),
  };
}

/** The pods of a Service's namespace which its selector of base selects in base, or that of head in head. */
type SelectedPods = (
  service: RevisionObject,
  before: Labels | undefined,
  after: Labels | undefined,
) => readonly WorkloadPods[];

function indexPods(all: readonly WorkloadPods[]): SelectedPods {
  const inBase = labelIndex(all.map(({ baseLabels }) => baseLabels));
  const inHead = labelIndex(all.map(({ headLabels }) => headLabels));
  return (service, before, after) => {
    const positions = new Set([...(before ? inBase(before) : []), ...(after ? inHead(after) : [])]);
    return [...positions]
      .toSorted((a, b) => a - b)
      .flatMap((position) => all[position] ?? [])
      .filter(({ workload }) => sameNamespace(workload, service));
  };
}

/** A Service selects the pods of its own root; without any there, those of its namespace if they are in one root. */
function nearest(service: RevisionObject, pods: readonly WorkloadPods[]): readonly WorkloadPods[] {
  const own = pods.filter(({ workload }) => workload.reference.root === service.reference.root);
  if (own.length > 0) return own;
  return new Set(pods.map(({ workload }) => workload.reference.root)).size === 1 ? pods : [];
}

interface EndpointPoint {
  readonly at: number;
  readonly endpoints: number;
}

/** Ready endpoints of the new selector at every moment at which one of the workloads changes; the first is the apply. */
function endpointSeries(selector: Labels | undefined, pods: readonly WorkloadPods[]): readonly EndpointPoint[] {
  const moments = [...new Set([0, ...pods.flatMap(({ series }) => (series ?? []).map(({ at }) => at))])].toSorted(
    (a, b) => a - b,
  );
  const cursors = pods.map((each) => ({ ...each, index: 0 }));
  return moments.map((at) => ({
    at,
    endpoints: selector ? sum(cursors.map((cursor) => endpointsAt(selector, cursor, at))) : 0,
  }));
}

/** Moves the cursor to the last entry not after `at`: the series is walked once, however many moments there are. */
function endpointsAt(selector: Labels, cursor: WorkloadPods & { index: number }, at: number): number {
  const series = cursor.series ?? [];
  while (cursor.index + 1 < series.length && (series[cursor.index + 1]?.at ?? Infinity) <= at) cursor.index += 1;
  const counts = series[cursor.index];
  if (!counts) return 0;
  const old = selects(selector, cursor.baseLabels) ? counts.oldAvailable : 0;
  return old + (selects(selector, cursor.headLabels) ? counts.newAvailable : 0);
}

function emptyWindow(points: readonly EndpointPoint[]): { windowSeconds?: number } {
  const first = points.findIndex(({ endpoints }) => endpoints === 0);
  if (first < 0) return { windowSeconds: 0 };
  const end = points.slice(first).find(({ endpoints }) => endpoints > 0);
  return end ? { windowSeconds: end.at - (points[first]?.at ?? 0) } : {};
}

function references(pods: readonly WorkloadPods[]) {
  return pods.map(({ workload }) => workload.reference);
}

function sameLabels(a: Labels, b: Labels): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
