import { countNoun } from '../../schema/count-noun.ts';
import type { NotComputed } from '../../schema/not-computed.ts';
import { whyNotComputed } from '../not-computed-words.ts';
import { phrase } from '../phrase.ts';
import type { PlanEntry } from '../plan-entries.ts';
import { readerPhrases } from '../remark-words.ts';
import { remarksOnInput } from '../remarks-on-input.ts';
import { clipText } from '../visible-text.ts';
import { whyPhrase } from '../why-phrase.ts';
import { attentionBadge } from './attention.ts';
import { changeMarkup } from './change-markup.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';
import { bounded, bulletList, detailsMarkup, phraseList } from './markup-parts.ts';
import { sourceMarkup } from './source-markup.ts';

/** Changed ConfigMaps and Secrets with who reads them. */
export function configSection(entries: readonly PlanEntry[], context: HtmlContext): Html {
  return entriesSection('config', 'Configuration changes', entries, context);
}

/** What is stored anew and restarts nothing. */
export function otherSection(entries: readonly PlanEntry[], context: HtmlContext): Html {
  return entriesSection('other', 'Other changes, no pod restarts because of them', entries, context);
}

export function noEffectSection(entries: readonly PlanEntry[], context: HtmlContext): Html {
  return entriesSection('no-effect', 'No effect', entries, context);
}

function entriesSection(id: string, title: string, entries: readonly PlanEntry[], context: HtmlContext): Html {
  return listSection(
    id,
    title,
    entries.length,
    bounded(entries, entriesMax, (entry) => entryMarkup(entry, context)),
  );
}

const entriesMax = 200;

function entryMarkup(entry: PlanEntry, context: HtmlContext): Html {
  const { change } = entry;
  const verb = change?.action === 'create' ? ' is created' : change?.action === 'delete' ? ' is deleted' : '';
  const place = change ? html` · ${sourceMarkup(change.source, context)}` : nothing;
  const why = whyPhrase(entry, context.names, true);
  const reason =
    why.length > 0
      ? html`<p>${phraseMarkup(why)}</p>
`
      : nothing;
  return html`${attentionBadge(entry)}<b>${phraseMarkup(context.names.full(entry.object))}</b>${verb}${place}
${reason}${phraseList(readerPhrases(change, context.names, readersMax))}${changeMarkup(change, nothing, context)}`;
}

const readersMax = 50;

/** Never folded away: what is missing from a forecast is part of it. */
export function notComputedSection(context: HtmlContext): Html {
  const { notComputed } = context.plan;
  const alike = [...Map.groupBy(notComputed, whyNotComputed)];
  const items = alike.map(([why, gaps]) => {
    const reason = phraseMarkup(phrase`${clipText(why, 1000)}`);
    const [gap] = gaps;
    if (gap && gaps.length === 1) return html`${gapMarkup(gap, context)}: ${reason}`;
    return html`${reason} (${gaps.length} times)
${bulletList(bounded(gaps, gapsMax, (each) => gapMarkup(each, context)))}`;
  });
  return listSection(
    'not-computed',
    'Not computed',
    notComputed.length,
    bounded(items, gapsMax, (item) => item),
  );
}

const gapsMax = 200;

function gapMarkup({ what, source, linesChanged }: NotComputed, context: HtmlContext): Html {
  const where = source && source.path !== what ? html` (${sourceMarkup(source, context)})` : nothing;
  const lines = linesChanged ? ` (+${linesChanged.added} −${linesChanged.removed} lines)` : '';
  return html`<code>${clipText(what, 500)}</code>${where}${lines}`;
}

export function diagnosticsSection(context: HtmlContext): Html {
  const shown = remarksOnInput(context.plan);
  const items = bounded(
    shown,
    gapsMax,
    ({ message, source }) => html`${sourceMarkup(source, context)}: ${phraseMarkup(phrase`${clipText(message, 500)}`)}`,
  );
  const title = countNoun(shown.length, 'remark on the files', 'remarks on the files');
  return shown.length === 0 ? nothing : detailsMarkup(title, bulletList(items));
}

function listSection(id: string, title: string, count: number, items: readonly Html[]): Html {
  if (count === 0) return nothing;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title} (${count})</h2>
${bulletList(items)}</section>
`;
}
