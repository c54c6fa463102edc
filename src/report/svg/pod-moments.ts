import type { WorkloadRollout } from '../../schema/rollout.ts';
import type { PodCounts, TimelineEntry } from '../../schema/timeline.ts';

/** More of them than a chart has room for are thinned out, whole repetitions at a time. */
const momentsMax = 160;

/**
 * The pods after everything that happens, in the order of time and one of each moment; the first entry is what there was
 * before. Repetitions are played again: “1 stops, 1 starts, 1 is available; 9 more times” gives 30 moments.
 */
export function podMoments({ timeline, steps }: Pick<WorkloadRollout, 'timeline' | 'steps'>): readonly PodCounts[] {
  const played = timeline.length > 0 ? timeline.flatMap((_, index) => playEntry(timeline, index)) : steps;
  const [first, ...rest] = played.map((counts) => wholeCounts(counts));
  if (!first) return [];
  return [first, ...rest.filter(({ at }, index) => rest[index + 1]?.at !== at)];
}

function playEntry(timeline: readonly TimelineEntry[], index: number): readonly PodCounts[] {
  const entry = timeline[index];
  if (entry?.type !== 'Repeated') return entry ? [entry] : [];
  const block = timeline.slice(Math.max(0, index - entry.entries), index);
  const last = block.at(-1);
  if (!last) return [entry];
  const stride = Math.max(1, Math.ceil((entry.times * block.length) / momentsMax));
  const rounds = Array.from({ length: Math.floor((entry.times - 1) / stride) }, (_, round) => (round + 1) * stride);
  const played = [...rounds, entry.times].flatMap((round) => block.map((each) => repeat(each, round, last, entry)));
  return [...played.slice(0, -1), entry];
}

/** Each repetition changes the counts by as much as every other. */
function repeat(
  each: PodCounts,
  round: number,
  last: PodCounts,
  entry: Extract<TimelineEntry, { readonly type: 'Repeated' }>,
): PodCounts {
  const part = round / entry.times;
  const moved = (count: (counts: PodCounts) => number) =>
    Math.max(0, Math.round(count(each) + (count(entry) - count(last)) * part));
  return {
    at: Math.min(entry.at, each.at + entry.everySeconds * round),
    old: moved(({ old }) => old),
    new: moved((counts) => counts.new),
    oldAvailable: moved(({ oldAvailable }) => oldAvailable),
    newAvailable: moved(({ newAvailable }) => newAvailable),
    terminating: moved(({ terminating }) => terminating),
  };
}

/** Rounding must not make more pods available than there are. */
function wholeCounts({ at, old, new: fresh, oldAvailable, newAvailable, terminating }: PodCounts): PodCounts {
  return {
    at,
    old,
    new: fresh,
    oldAvailable: Math.min(old, oldAvailable),
    newAvailable: Math.min(fresh, newAvailable),
    terminating,
  };
}
