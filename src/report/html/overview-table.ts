import { countNoun } from '../../schema/count-noun.ts';
import { happeningPhrase } from '../effect-words.ts';
import type { PlanEntry } from '../plan-entries.ts';
import { attentionBadge } from './attention.ts';
import { figureCellsMarkup } from './figure-cells.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';
import { columnHead, tableMarkup } from './markup-parts.ts';

/** Names the place on the page which tells of an entry; undefined where none does. */
export type AnchorOf = (entry: PlanEntry) => string | undefined;

/** One row per object which does something, the riskiest first. */
export function overviewTable(entries: readonly PlanEntry[], anchorOf: AnchorOf, context: HtmlContext): Html {
  const head = ['Object', 'What happens', 'Lowest', 'Peak', 'Time'].map((title) => columnHead(title));
  const shown = entries.slice(0, rowsMax);
  const more = entries.length - shown.length;
  const left =
    more > 0
      ? html`<p class="quiet">${countNoun(more, 'more object')}, the least risky, left out: <code>--format json</code> has all.</p>
`
      : nothing;
  return html`${tableMarkup(
    'What changes, the riskiest first',
    head,
    shown.map((entry) => rowMarkup(entry, anchorOf(entry), context)),
  )}${left}`;
}

/** Far more than anybody reads; a page of more rows is slow to open. */
const rowsMax = 3000;

function rowMarkup(entry: PlanEntry, anchor: string | undefined, { names }: HtmlContext): Html {
  const name = phraseMarkup(names.full(entry.object));
  return html`<tr><th scope="row">${anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`}</th><td class="words">${attentionBadge(entry)}${phraseMarkup(happeningPhrase(entry))}</td>${figureCellsMarkup(entry)}</tr>
`;
}
