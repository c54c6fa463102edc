import { formatDuration } from '../format-duration.ts';
import { type Html, html } from '../html/html-template.ts';
import { clipText } from '../visible-text.ts';
import { bandsOf } from './bands.ts';
import { type ChartFrame, percent } from './chart-frame.ts';
import type { TimeScale } from './time-scale.ts';
import type { ChartPart, TimelineChart } from './timeline-chart.ts';

/** Two lines of text below the axis. */
export const readoutHeight = 44;

/** Each is a target for a pointer; no hand hits one of more than these. */
const momentsMax = 60;

/**
 * An unseen rectangle over every part, which shows its numbers below the chart when it is pointed at or tapped. A
 * keyboard passes them by: the table of steps tells the same.
 */
export function drawMoments(chart: TimelineChart, { edges }: TimeScale, { plotTop, plotHeight }: ChartFrame): Html {
  const { parts, hasGenerations } = chart;
  const stride = Math.ceil(parts.length / momentsMax);
  const top = plotTop + plotHeight + 37;
  const moments = parts.flatMap((part, index) => {
    if (index % stride !== 0) return [];
    const [from, to] = [edges[index] ?? 0, edges[Math.min(index + stride, parts.length)] ?? 1];
    if (to <= from) return [];
    const when = index === 0 ? 'before the change' : `from ${formatDuration(part.from)}`;
    const what = part.what === '' ? '' : `, ${clipText(part.what, 100)}`;
    const numbers = numbersOf(part, hasGenerations);
    return [
      html`<g class="moment" tabindex="-1"><title>${`${when}${what}: ${numbers}`}</title><rect x="${percent(from)}" y="${plotTop}" width="${percent(to - from)}" height="${plotHeight}"/><text class="readout" x="0" y="${top}">${when}${clipText(what, 40)}</text><text class="readout" x="0" y="${top + 17}">${numbers}</text></g>
`,
    ];
  });
  return html`<text class="hint" x="0" y="${top}">Point at or tap the chart for the numbers of a moment.</text>
${moments}`;
}

/** “6 old + 4 new available, 4 starting, 2 terminating”: what is not there is not told. */
function numbersOf({ counts }: ChartPart, hasGenerations: boolean): string {
  const { oldAvailable, newAvailable, newStarting, oldUnready, terminating } = bandsOf(counts);
  const available = hasGenerations
    ? [...(oldAvailable > 0 ? [`${oldAvailable} old`] : []), ...(newAvailable > 0 ? [`${newAvailable} new`] : [])]
    : oldAvailable + newAvailable > 0
      ? [`${oldAvailable + newAvailable}`]
      : [];
  return [
    `${available.length === 0 ? 'none' : available.join(' + ')} available`,
    ...(newStarting > 0 ? [`${newStarting} starting`] : []),
    ...(oldUnready > 0 ? [`${oldUnready} ${hasGenerations ? 'old ' : ''}not ready`] : []),
    ...(terminating > 0 ? [`${terminating} terminating`] : []),
  ].join(', ');
}
