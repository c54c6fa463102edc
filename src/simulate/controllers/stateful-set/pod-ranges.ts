/** Neighbouring ordinals. */
export interface OrdinalRange {
  readonly from: number;
  /** The last one, inclusive. */
  readonly to: number;
}

/**
 * Starting: not ready yet. Ready: waits for minReadySeconds to pass. Terminating: was told to stop, and its name is not
 * free before it is gone.
 */
export type PodStatus = 'Starting' | 'Ready' | 'Available' | 'Terminating';

/** Pods of neighbouring ordinals which are alike: no pod is ever held alone, so that their number costs nothing. */
export interface AlikePods extends OrdinalRange {
  readonly revision: string;
  readonly status: PodStatus;
}

/** Pods in the course of time. */
export interface PodRange extends AlikePods {
  /** When the status ends by itself; Infinity: not by time. */
  readonly until: number;
}

export function countPods(ranges: readonly OrdinalRange[]): number {
  let pods = 0;
  for (const { from, to } of ranges) pods += to - from + 1;
  return pods;
}

/** The pods whose ordinals lie from `from` to `to`; none if that is an empty range. */
export function podsWithin<Range extends OrdinalRange>(
  pods: readonly Range[],
  from: number,
  to: number,
): readonly Range[] {
  if (from > to) return [];
  const [first] = pods;
  const last = pods.at(-1);
  if (first === undefined || last === undefined || (first.from >= from && last.to <= to)) return pods;
  const within: Range[] = [];
  for (const each of pods) {
    if (each.to < from || each.from > to) continue;
    const isWhole = each.from >= from && each.to <= to;
    within.push(isWhole ? each : { ...each, from: Math.max(each.from, from), to: Math.min(each.to, to) });
  }
  return within;
}

/** The ordinals from `from` to `to` which have no pod, lowest first. */
export function missingWithin(pods: readonly OrdinalRange[], from: number, to: number): readonly OrdinalRange[] {
  const missing: OrdinalRange[] = [];
  let next = from;
  for (const each of podsWithin(pods, from, to)) {
    if (each.from > next) missing.push({ from: next, to: each.from - 1 });
    next = each.to + 1;
  }
  if (next <= to) missing.push({ from: next, to });
  return missing;
}

/** Puts pods in the place of those of the same ordinals, or only takes those away. */
export function replacePods(
  pods: readonly PodRange[],
  { from, to }: OrdinalRange,
  put?: PodRange,
): readonly PodRange[] {
  const below = podsWithin(pods, Number.NEGATIVE_INFINITY, from - 1);
  const above = podsWithin(pods, to + 1, Number.POSITIVE_INFINITY);
  return put === undefined ? [...below, ...above] : mergePods([...below, put, ...above]);
}

/** Joins neighbours which are alike. */
export function mergePods(sorted: readonly PodRange[]): readonly PodRange[] {
  const merged: PodRange[] = [];
  for (const each of sorted) {
    const last = merged.at(-1);
    const isJoining =
      last !== undefined &&
      last.to + 1 === each.from &&
      last.revision === each.revision &&
      last.status === each.status &&
      last.until === each.until;
    if (isJoining) merged[merged.length - 1] = { ...last, to: each.to };
    else merged.push(each);
  }
  return merged;
}
