import { type AlikeEntries, alikeName, shownOverlays } from '../alike-entries.ts';
import { happeningPhrase } from '../effect-words.ts';
import { capitalise } from '../phrase.ts';
import type { PlanEntry } from '../plan-entries.ts';
import { readerPhrases, remarkPhrases } from '../remark-words.ts';
import { entryCharts } from '../svg/entry-charts.ts';
import { clipText } from '../visible-text.ts';
import { whyPhrase } from '../why-phrase.ts';
import { answersList } from './answers.ts';
import { attentionBadge } from './attention.ts';
import { changeMarkup } from './change-markup.ts';
import { chartFigure } from './chart-figure.ts';
import { endpointsMarkup } from './endpoints-table.ts';
import { figureCellsMarkup } from './figure-cells.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';
import { columnHead, phraseList, tableMarkup } from './markup-parts.ts';
import { procedureMarkup } from './procedure-markup.ts';
import { sourceMarkup } from './source-markup.ts';
import { stepsTable } from './steps-table.ts';

/** All about one object: what happens, its timeline, the five answers of its rollout, then what was edited. */
export function workloadSection(alike: AlikeEntries, anchor: string, context: HtmlContext): Html {
  const { entry, others } = alike;
  const { rollout, change } = entry;
  const name = others.length === 0 ? context.names.full(entry.object) : alikeName(alike);
  const forecast = rollout && rollout.outcome !== 'Rejected' ? rollout : undefined;
  const charts = entryCharts(entry);
  const chart = charts.rollout
    ? chartFigure(charts.rollout, 'Pods over time', 'The time is counted from the apply.')
    : nothing;
  return html`<section class="object" aria-labelledby="${anchor}">
<h3 id="${anchor}">${phraseMarkup(name)}</h3>
<p class="lead">${attentionBadge(entry)}${phraseMarkup(capitalise(happeningPhrase(entry)))}${change ? html` · ${sourceMarkup(change.source, context)}` : nothing}</p>
${overlaysTable(alike)}${whyMarkup(entry, context)}${chart}${forecast ? stepsTable(forecast, change) : nothing}${endpointsMarkup(entry, context)}${phraseList([...remarkPhrases(forecast?.remarks), ...readerPhrases(change, context.names)])}${forecast ? answersList(forecast, context) : nothing}${forecast?.procedure ? procedureMarkup(forecast.procedure, charts.procedure) : nothing}${changeMarkup(change, fieldsHeading, context)}</section>
`;
}

const fieldsHeading = html`<h4>Changed fields</h4>
`;

/** In which numbers the overlays differ; all else is told of the first. */
function overlaysTable(alike: AlikeEntries): Html {
  if (alike.others.length === 0) return nothing;
  const { shown, hidden } = shownOverlays(alike);
  const head = [
    columnHead('overlay'),
    columnHead('namespace'),
    columnHead('pods', true),
    ...['lowest', 'peak', 'time'].map((title) => columnHead(title)),
  ];
  const more =
    hidden > 0
      ? [
          html`<tr><td class="words" colspan="6">${hidden} more</td></tr>
`,
        ]
      : [];
  return html`${tableMarkup('The overlays, the riskiest first', head, [...shown.map(overlayRow), ...more])}<p>The rest describes <code>${clipText(alike.entry.object.root, 200)}</code>.</p>
`;
}

function overlayRow(entry: PlanEntry): Html {
  const { root, namespace } = entry.object;
  const pods = entry.rollout ? `${entry.rollout.capacity.desired}` : '–';
  return html`<tr><th scope="row"><code>${clipText(root, 200)}</code></th><td>${clipText(namespace ?? '–', 100)}</td><td class="number">${pods}</td>${figureCellsMarkup(entry)}</tr>
`;
}

function whyMarkup(entry: PlanEntry, { names }: HtmlContext): Html {
  const why = whyPhrase(entry, names, true);
  return why.length === 0
    ? nothing
    : html`<p>${phraseMarkup(why)}</p>
`;
}
