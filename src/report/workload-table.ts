import { countNoun } from '../schema/count-noun.ts';
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
export function workloadTable(entries: readonly PlanEntry[], context: MarkdownContext): readonly Section[] {
  if (entries.length === 0) return [];
  return [
    {
      separator: '\n',
      blocks: [
        { text: tableRow(['', 'Object', 'What happens', 'Lowest', 'Peak', 'Time']) },
        { text: '| --- | --- | --- | --- | --- | --- |' },
        ...entries.map((entry) => ({
          text: tableRow(cells(entry, context)),
          dropAs: 'Rows' as const,
          kind: entry.object.kind,
        })),
      ],
      remainder: (dropped) => tableRow(['', leftOutWords(dropped), '', '', '', '']),
    },
  ];
}

function cells(entry: PlanEntry, { names }: MarkdownContext): readonly string[] {
  const { rollout, traffic } = entry;
  const [lowest, peak, time] = rollout ? rolloutCells(rollout) : traffic ? trafficCells(traffic) : ['–', '–', '–'];
  return [
    mark(entry),
    phraseMarkdown(names.full(entry.object)),
    phraseMarkdown(happeningPhrase(entry)),
    lowest,
    peak,
    time,
  ];
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
