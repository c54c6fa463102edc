import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { PodCounts } from '../schema/timeline.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { podsElsewhereRemark, podsUndecidedRemark } from './reference-remarks.ts';
import { type Labels, selects, serviceSelector } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import { podSelection, type SelectedPods } from './selected-pods.ts';

/** The pods of one workload over time, as far as a Service cares. */
export interface WorkloadPods {
  readonly workload: RevisionObject;
  /** What the workload is in base, if it has another root or namespace there and is the same one all the same. */
  readonly movedFrom?: ObjectReference;
  readonly baseLabels: Labels | undefined;
  readonly headLabels: Labels | undefined;
  readonly before: number;
  /** From the apply to the end, in order of time; undefined: it was not forecast. */
  readonly series: readonly PodCounts[] | undefined;
  readonly changes: boolean;
}

/** Services of which nobody can say what they select: alike, they fit pods in several roots and none in their own. */
export interface UndecidedServices {
  readonly services: readonly ObjectReference[];
  readonly roots: readonly string[];
  /** Of the workloads which they may select, those that change. */
  readonly workloads: readonly ObjectReference[];
}

export interface Traffic {
  readonly changes: readonly TrafficChange[];
  readonly undecided: readonly UndecidedServices[];
}

/**
 * What each Service has behind it before, during and after the change. A Service is listed if its selector changes or
 * a workload behind it does; it is left out where one of its workloads could not be forecast, since any number would be a guess.
 */
export function trafficChanges(services: readonly RevisionPair[], workloads: readonly WorkloadPods[]): Traffic {
  const selectedBy = podSelection(workloads);
  const selections = services.map((pair) => ({ pair, selected: selectedBy(pair) }));
  return {
    changes: selections
      .flatMap(({ pair, selected }) => trafficChange(pair, selected) ?? [])
      .toSorted((a, b) => byIdentity(a.object, b.object)),
    undecided: undecidedServices(selections),
  };
}

interface Selection {
  readonly pair: RevisionPair;
  readonly selected: SelectedPods;
}

function undecidedServices(selections: readonly Selection[]): readonly UndecidedServices[] {
  const undecided = selections.filter(({ selected }) => selected.head.type === 'Ambiguous');
  return [...Map.groupBy(undecided, ({ selected }) => selected.fitting)].map(([fitting, alike]) => ({
    services: alike.flatMap(({ pair }) => pair.head?.reference ?? []).toSorted(byIdentity),
    roots: alike[0]?.selected.head.roots ?? [],
    workloads: references(fitting.filter(({ changes }) => changes)),
  }));
}

function trafficChange({ base, head }: RevisionPair, selected: SelectedPods): TrafficChange | undefined {
  const service = head ?? base;
  if (!service) return undefined;
  const before = base && serviceSelector(base);
  const after = head && serviceSelector(head);
  const behind = [...new Set([...selected.base.targets, ...selected.head.targets])];
  const moves = before !== undefined && after !== undefined && !sameLabels(before, after);
  if (!moves && !behind.some(({ changes }) => changes)) return undefined;
  if (behind.some(({ series }) => series === undefined)) return undefined;

  const beforePods = before ? selected.base.targets.filter(({ baseLabels }) => selects(before, baseLabels)) : [];
  const afterPods = after ? selected.head.targets.filter(({ headLabels }) => selects(after, headLabels)) : [];
  const points = endpointSeries(after, selected.head.targets);
  const endpoints = {
    before: sum(beforePods.map((pods) => pods.before)),
    floor: points.reduce((least, point) => Math.min(least, point.endpoints), Number.POSITIVE_INFINITY),
    after: points.at(-1)?.endpoints ?? 0,
  };
  return {
    object: service.reference,
    ...(base && { before: { ...(before && { selector: sorted(before) }), workloads: references(beforePods) } }),
    ...(head && { after: { ...(after && { selector: sorted(after) }), workloads: references(afterPods) } }),
    endpoints,
    ...(moves && { switch: { before: sorted(before), after: sorted(after), ...emptyWindow(points) } }),
    ...remarksOf(head ? selected.head : selected.base),
  };
}

/** The order of the keys in the manifest must not show in the plan. */
function sorted(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => byCodeUnit(a, b)));
}

function remarksOf({ type, roots }: SelectedPods['head']): Pick<TrafficChange, 'remarks'> {
  if (type === 'OnlyMatch') return { remarks: [podsElsewhereRemark(roots)] };
  return type === 'Ambiguous' ? { remarks: [podsUndecidedRemark(roots)] } : {};
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

function byIdentity(a: ObjectReference, b: ObjectReference): number {
  return byCodeUnit(identityKey(a), identityKey(b));
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
