import { type EvictionLimit, evictionsAllowed, limitText } from '../kubernetes/disruption-budget.ts';
import type { AvailablePods } from './available-pods.ts';
import { listWords } from './list-words.ts';

/** A PodDisruptionBudget, and the pods which it counts from the apply to the end of a rollout. */
export interface BudgetOverTime {
  readonly name: string;
  readonly limit: EvictionLimit | undefined;
  /** Of all its workloads, in head. */
  readonly expected: number;
  /**
   * Available pods in order of time, the first at the apply; undefined: some of its pods are not forecast. A budget
   * counts ready pods, so with minReadySeconds it allows an eviction a little earlier than is told here.
   */
  readonly series: readonly AvailablePods[] | undefined;
}

export interface BudgetedRollout {
  /** The kind of the workload. */
  readonly kind: string;
  /** Its pods are replaced, not only more or fewer. */
  readonly rolls: boolean;
}

/**
 * What the budgets of a workload mean for its rollout and for node drains meanwhile, one plain sentence each. They
 * never restrain a rollout: controllers delete pods, they do not evict them.
 */
export function budgetRemarks(rollout: BudgetedRollout, budgets: readonly BudgetOverTime[]): readonly string[] {
  const [budget, ...others] = budgets;
  if (!budget) return [];
  const name = (each: BudgetOverTime) => `PodDisruptionBudget ${each.name}`;
  if (rollout.kind === 'DaemonSet') {
    const verb = others.length > 0 ? 'do' : 'does';
    return [
      `${listWords(budgets, name)} ${verb} not restrain this rollout, and a node drain leaves the pods of a DaemonSet where they are.`,
    ];
  }
  if (others.length > 0) {
    return [
      `${listWords(budgets, name)} select the same pods: the API server answers every eviction of such a pod with an error, so node drains wait until only one is left. They do not restrain this rollout.`,
    ];
  }
  const evictions = evictionWords(budget, rollout.rolls);
  return evictions === undefined
    ? []
    : [`${name(budget)} (${limitText(budget.limit)}) does not restrain this rollout${evictions}.`];
}

/** undefined: not worth a word. */
function evictionWords({ limit, expected, series }: BudgetOverTime, rolls: boolean): string | undefined {
  if (!series)
    return '; how many evictions it allows meanwhile is not known, since it also selects pods whose number is not known';
  if (evictionsAllowed(limit, { expected, healthy: expected }) === 0) {
    return expected === 0
      ? undefined
      : '; it allows no eviction, not even at rest, so node drains wait until somebody acts';
  }
  const moments = series.map(({ at, pods }) => ({ at, allowed: evictionsAllowed(limit, { expected, healthy: pods }) }));
  const lowest = moments.reduce((least, { allowed }) => Math.min(least, allowed), Number.POSITIVE_INFINITY);
  if (lowest === 0) return `; ${blockedWords(blockedSpans(moments))}, so a node drain waits`;
  if (!rolls) return undefined;
  return ` and still allows ${lowest === 1 ? '1 eviction' : `${lowest} evictions`} at its lowest moment`;
}

/** From its first second to the first one after it; without an end nothing ends it. */
interface Span {
  readonly from: number;
  readonly to?: number;
}

function blockedSpans(moments: readonly { readonly at: number; readonly allowed: number }[]): readonly Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const { at, allowed } of moments) {
    if (allowed === 0) from ??= at;
    else if (from !== undefined) {
      spans.push({ from, to: at });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from }];
}

function blockedWords(spans: readonly Span[]): string {
  const from = spans[0]?.from ?? 0;
  const to = spans.at(-1)?.to;
  if (to === undefined)
    return spans.length === 1
      ? `from ${from} s on it allows no eviction`
      : `from ${from} s on it allows none most of the time, in the end none at all`;
  if (spans.length === 1) return `from ${from} s to ${to} s it allows no eviction`;
  const blocked = spans.reduce((sum, span) => sum + (span.to ?? to) - span.from, 0);
  return `between ${from} s and ${to} s it allows no eviction for ${blocked} s in all`;
}

/** What a budget allows while nothing moves. */
export interface BudgetAtRest {
  readonly limit: EvictionLimit | undefined;
  readonly pods: number;
  /** An autoscaler may make more of them; `pods` is its minimum. */
  readonly isAutoscaled: boolean;
}

export function allowedAtRest({ limit, pods }: BudgetAtRest): number {
  return evictionsAllowed(limit, { expected: pods, healthy: pods });
}

/** What a changed budget allows, in one plain sentence; `before` and `after` are undefined where it does not exist. */
export function changedBudgetRemark(before: BudgetAtRest | undefined, after: BudgetAtRest | undefined): string {
  if (!after) {
    return before && before.pods > 0
      ? `Nothing limits evictions of ${before.pods === 1 ? 'its pod' : `its ${before.pods} pods`} any more: a node drain may stop as many at once as the node has.`
      : 'It selects no pods that were found, so nothing changes for node drains.';
  }
  if (after.pods === 0) return 'It selects no pods that were found: it limits nothing.';
  const [now, was] = [allowedAtRest(after), before && before.pods > 0 ? allowedAtRest(before) : undefined];
  const earlier = was === undefined ? '' : was === now ? ' (as before)' : ` (before: ${was})`;
  const least = after.isAutoscaled ? ' (the autoscaler’s minimum)' : '';
  const pods = `${after.pods === 1 ? 'its only pod' : `its ${after.pods} pods`}${least}`;
  if (now === 0) return `Allows no eviction of ${pods}${earlier}: a node drain waits until somebody acts.`;
  if (after.pods === 1) return `Allows ${pods} to be evicted${earlier}.`;
  return `Allows ${now} of ${pods} to be evicted at a time${earlier}.`;
}
