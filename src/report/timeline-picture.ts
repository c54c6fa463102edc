import type { PodCounts } from '../schema/timeline.ts';
import type { Paint } from './ansi.ts';

/** How many pods one picture shows at most; more are scaled down to as many columns. */
export const pictureColumns = 40;

/**
 * The pods of one moment as a bar: `█` old and available, `░` old but not available, `▓` new and available, `▒` new and
 * starting. `peak` pods fill at most 40 columns; each part that is not empty has at least one.
 */
export function podBar(counts: PodCounts, peak: number, paint: Paint): string {
  const parts = [
    { mark: '█', pods: counts.oldAvailable, tone: 'dim' as const },
    { mark: '░', pods: counts.old - counts.oldAvailable, tone: 'dim' as const },
    { mark: '▓', pods: counts.newAvailable, tone: 'good' as const },
    { mark: '▒', pods: counts.new - counts.newAvailable, tone: 'fresh' as const },
  ];
  const widths = columnsOf(
    parts.map(({ pods }) => Math.max(0, pods)),
    peak,
  );
  return parts.map(({ mark, tone }, index) => paint(tone, mark.repeat(widths[index] ?? 0))).join('');
}

/** 300 old and 100 new of at most 400 on 40 columns: 30 and 10; 399 and 1: 39 and 1. */
function columnsOf(pods: readonly number[], peak: number): readonly number[] {
  const scale = peak <= pictureColumns ? 1 : pictureColumns / peak;
  const widths = pods.map((count) => (count === 0 ? 0 : Math.max(1, Math.round(count * scale))));
  let excess = widths.reduce((sum, width) => sum + width, 0) - Math.min(peak, pictureColumns);
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= 1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/** “2 old   4 new   4 starting”: what the bar shows, in figures. */
export function podFigures({ old, oldAvailable, new: fresh, newAvailable }: PodCounts, isReplacing: boolean): string {
  const own = isReplacing
    ? [
        ...(oldAvailable > 0 ? [`${oldAvailable} old`] : []),
        ...(old > oldAvailable ? [`${old - oldAvailable} old not ready`] : []),
        ...(newAvailable > 0 ? [`${newAvailable} new`] : []),
      ]
    : [];
  const starting = isReplacing ? fresh - newAvailable : fresh + old - newAvailable - oldAvailable;
  return [...own, ...(starting > 0 ? [`${starting} starting`] : [])].join('   ');
}

/** Where nothing is replaced, what is available is drawn alike. */
export function withoutGenerations(counts: PodCounts): PodCounts {
  const pods = counts.oldAvailable + counts.newAvailable;
  return { ...counts, old: pods, oldAvailable: pods, new: counts.old + counts.new - pods, newAvailable: 0 };
}
