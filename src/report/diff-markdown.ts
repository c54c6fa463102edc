import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { changeBlocks } from './change-blocks.ts';
import { notComputedSection } from './change-lists.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { diffVerdict, effectsPhrase } from './diff-words.ts';
import { tableRow } from './escape-markdown.ts';
import { fitSections, type Section } from './fit.ts';
import { leftOutNotice } from './left-out-notice.ts';
import { leftOutWords } from './left-out-words.ts';
import type { MarkdownOptions } from './markdown.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { objectNames } from './object-names.ts';
import { phrase, phraseHtml, phraseMarkdown, strong } from './phrase.ts';
import { type PlanEntry, planEntries } from './plan-entries.ts';
import { remarkPhrases } from './remark-words.ts';
import { revisionPhrase } from './revision-words.ts';
import { sourceMarkdown } from './source-words.ts';

/** What changes and its effects, as Markdown: no forecast. */
export function renderDiffMarkdown(plan: RolloutPlan, options: MarkdownOptions): string {
  const context: MarkdownContext = {
    plan,
    names: objectNames(plan),
    commonAssumptions: new Set(commonAssumptions(plan)),
    repositoryUrl: options.repositoryUrl,
  };
  const entries = planEntries(plan).filter(({ change }) => change !== undefined);
  const compared = phrase`From ${revisionPhrase(plan.base)} to ${revisionPhrase(plan.head)}`;
  const sections: readonly Section[] = [
    { separator: '\n\n', blocks: [{ text: `### Changes: ${diffVerdict(plan)}` }, { text: phraseMarkdown(compared) }] },
    ...changeTable(entries, context),
    ...entries.map((entry) => entryDetails(entry, context)),
    ...notComputedSection(context),
  ];
  const { text, dropped } = fitSections(sections, options.limit - noticeRoom);
  return `${[text, ...leftOutNotice(dropped, options.fullReportUrl)].join('\n\n')}\n`;
}

const noticeRoom = 1_000;

function changeTable(entries: readonly PlanEntry[], { names }: MarkdownContext): readonly Section[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => ({
    text: tableRow([
      phraseMarkdown(names.full(entry.object)),
      entry.change?.action ?? '',
      phraseMarkdown(effectsPhrase(entry)),
    ]),
    dropAs: 'Rows' as const,
    kind: entry.object.kind,
  }));
  return [
    {
      separator: '\n',
      blocks: [{ text: tableRow(['Object', 'Action', 'Effect']) }, { text: '| --- | --- | --- |' }, ...rows],
      remainder: (dropped) => tableRow([leftOutWords(dropped), '', '']),
    },
  ];
}

function entryDetails(entry: PlanEntry, context: MarkdownContext): Section {
  const { names, plan, repositoryUrl } = context;
  const source = entry.change ? [{ text: sourceMarkdown(entry.change.source, plan, repositoryUrl) }] : [];
  const remarks = remarkPhrases(entry.change?.remarks).map((remark) => ({ text: phraseMarkdown(remark) }));
  return {
    before: `<details>\n<summary>${phraseHtml(strong(names.full(entry.object)))} · ${phraseHtml(effectsPhrase(entry))}</summary>`,
    separator: '\n\n',
    blocks: [...source, ...remarks, ...changeBlocks(entry.change, entry.isRisky, context)],
    after: '</details>',
    dropAs: 'Workloads',
  };
}
