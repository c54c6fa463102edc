import type { RolloutStep } from '../schema/timeline.ts';

export interface AvailabilityPoint {
  readonly at: number;
  /** At that moment. */
  readonly available: number;
  /** Of the changes since the point before the least, so that no dip between two points is lost. */
  readonly least: number;
}

/**
 * The available pods at 0 s, after `interval` seconds, after twice as many and so on, until the last step is past. Folded
 * steps are spread evenly over their time. Steps at 0 s (6), 40 s (6) and 80 s (8), every 30 s: 6, 6, 6, 8.
 */
export function availabilityPoints(steps: readonly RolloutStep[], interval: number): readonly AvailabilityPoint[] {
  const samples = Math.ceil(lastMoment(steps) / interval) + 1;
  const changes = unfold(steps, samples * 4);
  let index = 0;
  let available = changes[0]?.available ?? 0;
  return Array.from({ length: samples }, (_, sample) => {
    const at = sample * interval;
    let least = Number.POSITIVE_INFINITY;
    while (index < changes.length && (changes[index]?.at ?? 0) <= at + interval * 1e-9) {
      available = changes[index]?.available ?? available;
      least = Math.min(least, available);
      index += 1;
    }
    return { at, available, least: Math.min(least, available) };
  });
}

/** When nothing changes any more. */
export function lastMoment(steps: readonly RolloutStep[]): number {
  const last = steps.at(-1);
  return last === undefined ? 0 : last.at + (last.everySeconds ?? 0) * (last.times - 1);
}

/** The pods change evenly over a folded row, which holds what is true at its end. */
function unfold(steps: readonly RolloutStep[], most: number): readonly { at: number; available: number }[] {
  let previous: number | undefined;
  return steps.flatMap((step) => {
    const last = step.oldAvailable + step.newAvailable;
    const first = previous ?? last;
    previous = last;
    const every = step.everySeconds ?? 0;
    const times = Math.min(step.times, most);
    return Array.from({ length: times }, (_, index) => {
      const part = (index + 1) / times;
      const at = step.at + (every * (step.times - 1) * index) / Math.max(1, times - 1);
      return { at, available: Math.round(first + (last - first) * part) };
    });
  });
}
