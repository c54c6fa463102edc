import type { FieldChange } from '../schema/field-change.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { SourceLocation } from '../schema/source-location.ts';
import { codeBlock, codeSpan, prose } from './escape-markdown.ts';
import { fieldPhrase } from './field-words.ts';
import type { Block } from './fit.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { phraseMarkdown } from './phrase.ts';
import { sourceMarkdown } from './source-words.ts';
import { clipText } from './visible-text.ts';

/** What differs in one object: refusals, fields, text. */
export function changeBlocks(
  change: ResourceChange | undefined,
  isRisky: boolean,
  context: MarkdownContext,
): readonly Block[] {
  if (!change) return [];
  return [...refusalBlocks(change), ...fieldBlocks(change, context), ...hunkBlocks(change, isRisky)];
}

/** The same beside a forecast: the text is folded away, and left out where the fields say all that it says. */
export function briefChangeBlocks(
  change: ResourceChange | undefined,
  isRisky: boolean,
  context: MarkdownContext,
): readonly Block[] {
  if (!change) return [];
  const hunks = fieldsTellAll(change)
    ? []
    : hunkBlocks(change, isRisky).map((block) => ({
        ...block,
        text: `<details>\n<summary>Text diff</summary>\n\n${block.text}\n\n</details>`,
      }));
  // Between two kinds nearly every field differs, and none of them is an edit.
  const isOtherKind = change.pairedWith !== undefined && change.pairedWith.object.kind !== change.object.kind;
  // What base is refused for as well, a note tells.
  const refusals = isRisky ? refusalBlocks(change) : [];
  return [...refusals, ...(isOtherKind ? [] : fieldBlocks(change, context)), ...hunks];
}

/** Few fields, each with short values which are shown whole. */
function fieldsTellAll({ action, fields, fieldsOmitted }: ResourceChange): boolean {
  if (action !== 'update' || fieldsOmitted !== undefined || fields.length === 0 || fields.length > 3) return false;
  return fields.every(
    ({ type, masked, before, after }) =>
      type !== 'Reordered' && !masked && [before, after].every((value) => isShort(value)),
  );
}

function isShort(value: FieldChange['before']): boolean {
  return value === undefined || (typeof value !== 'object' && String(value).length <= 100);
}

function refusalBlocks({ rejected }: ResourceChange): readonly Block[] {
  if (rejected.length === 0) return [];
  const lines = rejected
    .slice(0, refusalsMax)
    .map(({ field, reason }) => `- ${codeSpan(clipText(field, 200))}: ${prose(clipText(reason, 500))}`);
  const more = rejected.length > refusalsMax ? [`- and ${rejected.length - refusalsMax} more`] : [];
  return [
    {
      text: ['**The API server refuses it**, so nothing of this object is applied:', '', ...lines, ...more].join('\n'),
    },
  ];
}

/** Changed fields as a list; the plan itself bounds how many there are. */
function fieldBlocks({ fields, fieldsOmitted, source }: ResourceChange, context: MarkdownContext): readonly Block[] {
  if (fields.length === 0) return [];
  const lines = fields.map((field) => `- ${phraseMarkdown(fieldPhrase(field))}${causeText(field, source, context)}`);
  const more = fieldsOmitted === undefined ? [] : [`- and ${fieldsOmitted} more`];
  return [{ text: ['**Changed fields**', '', ...lines, ...more].join('\n'), dropAs: 'Fields' }];
}

/** Of a built kustomization: which line makes the difference, unless it is the one told above all fields. */
function causeText({ source }: FieldChange, told: SourceLocation, { plan, repositoryUrl }: MarkdownContext): string {
  if (!source) return '';
  const isTold = source.path === told.path && source.line === told.line && source.revision === told.revision;
  return isTold ? '' : ` · ${sourceMarkdown(source, plan, repositoryUrl)}`;
}

function hunkBlocks({ hunks }: ResourceChange, isRisky: boolean): readonly Block[] {
  if (hunks === undefined || hunks.trim() === '') return [];
  return [{ text: codeBlock(hunks, 'diff'), dropAs: isRisky ? 'Fields' : 'SafeHunks' }];
}

const refusalsMax = 20;
