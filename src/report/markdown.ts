import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { alertSections, noteSections } from './alerts.ts';
import { alikeEntries } from './alike-entries.ts';
import {
  configSection,
  diagnosticsSection,
  noEffectSection,
  notComputedSection,
  otherSection,
} from './change-lists.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { factsPhrase } from './facts-phrase.ts';
import { fitSections, type Section } from './fit.ts';
import { footnote } from './footnote.ts';
import { leftOutNotice } from './left-out-notice.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { chartedEntries } from './mermaid-chart.ts';
import { objectNames } from './object-names.ts';
import { phraseMarkdown } from './phrase.ts';
import { type PlanEntry, planEntries } from './plan-entries.ts';
import type { Merge } from './revision-words.ts';
import { verdictLine } from './verdict-line.ts';
import { workloadDetails } from './workload-details.ts';
import { workloadTable } from './workload-table.ts';

export interface MarkdownOptions {
  /** The most characters; Infinity gives the whole report. */
  readonly limit: number;
  /** Address of the repository, such as https://github.com/owner/name: places in files become links. */
  readonly repositoryUrl?: string;
  /** Where the whole report is. */
  readonly fullReportUrl?: string;
  /** What merging it is a forecast of. */
  readonly merge?: Merge;
  /** A former report told of changes, in place of which this one stands. */
  readonly hadChanges?: boolean;
}

/** The body of the pull-request comment, without its marker line; with `limit: Infinity` the full report. */
export function renderMarkdown(plan: RolloutPlan, options: MarkdownOptions): string {
  const context: MarkdownContext = {
    plan,
    names: objectNames(plan),
    commonAssumptions: new Set(commonAssumptions(plan)),
    repositoryUrl: options.repositoryUrl,
  };
  const end = footnote(plan, options.merge);
  const room = options.limit - end.length - noticeRoom;
  const { text, dropped } = fitSections(sections(context, options), room);
  const notice = leftOutNotice(dropped, options.fullReportUrl);
  return `${[text, ...notice, end].join('\n\n')}\n`;
}

/** For the notice of what was left out and the blank lines around it. */
const noticeRoom = 1_000;

function sections(
  context: MarkdownContext,
  { fullReportUrl, merge, hadChanges = false }: MarkdownOptions,
): readonly Section[] {
  const { plan } = context;
  const entries = planEntries(plan);
  const of = (section: PlanEntry['section']) => entries.filter((entry) => entry.section === section);
  const active = of('Active');
  const told = alikeEntries(active, plan);
  const charted = chartedEntries(told.map(({ entry }) => entry));
  const facts = phraseMarkdown(factsPhrase(plan, active, merge));
  const report = fullReportUrl === undefined ? [] : [`[full report](${fullReportUrl})`];
  const line = [...(facts === '' ? [] : [facts]), ...report].join(' · ');
  return [
    {
      separator: '\n\n',
      blocks: [
        { text: `### Rollout forecast: ${verdictLine(plan, { hadChanges })}` },
        ...(line === '' ? [] : [{ text: line }]),
      ],
    },
    ...workloadTable(
      alikeEntries(
        entries.filter(({ section, isRisky }) => section === 'Active' || isRisky),
        plan,
      ),
      context,
    ),
    ...alertSections(plan, context),
    ...told.map((alike) => workloadDetails(alike, charted.has(alike.entry), context)),
    ...configSection(of('Config'), context),
    ...otherSection(of('Other'), context),
    ...noteSections(plan, context),
    ...noEffectSection(of('NoEffect'), context),
    ...diagnosticsSection(context),
    ...notComputedSection(context),
  ];
}
