import { countNoun } from '../schema/count-noun.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { type Paint, painter } from './ansi.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { diffVerdict, effectsPhrase } from './diff-words.ts';
import { fieldPhrase } from './field-words.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { objectNames } from './object-names.ts';
import { phrase, phraseText } from './phrase.ts';
import { type PlanEntry, planEntries } from './plan-entries.ts';
import { remarkPhrases } from './remark-words.ts';
import { sourceText } from './source-words.ts';
import type { TextOptions } from './text.ts';
import { visibleLines } from './visible-text.ts';
import type { TextContext } from './workload-text.ts';
import { wrapText } from './wrap-text.ts';

/** What changes and its effects, for a terminal: no forecast. */
export function renderDiffText(plan: RolloutPlan, options: TextOptions): string {
  const context: TextContext = {
    plan,
    names: objectNames(plan),
    commonAssumptions: new Set(commonAssumptions(plan)),
    paint: painter(options.colour),
    width: Math.max(40, options.width),
  };
  const gaps = plan.notComputed.flatMap(({ what, reason }) =>
    wrapText(phraseText(phrase`? ${what}: ${whyNotComputed({ reason, detail: '' })}`), context.width, '    '),
  );
  const lines = [
    '',
    ...wrapText(diffVerdict(plan), context.width, '  ').map((line) => context.paint('strong', line)),
    '',
    ...planEntries(plan).flatMap((entry) => entryText(entry, context)),
    ...(gaps.length > 0
      ? [`  ${countNoun(plan.notComputed.length, 'change')} could not be compared`, ...gaps, '']
      : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const marks = { create: '+', update: '~', delete: '-' } as const;

function entryText(entry: PlanEntry, { names, paint, width }: TextContext): readonly string[] {
  const { change } = entry;
  if (!change) return [];
  const more = change.fieldsOmitted === undefined ? [] : [`      and ${change.fieldsOmitted} more`];
  return [
    `  ${marks[change.action]} ${paint('strong', phraseText(names.full(entry.object)))}  ${paint('dim', phraseText(phrase`${sourceText(change.source)}`))}`,
    ...wrapText(phraseText(effectsPhrase(entry)), width, '      '),
    ...change.rejected.flatMap(({ field, reason }) =>
      wrapText(phraseText(phrase`refused: ${field}: ${reason}`), width, '      '),
    ),
    ...remarkPhrases(change.remarks).flatMap((remark) => wrapText(phraseText(remark), width, '      ')),
    ...change.fields.flatMap((field) => wrapText(phraseText(fieldPhrase(field)), width, '      ')),
    ...more,
    ...(change.hunks === undefined ? [] : ['', ...hunkLines(change.hunks, paint)]),
    '',
  ];
}

function hunkLines(hunks: string, paint: Paint): readonly string[] {
  return visibleLines(hunks).map((line) => {
    const shown = `      ${line}`;
    if (line.startsWith('+')) return paint('good', shown);
    if (line.startsWith('-')) return paint('danger', shown);
    return line.startsWith('@@') ? paint('fresh', shown) : shown;
  });
}
