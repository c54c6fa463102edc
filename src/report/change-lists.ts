import { countNoun } from '../schema/count-noun.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import { codeSpan, prose } from './escape-markdown.ts';
import { fieldPhrase, toldFields } from './field-words.ts';
import type { Block, Section } from './fit.ts';
import { leftOutWords } from './left-out-words.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { joinPhrases, phraseMarkdown } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';
import { readerPhrases, remarkPhrases } from './remark-words.ts';
import { remarksOnInput } from './remarks-on-input.ts';
import { sourceMarkdown } from './source-words.ts';
import { clipText } from './visible-text.ts';
import { whyPhrase } from './why-phrase.ts';

/** Changed ConfigMaps and Secrets with their readers. */
export function configSection(entries: readonly PlanEntry[], context: MarkdownContext): readonly Section[] {
  const blocks = entries.map((entry) => ({ text: configItem(entry, context), dropAs: 'Lists' as const }));
  return listSection(`Configuration changes (${entries.length})`, blocks);
}

/** What is stored anew and restarts nothing. */
export function otherSection(entries: readonly PlanEntry[], context: MarkdownContext): readonly Section[] {
  const blocks = otherItems(entries, context).map((text) => ({ text, dropAs: 'Lists' as const }));
  return listSection(`Other changes (${entries.length}), no pod restarts because of them`, blocks);
}

export function noEffectSection(entries: readonly PlanEntry[], context: MarkdownContext): readonly Section[] {
  const blocks = entries.map((entry) => {
    return { text: `- ${title(entry, context)}${noEffectReason(entry, context)}`, dropAs: 'Lists' as const };
  });
  return listSection(`No effect (${entries.length})`, blocks);
}

/** Never dropped: what is missing from a forecast is part of it. */
export function notComputedSection(context: MarkdownContext): readonly Section[] {
  const { plan } = context;
  const alike = Map.groupBy(plan.notComputed, whyNotComputed);
  const blocks = [...alike].flatMap(([why, gaps]) =>
    gaps.length < gapsAlikeMin ? gaps.map((gap) => gapBlock(gap, context)) : [alikeGapsBlock(gaps, why, context)],
  );
  const isOpen = plan.outcome === 'Indeterminate' || plan.outcome === 'Unchanged';
  return listSection(`❔ Not computed (${plan.notComputed.length})`, blocks, isOpen);
}

export function diagnosticsSection(context: MarkdownContext): readonly Section[] {
  const { plan, repositoryUrl } = context;
  const shown = remarksOnInput(plan);
  const blocks = shown.map(({ message, source }) => ({
    text: `- ${sourceMarkdown(source, plan, repositoryUrl)}: ${prose(clipText(message, 500))}`,
    dropAs: 'Lists' as const,
  }));
  return listSection(countNoun(shown.length, 'remark on the files', 'remarks on the files'), blocks);
}

function gapBlock(gap: NotComputed, context: MarkdownContext): Block {
  const line = (length: number) =>
    `- ${gapTitle(gap, length, context)}: ${prose(clipText(whyNotComputed(gap), length))}`;
  return { text: line(1000), short: line(100), dropAs: 'Gaps' };
}

/** What all of them lack is said once. */
function alikeGapsBlock(gaps: readonly NotComputed[], why: string, context: MarkdownContext): Block {
  const item = (length: number, count: number) => {
    const titles = gaps.slice(0, count).map((gap) => gapTitle(gap, length, context));
    const more = gaps.length > count ? [`${gaps.length - count} more`] : [];
    return `- ${prose(clipText(why, length))} (${gaps.length} times):\n  - ${[...titles, ...more].join(', ')}`;
  };
  return { text: item(1000, gaps.length), short: item(100, 100), shortest: item(100, 10), dropAs: 'Gaps' };
}

const gapsAlikeMin = 5;

function gapTitle({ what, source, linesChanged }: NotComputed, length: number, context: MarkdownContext): string {
  const { plan, repositoryUrl } = context;
  const where = source && source.path !== what ? ` (${sourceMarkdown(source, plan, repositoryUrl)})` : '';
  const lines = linesChanged ? ` (+${linesChanged.added} −${linesChanged.removed} lines)` : '';
  return `${codeSpan(clipText(what, length))}${where}${lines}`;
}

function configItem(entry: PlanEntry, context: MarkdownContext): string {
  const lines = readerPhrases(entry.change, context.names, readersMax).map((line) => `  - ${phraseMarkdown(line)}`);
  return [`- ${title(entry, context)}${fieldSummary(entry)}`, ...lines].join('\n');
}

/** Objects which change alike, as all do when a version label moves, share one entry. */
function otherItems(entries: readonly PlanEntry[], context: MarkdownContext): readonly string[] {
  const groups = new Map<string, PlanEntry[]>();
  for (const entry of entries) {
    const told = otherWords(entry, context);
    const group = groups.get(told);
    if (group) group.push(entry);
    else groups.set(told, [entry]);
  }
  return [...groups].flatMap(([told, group]) => {
    if (group.length < alikeMin) return group.map((entry) => `- ${title(entry, context)}${told}`);
    const names = group.slice(0, namesMax).map((entry) => title(entry, context));
    const more = group.length > namesMax ? [`${group.length - namesMax} more`] : [];
    return [
      `- ${group.length} objects${told.replace(/ is (created|deleted)/, ' are $1')}\n  - ${[...names, ...more].join(', ')}`,
    ];
  });
}

const alikeMin = 3;
const namesMax = 30;

function otherWords(entry: PlanEntry, context: MarkdownContext): string {
  const why = whyPhrase(entry, context.names, entry.change?.action === 'update');
  const said = joinPhrases([...(why.length > 0 ? [why] : []), ...remarkPhrases(entry.change?.remarks)], ' ');
  return `${fieldSummary(entry)}${said.length > 0 ? `. ${phraseMarkdown(said)}` : ''}`;
}

/** The fields themselves say that they mean the same; other reasons are told. */
function noEffectReason(entry: PlanEntry, context: MarkdownContext): string {
  const { fields = [], pairedWith } = entry.change ?? {};
  const why = phraseMarkdown(whyPhrase(entry, context.names));
  if (pairedWith || fields.length === 0) return why === '' ? '' : `: ${why}`;
  const isSpelling = fields.every(({ type }) => type === 'SameMeaning');
  return `${fieldSummary(entry)}${isSpelling || why === '' ? '' : `. ${why}`}`;
}

/** “: `a` → `b`; and 3 more fields”. */
function fieldSummary({ change }: PlanEntry): string {
  if (!change) return '';
  const verb = { create: ' is created', update: '', delete: ' is deleted' }[change.action];
  return `${verb}${fieldList(change)}`;
}

function fieldList(change: ResourceChange): string {
  const told = toldFields(change);
  const shown = told.slice(0, fieldsMax);
  const hidden = told.length - shown.length + (change.fieldsOmitted ?? 0);
  const more = hidden > 0 ? `; and ${countNoun(hidden, 'more field')}` : '';
  const fields = phraseMarkdown(
    joinPhrases(
      shown.map((field) => fieldPhrase(field)),
      '; ',
    ),
  );
  return fields === '' ? '' : `: ${fields}${more}`;
}

function title(entry: PlanEntry, { names }: MarkdownContext): string {
  return phraseMarkdown(names.full(entry.object));
}

function listSection(summary: string, blocks: readonly Block[], isOpen = false): readonly Section[] {
  if (blocks.length === 0) return [];
  return [
    {
      before: `<details${isOpen ? ' open' : ''}>\n<summary>${summary}</summary>`,
      separator: '\n',
      blocks,
      after: '</details>',
      remainder: (dropped) => `- ${leftOutWords(dropped)}`,
    },
  ];
}

const fieldsMax = 6;
const readersMax = 20;
