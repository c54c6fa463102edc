import type { ComparedWorkload, Comparison } from '../schema/comparison.ts';
import { type Paint, painter } from './ansi.ts';
import { type ComparisonRow, comparisonColumns, comparisonRows, refusalPhrases } from './comparison-cells.ts';
import { comparisonLegend, comparisonVerdict } from './comparison-words.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { namesAmong, type ObjectNames } from './object-names.ts';
import { type Phrase, phrase, phraseText } from './phrase.ts';
import type { TextOptions } from './text.ts';
import { wrapText } from './wrap-text.ts';

interface Context {
  readonly names: ObjectNames;
  readonly paint: Paint;
  readonly width: number;
}

/** The comparison for a terminal. */
export function renderComparisonText(comparison: Comparison, { colour, width: columns }: TextOptions): string {
  const { workloads, notComputed } = comparison;
  const names = namesAmong(workloads.map(({ object }) => object));
  const context = { names, paint: painter(colour), width: Math.max(40, columns) };
  const { paint, width } = context;
  const gaps = notComputed.flatMap((entry) => told(phrase`${entry.what}: ${whyNotComputed(entry)}`, width, '    ? '));
  const lines = [
    '',
    ...told(comparisonVerdict(comparison), width, '  ').map((line) => paint('strong', line)),
    '',
    ...workloads.flatMap((workload) => [...workloadLines(workload, context), '']),
    ...(gaps.length === 0 ? [] : [`  ${paint('warning', `Not computed (${notComputed.length})`)}`, ...gaps, '']),
    ...comparisonLegend(comparison)
      .flatMap((sentence) => told(sentence, width, '  '))
      .map((line) => paint('dim', line)),
  ];
  return `${lines.join('\n')}\n`;
}

function workloadLines(workload: ComparedWorkload, { names, paint, width }: Context): readonly string[] {
  const { object, advice, remarks } = workload;
  const rows = comparisonRows(workload);
  return [
    `  ${paint('strong', phraseText(names.full(object)))}`,
    '',
    ...table(rows, 'capacity', paint),
    '',
    ...table(rows, 'course', paint),
    '',
    ...refusalPhrases(workload).flatMap((refusal) => told(refusal, width, '    ')),
    ...remarks.flatMap((remark) => told(phrase`${remark}`, width, '    ')),
    ...(advice ? told(phrase`→ Advice: ${advice.sentence}`, width, '    ') : []),
  ];
}

function table(rows: readonly ComparisonRow[], part: keyof typeof comparisonColumns, paint: Paint): readonly string[] {
  const cells = rows.map((row) => [phraseText(row.name), ...row[part]]);
  const all = [['', ...comparisonColumns[part]], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row, index) => {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    return `    ${index === 0 ? paint('dim', line.trimEnd()) : line.trimEnd()}`;
  });
}

/** The first line begins with the lead, the others stand below what follows it. */
function told(words: Phrase, width: number, lead: string): readonly string[] {
  const [first = '', ...rest] = wrapText(phraseText(words), width, ' '.repeat(lead.length));
  return [lead + first.trimStart(), ...rest];
}
