import type { TimelineEntry } from '../schema/timeline.ts';
import { findRepeats, type RepeatedBlock } from './find-repeats.ts';
import type { Happening } from './happening.ts';
import { wholeMilliseconds } from './queue.ts';

const longestPeriod = 48;
const fewestTimes = 3;

/**
 * The timeline of a plan. What repeats at least three times is folded into one `Repeated` entry, whose counts are those
 * after the last repetition; so no count at the end of a run is lost. Only equal things are folded, unless that
 * leaves more than `entriesMax`: then also things of the same type with other numbers, at last everything
 * between the apply and the outcome.
 */
export function foldTimeline(happenings: readonly Happening[], entriesMax: number): readonly TimelineEntry[] {
  const exact = foldAlike(happenings, haveSameNumbers, true);
  if (exact.length <= entriesMax) return exact;
  const coarse = foldAlike(happenings, haveSameShape, false);
  return coarse.length <= entriesMax ? coarse : foldAlike(happenings, areNoLandmarks, false);
}

type Likeness = (happenings: readonly Happening[], left: number, right: number) => boolean;

function foldAlike(happenings: readonly Happening[], likeness: Likeness, areTimed: boolean): readonly TimelineEntry[] {
  const areAlike = (left: number, right: number) => likeness(happenings, left, right);
  const blocks = findRepeats(happenings, { areAlike, areTimed, periodMax: longestPeriod, timesMin: fewestTimes });
  return blocks.flatMap((block) => foldBlock(happenings, block));
}

function foldBlock(happenings: readonly Happening[], block: RepeatedBlock): readonly TimelineEntry[] {
  const { start, period, times } = block;
  const shown = happenings.slice(start, start + period);
  const entries = shown.map(timelineEntry);
  const last = happenings[start + period * times - 1];
  const lastShown = shown.at(-1);
  if (times === 1 || last === undefined || lastShown === undefined) return entries;
  const everySeconds = wholeMilliseconds((last.at - lastShown.at) / (times - 1));
  return [...entries, { type: 'Repeated', times: times - 1, entries: period, everySeconds, ...last.counts }];
}

function timelineEntry(happening: Happening): TimelineEntry {
  const { type, generation, from, to, pods, counts } = happening;
  if (type === 'ReplicaSetScaled') return { type, generation, from, to, ...counts };
  if (type === 'PodsAvailable' || type === 'PodsStarted' || type === 'PodsStopped')
    return { type, generation, pods, ...counts };
  return type === 'PodsTerminated' ? { type, pods, ...counts } : { type, ...counts };
}

/** All but the number of terminating pods, which climbs at first although the same things happen. */
function haveSameNumbers(happenings: readonly Happening[], left: number, right: number): boolean {
  const a = happenings[left];
  const b = happenings[right];
  if (a === undefined || b === undefined || !haveSameShape(happenings, left, right)) return false;
  if (a.pods !== b.pods || a.from < a.to !== b.from < b.to) return false;
  const beforeA = (happenings[left - 1] ?? a).counts;
  const beforeB = (happenings[right - 1] ?? b).counts;
  return (
    a.counts.old - beforeA.old === b.counts.old - beforeB.old &&
    a.counts.new - beforeA.new === b.counts.new - beforeB.new &&
    a.counts.oldAvailable - beforeA.oldAvailable === b.counts.oldAvailable - beforeB.oldAvailable &&
    a.counts.newAvailable - beforeA.newAvailable === b.counts.newAvailable - beforeB.newAvailable
  );
}

function haveSameShape(happenings: readonly Happening[], left: number, right: number): boolean {
  const a = happenings[left];
  const b = happenings[right];
  return a?.type === b?.type && a?.generation === b?.generation;
}

const landmarks: ReadonlySet<Happening['type'] | undefined> = new Set(['Applied', 'Completed', 'Paused', 'Stalled']);

function areNoLandmarks(happenings: readonly Happening[], left: number, right: number): boolean {
  return !landmarks.has(happenings[left]?.type) && !landmarks.has(happenings[right]?.type);
}
