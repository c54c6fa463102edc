import type { FieldChange } from '../../schema/field-change.ts';
import type { ResourceChange } from '../../schema/resource-change.ts';
import { fieldPhrase } from '../field-words.ts';
import { phrase } from '../phrase.ts';
import { clipText } from '../visible-text.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';
import { bounded, bulletList, diffMarkup } from './markup-parts.ts';
import { sourceMarkup } from './source-markup.ts';

/** What differs in one object: refusals, fields below their heading, and the text folded away. */
export function changeMarkup(change: ResourceChange | undefined, heading: Html, context: HtmlContext): Html {
  if (!change) return nothing;
  const fields = fieldsMarkup(change, context);
  const titled = fields.length === 0 ? nothing : html`${heading}${bulletList(fields)}`;
  return html`${refusalsMarkup(change)}${titled}${diffMarkup(change.hunks)}`;
}

function refusalsMarkup({ rejected }: ResourceChange): Html {
  if (rejected.length === 0) return nothing;
  const lines = bounded(
    rejected,
    refusalsMax,
    ({ field, reason }) =>
      html`<code>${clipText(field, 200)}</code>: ${phraseMarkup(phrase`${clipText(reason, 500)}`)}`,
  );
  return html`<p><b>The API server refuses it</b>, so nothing of this object is applied:</p>
${bulletList(lines)}`;
}

const refusalsMax = 20;

/** Between two kinds nearly every field differs, and none of them is an edit. */
function fieldsMarkup(change: ResourceChange, context: HtmlContext): readonly Html[] {
  const { fields, fieldsOmitted, source, pairedWith, object } = change;
  const isOtherKind = pairedWith !== undefined && pairedWith.object.kind !== object.kind;
  if (fields.length === 0 || isOtherKind) return [];
  const more = fieldsOmitted === undefined ? [] : [html`and ${fieldsOmitted} more`];
  return [
    ...fields.map((field) => html`${phraseMarkup(fieldPhrase(field))}${causeMarkup(field, source, context)}`),
    ...more,
  ];
}

/** Of a built kustomization: which line makes the difference, unless it is the one which is told above. */
function causeMarkup({ source }: FieldChange, told: ResourceChange['source'], context: HtmlContext): Html {
  if (!source) return nothing;
  const isTold = source.path === told.path && source.line === told.line && source.revision === told.revision;
  return isTold ? nothing : html` · ${sourceMarkup(source, context)}`;
}
