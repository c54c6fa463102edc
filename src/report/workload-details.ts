import type { Procedure } from '../schema/procedure.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { RolloutStep } from '../schema/timeline.ts';
import { type AlikeEntries, alikeName, shownOverlays } from './alike-entries.ts';
import { briefChangeBlocks } from './change-blocks.ts';
import { ownAssumptions } from './common-assumptions.ts';
import { stallReasons } from './effect-words.ts';
import { codeSpan, tableRow } from './escape-markdown.ts';
import { versionChange } from './field-words.ts';
import type { Block, Section } from './fit.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { availabilityChart } from './mermaid-chart.ts';
import { capitalise, joinPhrases, type Phrase, phrase, phraseHtml, phraseMarkdown, strong } from './phrase.ts';
import { hasKnownPods, type PlanEntry } from './plan-entries.ts';
import { procedurePhrase, stepPhrases } from './procedure-words.ts';
import { readerPhrases, remarkPhrases, routeList, routesPhrase, trafficPhrase } from './remark-words.ts';
import {
  assumptionsPhrase,
  capacityPhrase,
  doubtPhrase,
  hasStrategy,
  requestsPhrase,
  rollbackPhrase,
  stallPhrase,
  strategyPhrase,
} from './rollout-words.ts';
import { sourceMarkdown } from './source-words.ts';
import { availablePods, hasGenerations, hasNoPods, stepRows } from './step-words.ts';
import { clipText } from './visible-text.ts';
import { whyPhrase } from './why-phrase.ts';
import { figureCells, unbroken } from './workload-table.ts';

/** All about one object, collapsed: the five answers of its rollout, then what was edited. */
export function workloadDetails(alike: AlikeEntries, hasChart: boolean, context: MarkdownContext): Section {
  const { entry, others } = alike;
  const { rollout, change } = entry;
  const name = others.length === 0 ? context.names.full(entry.object) : alikeName(alike);
  const forecast = rollout && rollout.outcome !== 'Rejected' ? rollout : undefined;
  return {
    // Its row in the table tells what happens.
    before: `<details>\n<summary>${phraseHtml(strong(name))}</summary>`,
    separator: '\n\n',
    blocks: [
      ...alikeBlocks(alike),
      ...whyBlocks(entry, context),
      ...(forecast ? rolloutBlocks(forecast, entry, hasChart, context) : []),
      ...bulletBlocks([
        ...remarkPhrases(forecast?.remarks),
        ...trafficPhrases(entry, context),
        ...readerPhrases(change, context.names),
      ]),
      ...(forecast?.procedure ? procedureBlocks(forecast.procedure) : []),
      ...briefChangeBlocks(change, entry.isRisky, context),
    ],
    after: '</details>',
    dropAs: 'Workloads',
  };
}

/** In which numbers the overlays differ; all else is told of the first. */
function alikeBlocks(alike: AlikeEntries): readonly Block[] {
  const { entry, others } = alike;
  if (others.length === 0) return [];
  const { shown, hidden } = shownOverlays(alike);
  const rows = shown.map((each) => {
    const { root, namespace } = each.object;
    const pods = each.rollout ? `${each.rollout.capacity.desired}` : '–';
    return tableRow([
      codeSpan(clipText(root, 200)),
      namespace ? codeSpan(clipText(namespace, 100)) : '–',
      pods,
      ...figureCells(each),
    ]);
  });
  const lines = [
    tableRow(['overlay', 'namespace', 'pods', 'lowest', 'peak', 'time']),
    tableRow(['---', '---', '---:', '---', '---', '---']),
    ...rows,
    ...(hidden > 0 ? [tableRow([`${hidden} more`, '', '', '', '', ''])] : []),
  ];
  return [
    { text: lines.join('\n'), dropAs: 'Steps' },
    { text: `The rest describes ${codeSpan(clipText(entry.object.root, 200))}.` },
  ];
}

function whyBlocks(entry: PlanEntry, { plan, repositoryUrl, names }: MarkdownContext): readonly Block[] {
  const why = whyPhrase(entry, names, true);
  const source = entry.change ? ` See ${sourceMarkdown(entry.change.source, plan, repositoryUrl)}.` : '';
  const text = `${phraseMarkdown(why)}${source}`.trim();
  return text === '' ? [] : [{ text }];
}

function rolloutBlocks(
  rollout: WorkloadRollout,
  entry: PlanEntry,
  hasChart: boolean,
  { commonAssumptions }: MarkdownContext,
): readonly Block[] {
  const { capacity, capacityAtMin, capacityAtMax, outcome, outcomeReason, replicas, type } = rollout;
  const isWaiting = outcome === 'Paused';
  return [
    ...answer('Strategy:', hasStrategy(rollout) ? strategyPhrase(rollout) : undefined),
    ...stepBlocks(rollout, entry),
    ...(hasChart ? chartBlocks(rollout) : []),
    ...answer('Outcome:', outcomeReason === undefined ? undefined : phrase`${stallReasons[outcomeReason]}.`),
    ...answer('The lowest number is not guaranteed:', doubtPhrase(capacity)),
    ...answer('Requests at the peak:', type === 'Stops' || isWaiting ? undefined : requestsSentence(capacity)),
    ...answer(`At the autoscaler’s minimum of ${replicas.min}:`, capacityAtMin && capacityPhrase(capacityAtMin)),
    ...answer(`At the autoscaler’s maximum of ${replicas.max}:`, capacityAtMax && capacityPhrase(capacityAtMax)),
    ...answer(
      'The time assumes:',
      isWaiting || hasNoPods(rollout) ? undefined : assumptionsPhrase(ownAssumptions(rollout, commonAssumptions)),
    ),
    ...answer('If the new pods never become ready,', stallPhrase(rollout)),
    ...answer('To go back from there,', rollbackPhrase(rollout)),
  ];
}

function requestsSentence(capacity: WorkloadRollout['capacity']): Phrase | undefined {
  const requests = requestsPhrase(capacity);
  return requests && phrase`${requests}.`;
}

function answer(title: string, text: Phrase | undefined): Block[] {
  return text === undefined ? [] : [{ text: `**${title}** ${phraseMarkdown(text)}` }];
}

function stepBlocks(rollout: WorkloadRollout, { change }: PlanEntry): readonly Block[] {
  const { rows, hidden } = stepRows(rollout, stepsMax);
  if (rows.length === 0) return [];
  const isReplacing = hasGenerations(rollout);
  // What runs in the cluster may be older than base.
  const version = rollout.startsFrom === 'Cluster' ? undefined : versionChange(change);
  const pods = isReplacing ? [columnTitle(version?.before, 'old'), columnTitle(version?.after, 'new')] : ['pods'];
  const counts = (step: RolloutStep) => (isReplacing ? [step.old, step.new] : [step.old + step.new]).map(String);
  const lines = rows.map(({ at, what, step }) =>
    tableRow([unbroken(at), what, ...counts(step), `**${availablePods(step)}**`]),
  );
  const gap = tableRow(['…', `${hidden} more steps`, ...pods.map(() => ''), '']);
  if (hidden > 0) lines.splice(stepsMax - Math.floor(stepsMax / 4), 0, gap);
  const head = [
    tableRow(['at', 'what happens', ...pods, 'available']),
    tableRow(['---:', '---', ...pods.map(() => '---:'), '---:']),
  ];
  return [{ text: [...head, ...lines].join('\n'), dropAs: 'Steps' }];
}

/** A column is headed by its version, if that is short. */
function columnTitle(version: string | undefined, otherwise: string): string {
  return version === undefined || version.length > 20 ? otherwise : codeSpan(version);
}

const stepsMax = 32;

/** The steps of a chosen strategy, to be done one after the other. */
function procedureBlocks(procedure: Procedure): readonly Block[] {
  const steps = procedure.steps.map((step) => {
    const { title, commands, undo, state } = stepPhrases(step);
    const lines = [
      ...commands.map((command) => codeSpan(command)),
      ...undo.map((command) => `undo: ${codeSpan(command)}`),
      `then: ${phraseMarkdown(state)}`,
    ];
    return [`${step.number}. ${phraseMarkdown(title)}`, ...lines.map((line) => `   - ${line}`)].join('\n');
  });
  const head = phrase`**Steps of ${procedure.name}:** ${procedurePhrase(procedure)}. \`rollcast plan --emit DIR\` writes their files.`;
  return [
    { text: phraseMarkdown(head), dropAs: 'Steps' },
    { text: steps.join('\n'), dropAs: 'Steps' },
    ...bulletBlocks(remarkPhrases(procedure.remarks)),
  ];
}

function chartBlocks(rollout: WorkloadRollout): readonly Block[] {
  const chart = availabilityChart(rollout);
  return chart === undefined ? [] : [{ text: chart, dropAs: 'Charts' }];
}

function trafficPhrases(
  { traffic, services, routes, object }: PlanEntry,
  { names }: MarkdownContext,
): readonly Phrase[] {
  const own = traffic ? [phrase`${capitalise(trafficPhrase(traffic))}.`] : [];
  const before = traffic?.before?.workloads ?? [];
  const after = traffic?.after?.workloads ?? [];
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const list = isSame
    ? workloadList(after, names)
    : phrase`${workloadList(before, names)} before, ${workloadList(after, names)} after`;
  const behind = traffic && hasKnownPods(traffic) ? [phrase`Behind it: ${list}.`] : [];
  const through = traffic && routes.length > 0 ? [phrase`In front: ${routeList(routes, names)}.`] : [];
  const infront = services
    .filter(({ object: service }) => service !== object)
    .map(
      (service) =>
        phrase`In front: ${names.full(service.object)}${service.before ? '' : ' (new)'}${routesPhrase(service, routes, names)}, ${trafficPhrase(service)}.`,
    );
  return [...own, ...behind, ...through, ...infront];
}

function workloadList(workloads: readonly PlanEntry['object'][], names: MarkdownContext['names']): Phrase {
  if (workloads.length === 0) return phrase`no workload`;
  const shown = workloads.slice(0, 10).map((workload) => names.full(workload));
  const more = workloads.length > 10 ? [phrase`${workloads.length - 10} more`] : [];
  return joinPhrases([...shown, ...more], ', ');
}

function bulletBlocks(lines: readonly Phrase[]): readonly Block[] {
  return lines.length === 0 ? [] : [{ text: lines.map((line) => `- ${phraseMarkdown(line)}`).join('\n') }];
}
