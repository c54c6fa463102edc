import { countNoun } from '../schema/count-noun.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { codeSpan, prose } from './escape-markdown.ts';
import { type FindingGroup, findingGroups } from './finding-groups.ts';
import type { Block, Detail, Section } from './fit.ts';
import { leftOutWords } from './left-out-words.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { phraseMarkdown } from './phrase.ts';
import { sourceMarkdown } from './source-words.ts';
import { clipText } from './visible-text.ts';

/** Blockers and warnings, open: one GitHub alert per rule. */
export function alertSections(plan: RolloutPlan, context: MarkdownContext): readonly Section[] {
  return findingGroups(plan.findings, ['high', 'medium']).map((group, index) => {
    const dropAs = group.severity === 'high' ? 'Blockers' : 'Warnings';
    return {
      separator: '\n',
      blocks: [
        { text: `> [!${group.severity === 'high' ? 'CAUTION' : 'WARNING'}]\n> ${heading(group)}\n>` },
        ...groupBlocks(group, dropAs, context),
        { text: `>\n> **Do instead:** ${prose(group.remediation)}` },
      ],
      // Rules are few; a saved plan may hold anything.
      ...(index < groupsMax ? {} : { dropAs }),
      remainder: (dropped) => `> - ${leftOutWords(dropped)}`,
    };
  });
}

const groupsMax = 30;

/** What all of them say is said once, above the places. */
function groupBlocks({ findings }: FindingGroup, dropAs: Detail, context: MarkdownContext): readonly Block[] {
  const [first] = findings;
  const isAlike = findings.length >= alikeMin && findings.every(({ message }) => message === first?.message);
  if (!first || !isAlike) return findings.map((finding) => findingBlock(finding, context, '> - ', dropAs));
  const told = (length: number) => `> ${prose(capitalised(sentence(first, length)))}\n>`;
  return [
    { text: told(longMessage), short: told(shortMessage) },
    ...findings.map((finding) => {
      const where = whereFound(finding, context);
      return { text: `> - ${where === '' ? 'not in a file' : where}`, dropAs, kind: kindOf(finding) };
    }),
  ];
}

const alikeMin = 3;

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
      remainder: (dropped) => `- ${leftOutWords(dropped)}`,
    },
  ];
}

function heading({ summary, rule, findings }: FindingGroup): string {
  const count = findings.length === 1 ? '' : ` (${findings.length} times)`;
  return `**${prose(summary)}**${count} · ${codeSpan(rule)}`;
}

/** Its shortest form says only where: the heading above it says what. */
function findingBlock(finding: Finding, context: MarkdownContext, bullet: string, dropAs: Detail): Block {
  const where = whereFound(finding, context);
  const line = (length: number) => `${bullet}${where === '' ? '' : `${where}: `}${prose(sentence(finding, length))}`;
  return {
    text: line(longMessage),
    short: line(shortMessage),
    ...(where === '' ? {} : { shortest: `${bullet}${where}` }),
    dropAs,
    kind: kindOf(finding),
  };
}

const longMessage = 2000;
const shortMessage = 160;

function sentence({ message }: Finding, length: number): string {
  return `${clipText(message, length).replace(/\.$/, '')}.`;
}

function capitalised(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function whereFound({ object, source }: Finding, { names, plan, repositoryUrl }: MarkdownContext): string {
  const places = [
    ...(object ? [phraseMarkdown(names.full(object))] : []),
    ...(source ? [sourceMarkdown(source, plan, repositoryUrl)] : []),
  ];
  return places.join(', ');
}

function kindOf({ object }: Finding): string {
  return object?.kind ?? 'file';
}
