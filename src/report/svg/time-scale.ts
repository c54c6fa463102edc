import type { ChartPart } from './timeline-chart.ts';

/** Where the parts of a chart lie between 0 and 1. */
export interface TimeScale {
  /** The left edge of each part, and at last the right edge of the last one. */
  readonly edges: readonly number[];
  /** Parts which are drawn shorter than they are, so that the others can be seen. */
  readonly isShortened: readonly boolean[];
}

/** What was before, and how it ends. */
const margin = 0.07;
const decisionShare = 0.12;

/**
 * Equal seconds are equally wide, unless that would leave nothing to see: 20 s before 10 min of waiting would be 3 %
 * of the width. Then the long parts, each an eighth of the time or more, share what they get among themselves.
 */
export function timeScale(parts: readonly ChartPart[]): TimeScale {
  const seconds = parts.map(({ from, to }) => to - from);
  const decisions = parts.filter(({ isDecision }) => isDecision).length;
  const forDecisions = Math.min(0.4, decisions * decisionShare);
  const room = 1 - 2 * margin - forDecisions;
  const isShortened = shortenedParts(seconds);
  const sumOf = (long: boolean) =>
    seconds.reduce((sum, each, index) => sum + (isShortened[index] === long ? each : 0), 0);
  const [shortSeconds, longSeconds] = [sumOf(false), sumOf(true)];
  const longShare = longSeconds === 0 ? 0 : longShareOf(seconds, isShortened);
  const widths = parts.map(({ isDecision }, index) => {
    if (index === 0 || index === parts.length - 1) return margin;
    if (isDecision) return forDecisions / decisions;
    const each = seconds[index] ?? 0;
    if (isShortened[index]) return (room * longShare * each) / longSeconds;
    return shortSeconds === 0 ? 0 : (room * (1 - longShare) * each) / shortSeconds;
  });
  return { edges: edgesOf(widths), isShortened };
}

function shortenedParts(seconds: readonly number[]): readonly boolean[] {
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const isLong = seconds.map((each) => each >= total / 8 && each > 0);
  const short = seconds.reduce((sum, each, index) => sum + (isLong[index] ? 0 : each), 0);
  return short > 0 && short < total * 0.35 ? isLong : seconds.map(() => false);
}

function longShareOf(seconds: readonly number[], isLong: readonly boolean[]): number {
  const long = isLong.filter(Boolean).length;
  const short = seconds.filter((each, index) => each > 0 && !isLong[index]).length;
  return Math.min(0.7, Math.max(0.4, long / (long + short)));
}

/** What nothing fills, as where all happens in one moment, belongs to the last part. */
function edgesOf(widths: readonly number[]): readonly number[] {
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return [...edges.slice(0, -1), 1];
}
