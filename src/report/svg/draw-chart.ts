import { type Html, html, nothing } from '../html/html-template.ts';
import { podTicks, timeTicks } from './axis-ticks.ts';
import { type BandName, bandNames, bandsOf } from './bands.ts';
import { type ChartFrame, frameOf, laneHeight, mostPods, percent, round, yOf } from './chart-frame.ts';
import { drawMoments, readoutHeight } from './draw-moments.ts';
import { type PlacedMark, placeMarks } from './mark-lanes.ts';
import { timeScale } from './time-scale.ts';
import type { ChartLine, ChartPart, TimelineChart } from './timeline-chart.ts';

export interface DrawnChart {
  /** Pixels; the width is whatever there is. */
  readonly height: number;
  readonly content: Html;
}

/**
 * The inside of an <svg> without a viewBox: across, all places are shares of its width, so that words keep their size on
 * every screen; only the areas are stretched. Left of it 2.5em are needed for the numbers of pods. The ids of the
 * patterns are those of `chartPatterns`.
 */
export function drawChart(chart: TimelineChart): DrawnChart {
  const { parts, floor, peak } = chart;
  const scale = timeScale(parts);
  const marks = placeMarks(chart.marks, scale.edges);
  const lanes = marks.reduce((most, { lane, isTold }) => Math.max(most, isTold ? lane + 1 : 0), 0);
  const frame = frameOf(parts, peak, lanes);
  const { plotTop, plotHeight } = frame;
  const height = plotTop + plotHeight + axisHeight + readoutHeight;
  const lines = html`${lineMarkup('peak', peak, frame)}${lineMarkup('floor', floor, frame)}`;
  const content = html`${gridMarkup(frame, parts, peak)}
<svg x="0" y="${plotTop}" width="100%" height="${plotHeight}" viewBox="0 0 1000 ${plotHeight}" preserveAspectRatio="none">
${bandNames.map((name) => bandMarkup(name, parts, scale.edges, frame))}</svg>
${marks.map((mark) => markMarkup(mark, frame))}
${axisMarkup(chart, frame)}
${drawMoments(chart, scale, frame)}
${lines}
`;
  return { height, content };
}

const axisHeight = 22;

function gridMarkup(frame: ChartFrame, parts: readonly ChartPart[], peak: ChartLine | undefined): Html {
  const rows = podTicks(mostPods(parts, peak)).map((pods) => {
    const y = yOf(frame, pods);
    return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="tick" x="0" dx="-6" y="${y}" dy="4" text-anchor="end">${pods}</text>
`;
  });
  return html`${rows}`;
}

/** One closed path over all parts, between the sum of the bands below it and its own top. */
function bandMarkup(name: BandName, parts: readonly ChartPart[], edges: readonly number[], frame: ChartFrame): Html {
  const below = bandNames.slice(0, bandNames.indexOf(name));
  const spans = parts.map(({ counts }, index) => {
    const bands = bandsOf(counts);
    const bottom = below.reduce((sum, each) => sum + bands[each], 0);
    return { x: edges[index] ?? 0, end: edges[index + 1] ?? 1, bottom, top: bottom + bands[name] };
  });
  if (spans.every(({ bottom, top }) => top === bottom)) return nothing;
  const y = (pods: number) => round(frame.plotHeight - pods * frame.podHeight);
  const runs = nonEmptyRuns(spans);
  const path = runs.map((run) => {
    const there = run.map(({ x, end, top }) => `${x === run[0]?.x ? 'M' : 'L'}${across(x)} ${y(top)}H${across(end)}`);
    const back = run.toReversed().map(({ x, end, bottom }) => `L${across(end)} ${y(bottom)}H${across(x)}`);
    return `${there.join('')}${back.join('')}Z`;
  });
  return html`<path class="band ${name}" vector-effect="non-scaling-stroke" d="${path.join('')}"/>
`;
}

/** A share of the width, in the units of the drawing. */
function across(share: number): number {
  return round(share * 1000);
}

/** Where a band has no pods it has no edge either. */
function nonEmptyRuns<Span extends { readonly top: number; readonly bottom: number }>(
  spans: readonly Span[],
): readonly Span[][] {
  const runs: Span[][] = [[]];
  for (const span of spans) {
    if (span.top > span.bottom) runs.at(-1)?.push(span);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** Its words stand above the line of the peak and below that of the floor, as far as there is room. */
function lineMarkup(name: 'floor' | 'peak', line: ChartLine | undefined, frame: ChartFrame): Html {
  if (!line) return nothing;
  const y = yOf(frame, line.pods);
  const isBelow = name === 'floor' && line.pods * frame.podHeight > 20;
  return html`<line class="${name}" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="${name}-text" x="100%" dx="-4" y="${round(isBelow ? y + 14 : y - 5)}" text-anchor="end">${line.text}</text>
`;
}

function markMarkup({ mark, x, end, lane, anchor, isTold }: PlacedMark, { plotTop, plotHeight }: ChartFrame): Html {
  const y = plotTop - 4 - lane * laneHeight;
  const tone = mark.isBad ? ' bad' : '';
  const text = html`<text class="mark-text${tone}" x="${percent(x)}" dx="${anchor === 'start' ? 4 : -4}" y="${y - 2}" text-anchor="${anchor}">${mark.text}</text>`;
  const bar =
    end === undefined
      ? nothing
      : html`<rect class="span${tone}" x="${percent(x)}" y="${y + 1}" width="${percent(end - x)}" height="3"/>`;
  return html`<g><title>${mark.text}</title><line class="mark${tone}" x1="${percent(x)}" x2="${percent(x)}" y1="${isTold ? y - 11 : plotTop - 4}" y2="${plotTop + plotHeight}"/>${bar}${isTold ? text : nothing}</g>
`;
}

function axisMarkup({ parts }: TimelineChart, { plotTop, plotHeight }: ChartFrame): Html {
  const scale = timeScale(parts);
  const y = plotTop + plotHeight;
  const ticks = timeTicks(parts, scale).map(
    ({ x, text }) =>
      html`<line class="axis" x1="${percent(x)}" x2="${percent(x)}" y1="${y}" y2="${y + 4}"/><text class="tick" x="${percent(x)}" y="${y + 17}" text-anchor="middle">${text}</text>
`,
  );
  const breaks = parts.flatMap(({ isDecision }, index) => {
    if (!isDecision && !scale.isShortened[index]) return [];
    const middle = ((scale.edges[index] ?? 0) + (scale.edges[index + 1] ?? 1)) / 2;
    return [html`<text class="break" x="${percent(middle)}" y="${y}" dy="4" text-anchor="middle">//</text>`];
  });
  return html`<line class="axis" x1="0" x2="100%" y1="${y}" y2="${y}"/>
${ticks}${breaks}`;
}
