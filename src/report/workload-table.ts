import { countNoun } from '../schema/count-noun.ts';
import { type AlikeEntries, alikeName, rangeText } from './alike-entries.ts';
import { happeningPhrase } from './effect-words.ts';
import { tableRow } from './escape-markdown.ts';
import type { Section } from './fit.ts';
import { formatDuration } from './format-duration.ts';
import { leftOutWords } from './left-out-words.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { phraseMarkdown } from './phrase.ts';
import { hasKnownPods, isAlias, isOutage, type PlanEntry } from './plan-entries.ts';
import { describeFloor, describePeak, describeTime } from './rollout-words.ts';

/** One row per object which does something, the riskiest first. */
export function workloadTable(entries: readonly AlikeEntries[], context: MarkdownContext): readonly Section[] {
  if (entries.length === 0) return [];
  return [
    {
      separator: '\n',
      blocks: [
        { text: tableRow(['', 'Object', 'What happens', 'Lowest', 'Peak', 'Time']) },
        { text: '| --- | --- | --- | --- | --- | --- |' },
        ...entries.map((alike) => ({
          text: tableRow(cells(alike, context)),
          dropAs: 'Rows' as const,
          kind: alike.entry.object.kind,
        })),
      ],
      remainder: (dropped) => tableRow(['', leftOutWords(dropped), '', '', '', '']),
    },
  ];
}

function cells(alike: AlikeEntries, { names }: MarkdownContext): readonly string[] {
  const { entry, others } = alike;
  const figures = [entry, ...others].map(figureCells);
  return [
    mark(entry),
    phraseMarkdown(others.length === 0 ? names.full(entry.object) : alikeName(alike)),
    phraseMarkdown(happeningPhrase(entry)),
    ...[0, 1, 2].map((column) => rangeText(figures.map((cells) => cells[column] ?? '–'))),
  ];
}

/** The least number, the peak and the time of one entry. */
export function figureCells({ rollout, traffic }: PlanEntry): readonly [string, string, string] {
  if (rollout) return rolloutCells(rollout);
  return traffic ? trafficCells(traffic) : ['–', '–', '–'];
}

function rolloutCells(rollout: NonNullable<PlanEntry['rollout']>): [string, string, string] {
  if (rollout.outcome === 'Rejected' || rollout.type === 'Stops') return ['–', '–', '–'];
  const floor = describeFloor(rollout.capacity);
  const doubt = floor === undefined || rollout.capacity.floorGuaranteed ? '' : ', not guaranteed';
  return [`${floor ?? '–'}${doubt}`, describePeak(rollout.capacity), describeTime(rollout)];
}

function trafficCells(traffic: NonNullable<PlanEntry['traffic']>): [string, string, string] {
  const { endpoints, switch: moved } = traffic;
  if (isAlias(traffic)) return ['–', '–', '–'];
  if (!hasKnownPods(traffic)) return ['not known', '–', '–'];
  const lowest =
    endpoints.before === 0 || endpoints.floor > endpoints.before
      ? countNoun(endpoints.floor, 'endpoint')
      : `${endpoints.floor} of ${endpoints.before} endpoints`;
  if (!moved || !isOutage(traffic) || moved.windowSeconds === 0) return [lowest, '–', '–'];
  if (moved.windowSeconds === undefined) return [lowest, '–', 'no end known'];
  const isPartial = moved.type !== 'Selector' && moved.failingPercent < 100;
  const what = isPartial ? `${moved.failingPercent} % fail` : 'none';
  return [lowest, '–', `${what} for ${formatDuration(moved.windowSeconds)}`];
}

/** One mark for what needs a person; never the only place which says so. */
function mark({ worst, rollout, change, isRisky }: PlanEntry): string {
  if (worst === 'high' || ((change?.rejected.length ?? 0) > 0 && worst === undefined)) return '⛔';
  if (isRisky) return '⚠️';
  if (rollout?.outcome === 'Paused') return '⏸️';
  const isUnforecast =
    rollout === undefined &&
    (change?.effects.some(({ type }) => type === 'RollsPods' || type === 'NotForecast') ?? false);
  return isUnforecast ? '❔' : '';
}
