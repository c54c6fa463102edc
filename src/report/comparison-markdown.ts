import type { ComparedWorkload, Comparison } from '../schema/comparison.ts';
import { countNoun } from '../schema/count-noun.ts';
import { comparisonColumns, comparisonRows, refusalPhrases } from './comparison-cells.ts';
import { comparisonLegend, comparisonVerdict } from './comparison-words.ts';
import { tableRow } from './escape-markdown.ts';
import type { MarkdownOptions } from './markdown.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { namesAmong, type ObjectNames } from './object-names.ts';
import { type Phrase, phrase, phraseHtml, phraseMarkdown, strong } from './phrase.ts';

/** The comparison as a comment: workloads for which there is no room are counted. */
export function renderComparisonMarkdown(comparison: Comparison, { limit }: Pick<MarkdownOptions, 'limit'>): string {
  const { workloads, notComputed } = comparison;
  const names = namesAmong(workloads.map(({ object }) => object));
  const head = phraseMarkdown(strong(comparisonVerdict(comparison)));
  const legend = `<sub>${comparisonLegend(comparison).map(phraseHtml).join(' ')}</sub>`;
  const gaps = notComputed.map((entry) => `- ${phraseMarkdown(phrase`${entry.what}: ${whyNotComputed(entry)}`)}`);
  const room = limit - head.length - legend.length - noticeRoom;
  const told = withinRoom(
    workloads.map((workload) => workloadMarkdown(workload, names)),
    '\n\n',
    room,
  );
  const untold = withinRoom(gaps, '\n', room - told.text.length);
  const parts = [
    head,
    told.text,
    left(told.left, 'workload'),
    ...(gaps.length === 0
      ? []
      : [`**Not computed (${gaps.length})**`, untold.text, left(untold.left, 'entry', 'entries')]),
    legend,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** For the lines which count what is left out. */
const noticeRoom = 1_000;

function withinRoom(blocks: readonly string[], separator: string, room: number) {
  let taken = 0;
  const fitting = blocks.findIndex((block) => {
    taken += block.length + separator.length;
    return taken > room;
  });
  const shown = fitting < 0 ? blocks : blocks.slice(0, fitting);
  return { text: shown.join(separator), left: blocks.length - shown.length };
}

function left(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return '';
  return `**Left out to keep this short:** ${countNoun(count, one, many)}. \`rollcast compare --format json\` holds all of it.`;
}

function workloadMarkdown(workload: ComparedWorkload, names: ObjectNames): string {
  const { object, advice, remarks } = workload;
  const columns = ['Strategy', ...comparisonColumns.capacity, ...comparisonColumns.course];
  const rows = comparisonRows(workload).map(({ name, capacity, course }) =>
    tableRow([phraseMarkdown(name), ...capacity, ...course]),
  );
  const table = [tableRow(columns), tableRow(columns.map(() => '---')), ...rows].join('\n');
  const lines: readonly Phrase[] = [...refusalPhrases(workload), ...remarks.map((remark) => phrase`${remark}`)];
  return [
    `### ${phraseMarkdown(names.full(object))}`,
    table,
    ...(lines.length === 0 ? [] : [lines.map((line) => `- ${phraseMarkdown(line)}`).join('\n')]),
    ...(advice ? [phraseMarkdown(phrase`${strong(phrase`Advice:`)} ${advice.sentence}`)] : []),
  ].join('\n\n');
}
