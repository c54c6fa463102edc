import type { Generation, PodCounts, RolloutAction, RolloutStep } from '../schema/timeline.ts';
import { findRepeats, type RepeatedBlock } from './find-repeats.ts';
import type { Happening } from './happening.ts';
import { wholeMilliseconds } from './queue.ts';

/** A longer table is folded by patterns of several rows, and then by force. */
const rowsReadable = 16;
const rowsMax = 100;
const longestPeriod = 12;

/**
 * The table that people read: one row for each moment in which something happened to the pods. Equal rows in equal
 * distance are one row with `times`. A long table is folded by patterns of several rows, whose actions are added up
 * in one row; one that stays too long by joining neighbours. No pod is lost: actions × times add up to all that
 * started, stopped and became available. That pods are gone is told only where others waited for it (Recreate): it
 * would be a row after every other, and changes nothing for who waits for the rollout.
 */
export function rolloutSteps(happenings: readonly Happening[]): readonly RolloutStep[] {
  const rows = rowsByMoment(happenings);
  const simple = findBlocks(rows, 1, 2);
  if (simple.length <= rowsReadable) return foldBlocks(rows, simple);
  const patterns = foldBlocks(rows, findBlocks(rows, longestPeriod, 3));
  return patterns.length <= rowsMax ? patterns : joinNeighbours(patterns, rowsMax);
}

/** What a row may tell, in its order: what became of earlier actions comes first. */
const kindsOfAction: readonly { readonly type: RolloutAction['type']; readonly generation: Generation }[] = (
  ['PodsAvailable', 'PodsTerminated', 'PodsStarted', 'PodsStopped'] as const
).flatMap((type) => (['new', 'old'] as const).map((generation) => ({ type, generation })));

const noPods: readonly number[] = kindsOfAction.map(() => 0);

interface Row {
  readonly at: number;
  /** Pods per kind of action. */
  readonly sums: readonly number[];
  readonly counts: PodCounts;
}

function rowsByMoment(happenings: readonly Happening[]): readonly Row[] {
  const rows: Row[] = [];
  let sums = noPods.slice();
  let isEmpty = true;
  for (const [index, each] of happenings.entries()) {
    const kind = kindIndex(each);
    if (kind >= 0) {
      sums[kind] = (sums[kind] ?? 0) + each.pods;
      isEmpty = false;
    }
    if (isEmpty || happenings[index + 1]?.at === each.at) continue;
    const isTold = keepTold(sums);
    const former = rows.at(-1)?.sums;
    const isRepeated = former !== undefined && areSameSums(former, sums);
    if (isTold) rows.push({ at: each.at, sums: isRepeated ? former : sums, counts: each.counts });
    sums = noPods.slice();
    isEmpty = true;
  }
  return rows;
}

/**
 * Whether a moment has something to tell. That pods are gone is taken out of it unless others waited for it: pods
 * started then, and not because new ones became available.
 */
function keepTold(sums: number[]): boolean {
  const [availableNew = 0, availableOld = 0, goneNew = 0, goneOld = 0, startedNew = 0, startedOld = 0] = sums;
  if (goneNew + goneOld === 0) return true;
  if (availableNew + availableOld === 0 && startedNew + startedOld > 0) return true;
  sums[2] = 0;
  sums[3] = 0;
  return sums.some((pods) => pods > 0);
}

/** The place in kindsOfAction; -1 for what is no action of pods. */
function kindIndex({ type, generation, from, to }: Happening): number {
  const offset = generation === 'new' ? 0 : 1;
  if (type === 'ReplicaSetScaled') return (from < to ? 4 : 6) + offset;
  if (type === 'PodsAvailable') return offset;
  if (type === 'PodsTerminated') return 2 + offset;
  if (type === 'PodsStarted') return 4 + offset;
  return type === 'PodsStopped' ? 6 + offset : -1;
}

/** Of a long rollout most are not shown: finding them costs less than adding up what is in them. */
function findBlocks(rows: readonly Row[], periodMax: number, timesMin: number): readonly RepeatedBlock[] {
  const areAlike = (left: number, right: number) => haveSameSums(rows[left], rows[right]);
  return findRepeats(rows, { areAlike, areTimed: true, periodMax, timesMin });
}

function foldBlocks(rows: readonly Row[], blocks: readonly RepeatedBlock[]): readonly RolloutStep[] {
  return blocks.map((block) => foldBlock(rows, block)).filter((row) => row !== undefined);
}

function haveSameSums(left: Row | undefined, right: Row | undefined): boolean {
  return left !== undefined && right !== undefined && areSameSums(left.sums, right.sums);
}

/** Rows in a run share one list, so most comparisons end at once. */
function areSameSums(left: readonly number[], right: readonly number[]): boolean {
  return left === right || left.every((pods, kind) => pods === right[kind]);
}

function foldBlock(rows: readonly Row[], { start, period, times }: RepeatedBlock): RolloutStep | undefined {
  const first = rows[start];
  const second = rows[start + period];
  const last = rows[start + period * times - 1];
  if (first === undefined || last === undefined) return undefined;
  const block = rows.slice(start, start + period);
  const actions = actionsOf((kind) => block.reduce((sum, row) => sum + (row.sums[kind] ?? 0), 0));
  const step = { actions, times, ...last.counts, at: first.at };
  return times === 1 || second === undefined
    ? step
    : { ...step, everySeconds: wholeMilliseconds(second.at - first.at) };
}

function joinNeighbours(steps: readonly RolloutStep[], limit: number): readonly RolloutStep[] {
  const together = Math.ceil(steps.length / limit);
  const joined: RolloutStep[] = [];
  for (let start = 0; start < steps.length; start += together) {
    const part = steps.slice(start, start + together);
    const first = part[0];
    const last = part.at(-1);
    if (first === undefined || last === undefined) continue;
    const { everySeconds: _, ...counts } = last;
    const actions = actionsOf((kind) => part.reduce((sum, step) => sum + podsOf(step, kind), 0));
    joined.push({ ...counts, actions, times: 1, at: first.at });
  }
  return joined;
}

function podsOf(step: RolloutStep, kind: number): number {
  const wanted = kindsOfAction[kind];
  const found = step.actions.find((each) => each.type === wanted?.type && each.generation === wanted.generation);
  return (found?.pods ?? 0) * step.times;
}

function actionsOf(podsOfKind: (kind: number) => number): readonly RolloutAction[] {
  return kindsOfAction
    .map(({ type, generation }, kind) => ({ type, generation, pods: podsOfKind(kind) }))
    .filter((each) => each.pods > 0);
}
