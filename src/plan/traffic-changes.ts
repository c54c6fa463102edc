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
  /** The Services whose endpoints are not counted: there are too many pods behind too many of them. */
  readonly tooMany: readonly ObjectReference[];
}

/** Moments at which endpoints are counted, of all Services together; a workload behind a Service costs as much as 50. */
const momentsMax = 5_000_000;
const momentsPerWorkload = 50;

/**
 * What each Service has behind it before, during and after the change. A Service is listed if its selector changes or
 * a workload behind it does; it is left out where one of its workloads could not be forecast, since any number would be a guess.
 */
export function trafficChanges(services: readonly RevisionPair[], workloads: readonly WorkloadPods[]): Traffic {
  const selectedBy = podSelection(workloads);
  const selections = services
    .flatMap((pair) => {
      const service = pair.head ?? pair.base;
      return service ? [{ pair, service, selected: selectedBy(pair) }] : [];
    })
    .toSorted((a, b) => byIdentity(a.service.reference, b.service.reference));
  let left = momentsMax;
  const isCounted = ({ selected }: Selection) => {
    left -= momentsOf(selected);
    return left >= 0;
  };
  const counted = new Set(selections.filter(isCounted));
  return {
    changes: [...counted].flatMap((selection) => trafficChange(selection) ?? []),
    undecided: undecidedServices(selections),
    tooMany: selections.flatMap((each) => (counted.has(each) ? [] : [each.service.reference])),
  };
}

function momentsOf({ base, head }: SelectedPods): number {
  const pods = new Set([...base.targets, ...head.targets]);
  return [...pods].reduce((sum, { series }) => sum + momentsPerWorkload + (series?.length ?? 0), 0);
}

interface Selection {
  readonly pair: RevisionPair;
  /** As head has it, else base. */
  readonly service: RevisionObject;
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

function trafficChange({ pair: { base, head }, service, selected }: Selection): TrafficChange | undefined {
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
  const gains = new Map([[0, 0]]);
  for (const each of pods) addGains(gains, selector, each);
  let endpoints = 0;
  return [...gains]
    .toSorted(([a], [b]) => a - b)
    .map(([at, gain]) => {
      endpoints += gain;
      return { at, endpoints };
    });
}

/** How many endpoints one workload brings or takes at each moment. What it has at its first one it has from the apply on. */
function addGains(gains: Map<number, number>, selector: Labels | undefined, pods: WorkloadPods): void {
  const countsOld = selector !== undefined && selects(selector, pods.baseLabels);
  const countsNew = selector !== undefined && selects(selector, pods.headLabels);
  let known = 0;
  for (const [index, { at, oldAvailable, newAvailable }] of (pods.series ?? []).entries()) {
    const endpoints = (countsOld ? oldAvailable : 0) + (countsNew ? newAvailable : 0);
    if (index === 0) gains.set(0, (gains.get(0) ?? 0) + endpoints);
    gains.set(at, (gains.get(at) ?? 0) + (index === 0 ? 0 : endpoints - known));
    known = endpoints;
  }
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
