import type { RolloutStep } from '../schema/timeline.ts';

export interface AvailabilityPoint {
  readonly at: number;
  readonly available: number;
}

/**
 * The available pods at `samples` equal intervals from 0 to the last step: of each interval the least, so that no dip
 * between two samples is lost. Folded steps are spread evenly over their time. Steps at 0 s (6) and 40 s (6) and 80 s (8)
 * with three samples: 0 s 6, 40 s 6, 80 s 8.
 */
export function availabilityPoints(steps: readonly RolloutStep[], samples: number): readonly AvailabilityPoint[] {
  const points = unfold(steps, samples * 4);
  const end = points.at(-1)?.at ?? 0;
  if (end === 0 || samples < 2) return points.slice(-1);
  const width = end / (samples - 1);
  let index = 0;
  let current = points[0]?.available ?? 0;
  return Array.from({ length: samples }, (_, sample) => {
    const at = sample * width;
    let least = Number.POSITIVE_INFINITY;
    while (index < points.length && (points[index]?.at ?? 0) <= at + end * 1e-9) {
      current = points[index]?.available ?? current;
      least = Math.min(least, current);
      index += 1;
    }
    return { at, available: Math.min(least, current) };
  });
}

/** The pods change evenly over a folded row, which holds what is true at its end. */
function unfold(steps: readonly RolloutStep[], most: number): readonly AvailabilityPoint[] {
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
