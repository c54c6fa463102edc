import { type RequirementsSelector, selectorMatches } from '../kubernetes/label-selector.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { PodCounts } from '../schema/timeline.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { podsElsewhereRemark, podsUndecidedRemark } from './reference-remarks.ts';
import { type Labels, podSelector, serviceSelector } from './relations.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import { podSelection, type SelectedPods } from './selected-pods.ts';

/** The pods of one workload over time, as far as a Service cares. */
export interface WorkloadPods {
  readonly workload: RevisionObject;
  /** What the workload is in base, if it has another root or namespace there and is the same one all the same. */
  readonly movedFrom?: ObjectReference;
  readonly baseLabels: Labels | undefined;
  readonly headLabels: Labels | undefined;
  readonly before: number;
  /** How many it wants from the apply on. */
  readonly desired: number;
  /** From the apply to the end, in order of time; undefined: it was not forecast. */
  readonly series: readonly PodCounts[] | undefined;
  readonly changes: boolean;
}

/** Services or budgets of which nobody can say what they select: alike, they fit pods in several roots and none in their own. */
export interface UndecidedSelectors {
  readonly referrers: readonly ObjectReference[];
  readonly roots: readonly string[];
  /** Of the workloads which they may select, those that change. */
  readonly workloads: readonly ObjectReference[];
}

export interface Traffic {
  readonly changes: readonly TrafficChange[];
  readonly undecided: readonly UndecidedSelectors[];
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
  const selections = podSelections(services, workloads);
  let left = momentsMax;
  const isCounted = ({ selected }: PodSelection) => {
    left -= momentsOf(selected);
    return left >= 0;
  };
  const counted = new Set(selections.filter(isCounted));
  return {
    changes: [...counted].flatMap((selection) => trafficChange(selection) ?? []),
    undecided: undecidedSelectors(selections),
    tooMany: selections.flatMap((each) => (counted.has(each) ? [] : [each.object.reference])),
  };
}

function momentsOf({ base, head }: SelectedPods): number {
  const pods = new Set([...base.targets, ...head.targets]);
  return [...pods].reduce((sum, { series }) => sum + momentsPerWorkload + (series?.length ?? 0), 0);
}

/** A Service or budget, and what it selects. */
export interface PodSelection {
  readonly pair: RevisionPair;
  /** As head has it, else base. */
  readonly object: RevisionObject;
  readonly selected: SelectedPods;
}

/** What each Service or budget selects, sorted by identity. */
export function podSelections(
  selecting: readonly RevisionPair[],
  workloads: readonly WorkloadPods[],
): readonly PodSelection[] {
  const selectedBy = podSelection(workloads);
  return selecting
    .flatMap((pair) => {
      const object = present(pair);
      return object ? [{ pair, object, selected: selectedBy(pair) }] : [];
    })
    .toSorted((a, b) => byIdentity(a.object.reference, b.object.reference));
}

export function undecidedSelectors(selections: readonly PodSelection[]): readonly UndecidedSelectors[] {
  const undecided = selections.filter(({ selected }) => selected.head.type === 'Ambiguous');
  return [...Map.groupBy(undecided, ({ selected }) => selected.fitting)].map(([fitting, alike]) => ({
    referrers: alike.flatMap(({ pair }) => pair.head?.reference ?? []).toSorted(byIdentity),
    roots: alike[0]?.selected.head.roots ?? [],
    workloads: references(fitting.filter(({ changes }) => changes)),
  }));
}

function trafficChange({ pair: { base, head }, object, selected }: PodSelection): TrafficChange | undefined {
  const before = base && serviceSelector(base);
  const after = head && serviceSelector(head);
  const behind = [...new Set([...selected.base.targets, ...selected.head.targets])];
  const moves = before !== undefined && after !== undefined && !sameLabels(before, after);
  if (!moves && !behind.some(({ changes }) => changes)) return undefined;
  if (behind.some(({ series }) => series === undefined)) return undefined;

  const { before: beforePods, after: afterPods } = podsBehind({ pair: { base, head }, object, selected });
  const points = availableSeries(head, selected.head.targets);
  const endpoints = {
    before: sum(beforePods.map((pods) => pods.before)),
    floor: points.reduce((least, point) => Math.min(least, point.pods), Number.POSITIVE_INFINITY),
    after: points.at(-1)?.pods ?? 0,
  };
  return {
    object: object.reference,
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

/** The workloads of which a Service or budget selects pods before and after the change. */
export function podsBehind({ pair: { base, head }, selected }: PodSelection) {
  const [before, after] = [base && podSelector(base), head && podSelector(head)];
  return {
    before: before ? selected.base.targets.filter(({ baseLabels }) => selects(before, baseLabels)) : [],
    after: after ? selected.head.targets.filter(({ headLabels }) => selects(after, headLabels)) : [],
  };
}

function selects(selector: RequirementsSelector, labels: Labels | undefined): boolean {
  return labels !== undefined && selectorMatches(selector, labels);
}

export interface AvailablePods {
  readonly at: number;
  readonly pods: number;
}

/**
 * How many available pods a Service or budget selects, at every moment at which one of the workloads changes; the first
 * is the apply.
 */
export function availableSeries(
  selecting: RevisionObject | undefined,
  pods: readonly WorkloadPods[],
): readonly AvailablePods[] {
  const selector = selecting && podSelector(selecting);
  const gains = new Map([[0, 0]]);
  for (const each of pods) addGains(gains, selector, each);
  let available = 0;
  return [...gains]
    .toSorted(([a], [b]) => a - b)
    .map(([at, gain]) => {
      available += gain;
      return { at, pods: available };
    });
}

/** How many pods one workload brings or takes at each moment. What it has at its first one it has from the apply on. */
function addGains(gains: Map<number, number>, selector: RequirementsSelector | undefined, pods: WorkloadPods): void {
  const countsOld = selector !== undefined && selects(selector, pods.baseLabels);
  const countsNew = selector !== undefined && selects(selector, pods.headLabels);
  let known = 0;
  for (const [index, { at, oldAvailable, newAvailable }] of (pods.series ?? []).entries()) {
    const available = (countsOld ? oldAvailable : 0) + (countsNew ? newAvailable : 0);
    if (index === 0) gains.set(0, (gains.get(0) ?? 0) + available);
    gains.set(at, (gains.get(at) ?? 0) + (index === 0 ? 0 : available - known));
    known = available;
  }
}

function emptyWindow(points: readonly AvailablePods[]): { windowSeconds?: number } {
  const first = points.findIndex(({ pods }) => pods === 0);
  if (first < 0) return { windowSeconds: 0 };
  const end = points.slice(first).find(({ pods }) => pods > 0);
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
