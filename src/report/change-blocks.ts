import type { ResourceChange } from '../schema/resource-change.ts';
import { codeBlock, codeSpan, prose } from './escape-markdown.ts';
import { fieldPhrase } from './field-words.ts';
import type { Block } from './fit.ts';
import { phraseMarkdown } from './phrase.ts';
import { clipText } from './visible-text.ts';

/** What differs in one object: refusals, fields, text. */
export function changeBlocks(change: ResourceChange | undefined, isRisky: boolean): readonly Block[] {
  if (!change) return [];
  return [...refusalBlocks(change), ...fieldBlocks(change), ...hunkBlocks(change, isRisky)];
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
function fieldBlocks({ fields, fieldsOmitted }: ResourceChange): readonly Block[] {
  if (fields.length === 0) return [];
  const lines = fields.map((field) => `- ${phraseMarkdown(fieldPhrase(field))}`);
  const more = fieldsOmitted === undefined ? [] : [`- and ${fieldsOmitted} more`];
  return [{ text: ['**Changed fields**', '', ...lines, ...more].join('\n'), dropAs: 'Fields' }];
}

function hunkBlocks({ hunks }: ResourceChange, isRisky: boolean): readonly Block[] {
  if (hunks === undefined || hunks.trim() === '') return [];
  return [{ text: codeBlock(hunks, 'diff'), dropAs: isRisky ? 'Fields' : 'SafeHunks' }];
}

const refusalsMax = 20;
