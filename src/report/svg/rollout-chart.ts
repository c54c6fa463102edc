import type { WorkloadRollout } from '../../schema/rollout.ts';
import type { PodCounts, TimelineEntry } from '../../schema/timeline.ts';
import type { TrafficChange } from '../../schema/traffic.ts';
import { hasKnownPods, isAlias, isOutage, type PlanEntry } from '../plan-entries.ts';
import { describeFloor, describePeak, isDoubtful } from '../rollout-words.ts';
import { hasGenerations, stepRows } from '../step-words.ts';
import { clipText } from '../visible-text.ts';
import { podMoments } from './pod-moments.ts';
import type { ChartLine, ChartMark, ChartPart, TimelineChart } from './timeline-chart.ts';

/** The forecast of one workload as a chart; undefined where nothing moves, or nothing of it is known. */
export function rolloutChart({ rollout, services, traffic }: PlanEntry): TimelineChart | undefined {
  if (!rollout || rollout.outcome === 'Rejected') return undefined;
  const parts = rolloutParts(rollout);
  if (parts.every(({ counts }) => isSame(counts, parts[0]?.counts))) return undefined;
  const switched = [...services, ...(traffic ? [traffic] : [])].filter((each) => each.switch);
  return {
    parts,
    marks: [
      ...switched.slice(0, switchesMax).map((each) => switchMark(each, parts)),
      ...rollout.timeline.flatMap((entry) => endMark(entry, parts)),
    ],
    floor: floorLine(rollout),
    peak: peakLine(rollout),
    hasGenerations: hasGenerations(rollout),
  };
}

const switchesMax = 3;

/** What there was before the apply, then one part for each moment in which something happens. */
function rolloutParts(rollout: WorkloadRollout): readonly ChartPart[] {
  const [first, ...changes] =
    rollout.timeline.length > 0 ? podMoments(rollout) : [baseCounts(rollout), ...podMoments(rollout)];
  if (!first) return [];
  const whatAt = new Map(stepRows(rollout, Number.POSITIVE_INFINITY).rows.map(({ step, what }) => [step.at, what]));
  const isWaiting = (changes[0]?.at ?? 0) > 0;
  const moments = isWaiting ? [first, ...changes] : changes;
  return [
    { from: 0, to: 0, counts: first, isDecision: false, what: '' },
    ...moments.map((counts, index) => ({
      from: counts.at,
      to: moments[index + 1]?.at ?? counts.at,
      counts,
      isDecision: false,
      what: whatAt.get(counts.at) ?? '',
    })),
  ];
}

/** Of a plan without a timeline, which does not tell what there was before. */
function baseCounts({ capacity: { base }, type }: WorkloadRollout): PodCounts {
  const [old, fresh] = type === 'Scales' ? [0, base] : [base, 0];
  return { at: 0, old, oldAvailable: old, new: fresh, newAvailable: fresh, terminating: 0 };
}

function isSame(left: PodCounts, right: PodCounts | undefined): boolean {
  return (
    left.old === right?.old &&
    left.new === right.new &&
    left.oldAvailable === right.oldAvailable &&
    left.newAvailable === right.newAvailable &&
    left.terminating === right.terminating
  );
}

function endMark(entry: TimelineEntry, parts: readonly ChartPart[]): ChartMark[] {
  const text = endWords[entry.type];
  if (text === undefined) return [];
  return [{ part: partAt(parts, entry.at), text, isBad: entry.type !== 'Completed' && entry.type !== 'Paused' }];
}

const endWords: Readonly<Partial<Record<TimelineEntry['type'], string>>> = {
  Completed: 'complete',
  Paused: 'waits for a person',
  Stalled: 'stuck',
  ProgressDeadlineExceeded: 'ProgressDeadlineExceeded',
};

/** The Service or route moves when the change is applied, whether or not the pods are there. */
function switchMark(traffic: TrafficChange, parts: readonly ChartPart[]): ChartMark {
  const { object, switch: moved } = traffic;
  const name = `${clipText(object.kind, 14)} ${clipText(object.name, 16)}`;
  const isFailing = hasKnownPods(traffic) && isOutage(traffic) && moved?.windowSeconds !== 0;
  if (!moved || !isFailing) return { part: 1, text: `${name} ${isAlias(traffic) ? 'becomes an alias' : 'switches'}` };
  const isPartial = moved.type !== 'Selector' && moved.failingPercent < 100;
  const until = moved.windowSeconds === undefined ? parts.length : partAt(parts, moved.windowSeconds);
  const what = isPartial ? `${moved.failingPercent} % fail` : 'no endpoint';
  return { part: 1, until, text: `${name}: ${what}`, isBad: true };
}

/** The first part which begins then or later, never the one before the apply. */
function partAt(parts: readonly ChartPart[], seconds: number): number {
  const found = parts.findIndex(({ from }, index) => index > 0 && from >= seconds);
  return found < 0 ? Math.max(1, parts.length - 1) : found;
}

/** A created workload has nothing to lose. */
function floorLine({ capacity }: WorkloadRollout): ChartLine | undefined {
  const words = describeFloor(capacity);
  if (words === undefined) return undefined;
  return { pods: capacity.floor, text: `lowest ${words}${isDoubtful(capacity) ? ', not guaranteed' : ''}` };
}

function peakLine({ capacity, type }: WorkloadRollout): ChartLine | undefined {
  if (type === 'Stops') return undefined;
  return { pods: capacity.peakPods, text: `peak ${describePeak(capacity)}` };
}
