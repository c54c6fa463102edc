import type { Finding, Severity } from '../schema/finding.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { countNoun } from './count-noun.ts';
import { codeSpan, prose } from './escape-markdown.ts';
import { type FindingGroup, findingGroups } from './finding-groups.ts';
import type { Block, Section } from './fit.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { phraseMarkdown } from './phrase.ts';
import { sourceMarkdown } from './source-words.ts';
import { clipText } from './visible-text.ts';

/** Blockers and warnings, open: one GitHub alert per rule. */
export function alertSections(plan: RolloutPlan, context: MarkdownContext): readonly Section[] {
  return findingGroups(plan.findings, ['high', 'medium']).map((group) => ({
    separator: '\n' as const,
    blocks: [
      { text: `> [!${group.severity === 'high' ? 'CAUTION' : 'WARNING'}]\n> ${heading(group)}\n>` },
      ...group.findings.map((finding) => findingBlock(finding, context, '> - ', 'Entries')),
      { text: `>\n> **Do instead:** ${prose(group.remediation)}` },
    ],
    remainder: (dropped: number) => `> - and ${dropped} more, left out for length`,
  }));
}

/** Low findings and remarks, collapsed. */
export function noteSections(plan: RolloutPlan, context: MarkdownContext): readonly Section[] {
  const severities: readonly Severity[] = ['low', 'info'];
  const groups = findingGroups(plan.findings, severities);
  const count = groups.reduce((sum, { findings }) => sum + findings.length, 0);
  if (count === 0) return [];
  return [
    {
      before: `<details>\n<summary>${countNoun(count, 'note')}</summary>`,
      separator: '\n',
      blocks: groups.flatMap((group) =>
        group.findings.map((finding) => {
          const block = findingBlock(finding, context, '- ', 'Lists');
          return { ...block, text: `${block.text} ${prose(group.remediation)} · ${codeSpan(group.rule)}` };
        }),
      ),
      after: '</details>',
      remainder: (dropped) => `- and ${dropped} more, left out for length`,
    },
  ];
}

function heading({ summary, rule, findings }: FindingGroup): string {
  const count = findings.length === 1 ? '' : ` (${findings.length} times)`;
  return `**${prose(summary)}**${count} · ${codeSpan(rule)}`;
}

function findingBlock(finding: Finding, context: MarkdownContext, bullet: string, dropAs: 'Entries' | 'Lists'): Block {
  const { object, source } = finding;
  const where = [
    ...(object ? [phraseMarkdown(context.names.full(object))] : []),
    ...(source ? [sourceMarkdown(source, context.plan, context.repositoryUrl)] : []),
  ].join(', ');
  const line = (length: number) =>
    `${bullet}${where === '' ? '' : `${where}: `}${prose(clipText(finding.message, length)).replace(/\.$/, '')}.`;
  return { text: line(2000), dropAs, short: line(160) };
}
