import { formatDuration } from '../format-duration.ts';
import { labelWidth } from './label-width.ts';
import type { TimeScale } from './time-scale.ts';
import type { ChartPart } from './timeline-chart.ts';

export interface Tick {
  /** Between 0 and 1. */
  readonly x: number;
  readonly text: string;
}

/** The labels of the time: round moments, or where the axis is not even, those in which something happens. */
export function timeTicks(parts: readonly ChartPart[], scale: TimeScale): readonly Tick[] {
  const end = parts.at(-1)?.from ?? 0;
  const isEven = !scale.isShortened.includes(true) && !parts.some(({ isDecision }) => isDecision);
  const ticks = isEven ? roundTicks(end, scale, parts) : momentTicks(parts, scale);
  return withRoom(ticks);
}

function roundTicks(end: number, { edges }: TimeScale, parts: readonly ChartPart[]): readonly Tick[] {
  const first = edges[1] ?? 0;
  if (end === 0) return [{ x: first, text: formatDuration(0) }];
  const last = edges[parts.length - 1] ?? 1;
  const interval =
    intervals.find((seconds) => end / seconds <= intervalsMax) ?? day * Math.ceil(end / day / intervalsMax);
  return Array.from({ length: Math.floor(end / interval) + 1 }, (_, index) => ({
    x: first + ((last - first) * index * interval) / end,
    text: formatDuration(index * interval),
  }));
}

function momentTicks(parts: readonly ChartPart[], { edges }: TimeScale): readonly Tick[] {
  return parts.flatMap(({ from }, index) => {
    const isNew = index === 1 || (index > 1 && from !== parts[index - 1]?.from);
    return isNew ? [{ x: edges[index] ?? 0, text: formatDuration(from) }] : [];
  });
}

/** The last one is always told; of the others those which fit, from the left. */
function withRoom(ticks: readonly Tick[]): readonly Tick[] {
  const last = ticks.at(-1);
  if (!last) return [];
  const shown: Tick[] = [];
  for (const tick of ticks.slice(0, -1)) {
    const before = shown.at(-1);
    if ((!before || isClear(before, tick)) && isClear(tick, last)) shown.push(tick);
  }
  return [...shown, last];
}

/** They stand in the middle below their moment. “11 min” twice would tell nothing. */
function isClear(left: Tick, right: Tick): boolean {
  if (left.text === right.text) return false;
  return right.x - left.x > (labelWidth(left.text) + labelWidth(right.text)) / 2 + 0.015;
}

/** Whole numbers of pods, four at most above zero. */
export function podTicks(most: number): readonly number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => Math.ceil(factor * power)).find((each) => most / each <= 4) ?? most;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

const intervalsMax = 6;
const day = 86_400;
const minute = 60;
const hour = 3600;
const sixtieths = [1, 2, 5, 10, 20, 30];
const intervals = [
  ...sixtieths,
  ...sixtieths.map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  day,
];
