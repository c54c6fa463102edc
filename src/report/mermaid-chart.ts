import type { WorkloadRollout } from '../schema/rollout.ts';
import { availabilityPoints, lastMoment } from './availability-points.ts';
import type { PlanEntry } from './plan-entries.ts';
import { isDoubtful } from './rollout-words.ts';
import { replacesPods } from './step-words.ts';

/** Each one is a frame of its own on the page, and about 800 of the comment's characters. */
const chartsMax = 5;

/** The riskiest of the entries of which there is something to see. */
export function chartedEntries(entries: readonly PlanEntry[]): ReadonlySet<PlanEntry> {
  const worthwhile = entries.filter(
    ({ isRisky, rollout }) => isRisky && rollout && replacesPods(rollout.type) && availabilityChart(rollout),
  );
  return new Set(worthwhile.slice(0, chartsMax));
}

/**
 * An xychart of the available pods (bars) and the lowest number of them (line), as a fenced block; undefined where nothing
 * dips. A picture of the table of steps, never instead of it: neither e-mail nor the mobile app shows it. Every number
 * stands in the title or below its bar, so that neither colour nor scale is needed to read it. The scale itself is hidden:
 * it would count in half pods, and with it Mermaid draws a bar for zero. Nothing from a manifest is in it, since Mermaid
 * has no sure escape.
 */
export function availabilityChart({ steps, capacity }: WorkloadRollout): string | undefined {
  const { base, desired, floor } = capacity;
  const end = lastMoment(steps);
  if (base === 0 || end === 0) return undefined;
  const interval = intervals.find(({ seconds }) => end / seconds <= intervalsMax) ?? {
    seconds: day * Math.ceil(end / day / intervalsMax),
    ...days,
  };
  const points = availabilityPoints(steps, interval.seconds);
  if (points.every(({ least }) => least >= Math.min(base, desired))) return undefined;
  const bars = [base, ...points.map(({ least }) => least)];
  const labels = [
    `before: ${base}`,
    ...points.map(({ at, least }) => `${at / interval.unitSeconds} ${interval.unit}: ${least}`),
  ];
  const dips = points.some(({ least, available }) => least < available) ? ', with the dips since the bar before' : '';
  const lowest = `${floor} of ${Math.max(floor, Math.min(base, desired))}${isDoubtful(capacity) ? ', not guaranteed' : ''}`;
  // At zero the line would lie on the axis and not be seen.
  const title = floor === 0 ? `the lowest number is ${lowest}` : `the line is the lowest number, ${lowest}`;
  return [
    '```mermaid',
    ...settings,
    'xychart-beta',
    `  title "Available pods; ${title}"`,
    `  x-axis "time after the change is applied: available pods${dips}" [${labels.map((label) => `"${label}"`).join(', ')}]`,
    `  y-axis 0 --> ${Math.max(desired, ...bars)}`,
    `  bar [${bars.join(', ')}]`,
    ...(floor === 0 ? [] : [`  line [${bars.map(() => floor).join(', ')}]`]),
    '```',
  ].join('\n');
}

/** Blue and dark red keep apart from each other and from a white and from a black page. */
const settings = [
  '---',
  'config:',
  '  xyChart:',
  '    width: 700',
  '    height: 240',
  '    titleFontSize: 16',
  '    xAxis:',
  '      labelFontSize: 13',
  '      titleFontSize: 13',
  '    yAxis:',
  '      showLabel: false',
  '      showTick: false',
  '      showAxisLine: false',
  '  themeVariables:',
  '    xyChart:',
  '      backgroundColor: transparent',
  '      plotColorPalette: "#6ea8ee, #b3131f"',
  '---',
];

/** With the bar before it these are eight bars at most, below which “10 min: 160” has room. */
const intervalsMax = 6;

const day = 86_400;
const days = { unit: 'd', unitSeconds: day };
const intervals = [
  ...[1, 2, 5, 10, 15, 20, 30].map((count) => ({ seconds: count, unit: 's', unitSeconds: 1 })),
  ...[1, 2, 5, 10, 15, 20, 30].map((count) => ({ seconds: count * 60, unit: 'min', unitSeconds: 60 })),
  ...[1, 2, 3, 6, 12].map((count) => ({ seconds: count * 3600, unit: 'h', unitSeconds: 3600 })),
  { seconds: day, ...days },
];
