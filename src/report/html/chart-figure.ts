import { drawChart } from '../svg/draw-chart.ts';
import { legendOf } from '../svg/legend.ts';
import type { TimelineChart } from '../svg/timeline-chart.ts';
import { type Html, html } from './html-template.ts';

/** A chart with its legend. What it shows, the tables beside it tell as well. */
export function chartFigure(chart: TimelineChart, title: string, axis: string): Html {
  const { height, content } = drawChart(chart);
  const legend = legendOf(chart).map(
    ({ band, words }) =>
      html`<li><svg class="swatch" width="24" height="14" aria-hidden="true"><rect class="band ${band}" x="1" y="1" width="22" height="12"/></svg> ${words}</li>
`,
  );
  const lines = [chart.floor, chart.peak].flatMap((line) => (line ? [line.text] : []));
  return html`<figure>
<figcaption>${title} <span class="quiet">${axis}</span></figcaption>
<svg class="chart" height="${height}" role="img" aria-label="${[title, ...lines].join('; ')}">
${content}</svg>
<ul class="legend">
${legend}</ul>
</figure>
`;
}
