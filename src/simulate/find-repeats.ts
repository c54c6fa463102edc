/** `times` blocks of `period` items each, the first of which begins at `start`; a single item is 1 × 1. */
export interface RepeatedBlock {
  readonly start: number;
  readonly period: number;
  readonly times: number;
}

interface FindRepeatsOptions {
  /** Whether the items at two places count as equal. */
  readonly areAlike: (left: number, right: number) => boolean;
  /** Where the repetitions must be equally far apart in time. */
  readonly areTimed: boolean;
  readonly periodMax: number;
  readonly timesMin: number;
}

const sameMomentSeconds = 1e-6;

/**
 * Divides a list into blocks which repeat, and single items, in order and without a gap. At each place the shortest
 * period wins. Example: a b c b c b c d with timesMin 3: a, (b c) × 3, d.
 */
export function findRepeats(
  items: readonly { readonly at: number }[],
  options: FindRepeatsOptions,
): readonly RepeatedBlock[] {
  const blocks: RepeatedBlock[] = [];
  let start = 0;
  while (start < items.length) {
    const block = repeatedFrom(items, start, options);
    blocks.push(block);
    start += block.period * block.times;
  }
  return blocks;
}

function repeatedFrom(
  items: readonly { readonly at: number }[],
  start: number,
  options: FindRepeatsOptions,
): RepeatedBlock {
  for (let period = 1; period <= options.periodMax; period += 1) {
    if (start + period * options.timesMin > items.length) break;
    const times = timesRepeated(items, start, period, options);
    if (times >= options.timesMin) return { start, period, times };
  }
  return { start, period: 1, times: 1 };
}

function timesRepeated(
  items: readonly { readonly at: number }[],
  start: number,
  period: number,
  { areAlike, areTimed }: FindRepeatsOptions,
): number {
  const everySeconds = secondsBetween(items, start, start + period);
  let index = start + period;
  for (; index < items.length; index += 1) {
    if (!areAlike(index - period, index)) break;
    const seconds = secondsBetween(items, index - period, index);
    if (areTimed && Math.abs(seconds - everySeconds) > sameMomentSeconds) break;
  }
  return Math.floor((index - start) / period);
}

function secondsBetween(items: readonly { readonly at: number }[], from: number, to: number): number {
  return (items[to]?.at ?? 0) - (items[from]?.at ?? 0);
}
