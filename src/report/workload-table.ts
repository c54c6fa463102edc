import { countNoun } from '../schema/count-noun.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { type AlikeEntries, alikeName } from './alike-entries.ts';
import { happeningPhrase } from './effect-words.ts';
import { tableRow } from './escape-markdown.ts';
import type { Section } from './fit.ts';
import { formatDuration, formatDurationRange } from './format-duration.ts';
import { leftOutWords } from './left-out-words.ts';
import type { MarkdownContext } from './markdown-context.ts';
import { phraseMarkdown } from './phrase.ts';
import { hasKnownPods, isAlias, isOutage, type PlanEntry } from './plan-entries.ts';
import { describeFloor, describePeak, describeTime, isDoubtful } from './rollout-words.ts';
import { hasNoPods } from './step-words.ts';

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
  return [
    mark(entry),
    phraseMarkdown(others.length === 0 ? names.full(entry.object) : alikeName(alike)),
    phraseMarkdown(happeningPhrase(entry)),
    ...(others.length === 0 ? figureCells(entry) : rangeCells([entry, ...others])),
  ];
}

type Figures = readonly [lowest: string, peak: string, time: string];

const noFigures: Figures = ['–', '–', '–'];

/** The least number, the peak and the time of one entry. */
export function figureCells({ rollout, traffic }: PlanEntry): Figures {
  const [lowest, peak, time] = rollout ? rolloutCells(rollout) : traffic ? trafficCells(traffic) : noFigures;
  return [unbroken(lowest), unbroken(peak), unbroken(time)];
}

function rolloutCells(rollout: WorkloadRollout): Figures {
  if (!hasFigures(rollout)) return noFigures;
  const { capacity } = rollout;
  const doubt = isDoubtful(capacity) ? doubtful : '';
  return [`${describeFloor(capacity) ?? '–'}${doubt}`, describePeak(capacity), describeTime(rollout)];
}

const doubtful = ', not guaranteed';

function hasFigures(rollout: WorkloadRollout): boolean {
  return rollout.outcome !== 'Rejected' && rollout.type !== 'Stops' && !hasNoPods(rollout);
}

/** Between which figures those of many overlays are; of a Service those of the riskiest and of the safest one. */
function rangeCells(entries: readonly PlanEntry[]): Figures {
  const figures = entries.map(figureCells);
  const rollouts = entries.flatMap(({ rollout }) => (rollout && hasFigures(rollout) ? [rollout] : []));
  const ranges = rollouts.length === entries.length ? rolloutRanges(rollouts) : [];
  const cell = (column: 0 | 1 | 2) => {
    const [first = '–', ...rest] = figures.map((each) => each[column]);
    return rest.every((each) => each === first) ? first : (ranges[column] ?? `${first} … ${rest.at(-1)}`);
  };
  return [cell(0), cell(1), cell(2)];
}

/** “75 … 100 %”, “2 … 10 pods”, “20–60 s (0 s – 7 min)”. */
function rolloutRanges(rollouts: readonly WorkloadRollout[]): readonly (string | undefined)[] {
  const floors = rollouts.flatMap(({ capacity }) => capacity.floorPercent ?? []);
  const doubt = rollouts.some(({ capacity }) => isDoubtful(capacity)) ? doubtful : '';
  const peaks = rollouts.map(({ capacity }) => capacity.peakPods);
  const lowest = floors.length === rollouts.length ? unbroken(`${span(floors)} %${doubt}`) : undefined;
  return [lowest, unbroken(`${span(peaks)} pods`), timeRange(rollouts)];
}

function span(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? `${least}` : `${least} … ${most}`;
}

function timeRange(rollouts: readonly WorkloadRollout[]): string | undefined {
  const times = rollouts.flatMap(({ outcome, duration: { bestSeconds, expectedSeconds, worstSeconds } }) =>
    outcome !== 'Completed' || expectedSeconds === undefined
      ? []
      : [{ best: bestSeconds ?? expectedSeconds, expectedSeconds, worst: worstSeconds ?? expectedSeconds }],
  );
  if (times.length < rollouts.length) return undefined;
  const usual = times.map(({ expectedSeconds }) => expectedSeconds);
  const expected = formatDurationRange(Math.min(...usual), Math.max(...usual));
  const all = formatDurationRange(
    Math.min(...times.map(({ best }) => best)),
    Math.max(...times.map(({ worst }) => worst)),
  );
  return unbroken(all === expected ? expected : `${expected} (${all})`);
}

/** A number stays with its unit wherever a narrow column breaks its lines, and no line begins with a dash. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|s|min|h|d|pods?)(?![a-z]))| (?=[–…])|(?<=…) /g, '\u{a0}');
}

function trafficCells(traffic: TrafficChange): Figures {
  const { endpoints, switch: moved } = traffic;
  if (isAlias(traffic)) return noFigures;
  if (!hasKnownPods(traffic)) return ['not known', '–', '–'];
  const lowest =
    endpoints.before === 0 || endpoints.floor > endpoints.before
      ? countNoun(endpoints.floor, 'endpoint')
      : `${endpoints.floor} of ${endpoints.before} endpoints`;
  if (!moved || !isOutage(traffic) || moved.windowSeconds === 0) return [lowest, '–', '–'];
  if (moved.windowSeconds === undefined) return [lowest, '–', 'no end known'];
  const isPartial = moved.type !== 'Selector' && moved.failingPercent < 100;
  const what = isPartial ? `${moved.failingPercent} % fail` : 'no endpoint';
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
