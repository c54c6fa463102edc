import type { TrafficChange } from '../schema/traffic.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** A workload, and which of its pods somebody counts. */
export interface CountedPods {
  readonly pods: WorkloadPods;
  readonly countsOld: boolean;
  readonly countsNew: boolean;
}

export interface AvailablePods {
  readonly at: number;
  readonly pods: number;
}

/**
 * How many of the counted pods are available, at every moment at which one of the workloads changes; the first is the
 * apply.
 */
export function availableSeries(counted: readonly CountedPods[]): readonly AvailablePods[] {
  const gains = new Map([[0, 0]]);
  for (const each of counted) addGains(gains, each);
  let available = 0;
  return [...gains]
    .toSorted(([a], [b]) => a - b)
    .map(([at, gain]) => {
      available += gain;
      return { at, pods: available };
    });
}

/** How many pods one workload brings or takes at each moment. What it has at its first one it has from the apply on. */
function addGains(gains: Map<number, number>, { pods, countsOld, countsNew }: CountedPods): void {
  let known = 0;
  for (const [index, { at, oldAvailable, newAvailable }] of (pods.series ?? []).entries()) {
    const available = (countsOld ? oldAvailable : 0) + (countsNew ? newAvailable : 0);
    if (index === 0) gains.set(0, (gains.get(0) ?? 0) + available);
    gains.set(at, (gains.get(at) ?? 0) + (index === 0 ? 0 : available - known));
    known = available;
  }
}

/** Each workload once; its pods count if they do for any of the counters. */
export function countedByAny(counted: readonly CountedPods[]): readonly CountedPods[] {
  const byPods = new Map<WorkloadPods, CountedPods>();
  for (const each of counted) {
    const known = byPods.get(each.pods);
    byPods.set(each.pods, {
      pods: each.pods,
      countsOld: each.countsOld || (known?.countsOld ?? false),
      countsNew: each.countsNew || (known?.countsNew ?? false),
    });
  }
  return [...byPods.values()];
}

/** The first time without an available pod: 20 s from 0 to 20; without a length if it does not end by itself. */
export function emptyWindow(points: readonly AvailablePods[]): { readonly windowSeconds?: number } {
  const first = points.findIndex(({ pods }) => pods === 0);
  if (first < 0) return { windowSeconds: 0 };
  const end = points.slice(first).find(({ pods }) => pods > 0);
  return end ? { windowSeconds: end.at - (points[first]?.at ?? 0) } : {};
}

export function leastPods(points: readonly AvailablePods[]): number {
  return points.reduce((least, { pods }) => Math.min(least, pods), Number.POSITIVE_INFINITY);
}

/** The pods of some workloads before the change, and of those that are counted at the lowest and at the end. */
export function endpointCounts(
  before: readonly WorkloadPods[],
  points: readonly AvailablePods[],
): TrafficChange['endpoints'] {
  return {
    before: before.reduce((sum, pods) => sum + pods.before, 0),
    floor: leastPods(points),
    after: points.at(-1)?.pods ?? 0,
  };
}

/** A workload costs as much as so many moments. */
const momentsPerWorkload = 50;

/** How many moments it takes to add up the pods of some workloads. */
export function countMoments(pods: readonly WorkloadPods[]): number {
  return pods.reduce((sum, { series }) => sum + momentsPerWorkload + (series?.length ?? 0), 0);
}
