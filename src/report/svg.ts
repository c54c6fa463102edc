import { countNoun } from '../schema/count-noun.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { figuresOf, noFigure } from './html/figures.ts';
import { documentText, html } from './html/html-template.ts';
import { type ObjectNames, objectNames } from './object-names.ts';
import { phraseText } from './phrase.ts';
import { type PlanEntry, planEntries } from './plan-entries.ts';
import { chartPatterns, chartStyle, darkColours, lightColours } from './svg/chart-style.ts';
import { type EntryCharts, entryCharts, hasChart } from './svg/entry-charts.ts';
import { type LegendEntry, legendOf } from './svg/legend.ts';
import {
  type Block,
  chartBlock,
  gap,
  legendBlock,
  pictureWidth,
  stackBlocks,
  textBlock,
} from './svg/stacked-blocks.ts';
import { verdictLine } from './verdict-line.ts';
import { clipText } from './visible-text.ts';

export interface SvgOptions {
  /** A former report told of changes, in place of which this one stands. */
  readonly hadChanges?: boolean;
}

/**
 * The timelines of the workloads whose pods change, as one picture which needs nothing else: no script, no font, no
 * address. It follows the light or dark of who looks at it.
 */
export function renderSvg(plan: RolloutPlan, { hadChanges = false }: SvgOptions = {}): string {
  const names = objectNames(plan);
  const charted = planEntries(plan)
    .map((entry) => ({ entry, charts: entryCharts(entry) }))
    .filter(({ charts }) => hasChart(charts));
  const shown = charted.slice(0, workloadsMax);
  const verdict = `Rollout forecast: ${verdictLine(plan, { hadChanges })}`;
  const summary = summaryText(charted.length, shown.length);
  const told = shown.map(({ entry }) => entryText(entry, names));
  const { height, content } = stackBlocks([
    textBlock(verdict, 'title'),
    ...shown.flatMap(({ entry, charts }) => entryBlocks(entry, charts, names)),
    legendBlock(mergedLegend(shown.map(({ charts }) => charts))),
    ...(summary === '' ? [] : [gap(8), textBlock(summary, 'note')]),
  ]);
  return documentText(html`<svg xmlns="http://www.w3.org/2000/svg" width="${pictureWidth}" height="${height}" viewBox="0 0 ${pictureWidth} ${height}" role="img" aria-labelledby="title desc">
<title id="title">${verdict}</title>
<desc id="desc">${[...told, summary].filter((text) => text !== '').join(' ')}</desc>
<style>
svg{${lightColours};font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{${darkColours}}}
.ground{fill:var(--paper)}
.title{font-size:17px;font-weight:600;fill:var(--ink)}
.name{font-size:15px;font-weight:600;fill:var(--ink)}
.note{font-size:13px;fill:var(--quiet)}
.hint{display:none}
${chartStyle}</style>
<defs>${chartPatterns}</defs>
<rect class="ground" width="100%" height="100%"/>
${content}</svg>`);
}

const workloadsMax = 12;

function summaryText(charted: number, shown: number): string {
  if (charted === 0) return 'No pod is forecast to change, so there is no timeline.';
  return charted > shown ? `${countNoun(charted - shown, 'more workload')} left out; the page has all.` : '';
}

function entryBlocks(entry: PlanEntry, { rollout, procedure }: EntryCharts, names: ObjectNames): readonly Block[] {
  const steps = entry.rollout?.procedure?.name ?? '';
  return [
    gap(10),
    textBlock(clipText(phraseText(names.full(entry.object)), 58), 'name'),
    textBlock(figuresText(entry), 'note'),
    ...(rollout ? [chartBlock(rollout)] : []),
    ...(procedure ? [textBlock(`Instead, the steps of ${clipText(steps, 40)}`, 'note'), chartBlock(procedure)] : []),
  ];
}

function entryText(entry: PlanEntry, names: ObjectNames): string {
  return `${clipText(phraseText(names.full(entry.object)), 200)}: ${figuresText(entry)}.`;
}

/** “lowest 6 of 8 (75 %), peak 10 pods, 40 s (20 s – 5 min)”. */
function figuresText(entry: PlanEntry): string {
  const { lowest, peak, time } = figuresOf(entry);
  const figures = [
    ...(lowest === noFigure ? [] : [`lowest ${lowest}`]),
    ...(peak === noFigure ? [] : [`peak ${peak}`]),
    ...(time === noFigure ? [] : [time]),
  ];
  return figures.length === 0 ? 'all pods stop' : figures.join(', ');
}

function mergedLegend(all: readonly EntryCharts[]): readonly LegendEntry[] {
  const entries = all.flatMap(({ rollout, procedure }) =>
    [rollout, procedure].flatMap((chart) => (chart ? legendOf(chart) : [])),
  );
  return [...new Map(entries.map((entry) => [`${entry.band} ${entry.words}`, entry])).values()];
}
