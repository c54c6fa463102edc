import type { ObjectChange } from '../diff/object-change.ts';
import { type EvictionLimit, evictionLimit, limitText } from '../kubernetes/disruption-budget.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { BlockedBudget } from '../rules/rule-facts.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';
import { availableSeries } from './available-pods.ts';
import {
  allowedAtRest,
  type BudgetAtRest,
  type BudgetOverTime,
  budgetRemarks,
  changedBudgetRemark,
} from './disruption-budgets.ts';
import { objectName } from './object-name.ts';
import { acceptedPairs } from './plan-traffic.ts';
import {
  countedPods,
  type PodSelection,
  podSelections,
  podsBehind,
  type UndecidedSelectors,
  undecidedSelectors,
} from './pod-selections.ts';
import { onlyMatchRemark, podsElsewhereRemark, podsUndecidedRemark } from './reference-remarks.ts';
import { isBudget, isOpenEnded } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** What the PodDisruptionBudgets mean for the change, by the identity of what is told about. */
export interface BudgetPlan {
  readonly rolloutRemarks: (rollout: WorkloadRollout) => readonly string[];
  readonly changeRemarks: (change: ObjectChange) => readonly string[];
  /** The budgets which this very change keeps from allowing any eviction. */
  readonly blockedBy: (change: ObjectChange) => readonly BlockedBudget[];
  readonly undecided: readonly UndecidedSelectors[];
  readonly notComputed: readonly NotComputed[];
}

interface Revisions {
  readonly pairs: readonly RevisionPair[];
  /** Those of head. */
  readonly autoscalers: Autoscalers;
}

/** A budget and its workloads, in both revisions. */
interface Budget {
  readonly selection: PodSelection;
  readonly before: readonly WorkloadPods[];
  readonly after: readonly WorkloadPods[];
}

/** Budgets times the workloads which each selects. */
const selectedMax = 300_000;

export function planBudgets(
  changes: readonly ObjectChange[],
  pods: readonly WorkloadPods[],
  { pairs, autoscalers }: Revisions,
): BudgetPlan {
  const selections = podSelections(acceptedPairs(changes, pairs, isBudget), pods).filter(isDecided);
  let left = selectedMax;
  const isCounted = ({ selected }: PodSelection) => {
    left -= selected.base.targets.length + selected.head.targets.length;
    return left >= 0;
  };
  const counted = new Set(selections.filter(isCounted));
  const budgets = [...counted].map((selection): Budget => ({ selection, ...podsBehind(selection) }));
  const byIdentity = new Map(budgets.map((budget) => [identityKey(budget.selection.object.reference), budget]));
  const ofWorkload = budgetsByWorkload(budgets);
  const overTime = budgetTimelines();
  const changed = new Set(changes.map(({ change }) => identityKey(change.object)));
  const blamed = Map.groupBy(
    budgets.flatMap((budget) => blockedBudget(budget, changed, autoscalers)),
    ({ key }) => key,
  );
  return {
    rolloutRemarks: (rollout) => remarksOnRollout(rollout, ofWorkload.get(identityKey(rollout.object)) ?? [], overTime),
    changeRemarks: (change) => remarksOnChange(change, byIdentity.get(identityKey(change.change.object)), autoscalers),
    blockedBy: ({ change }) => (blamed.get(identityKey(change.object)) ?? []).map(({ blocked }) => blocked),
    undecided: undecidedSelectors(selections),
    notComputed: selections.flatMap((each) => (counted.has(each) ? [] : [tooManyPods(each.object.reference)])),
  };
}

/** Every selector of it asks for some value of a label: only then all that it selects was looked for. */
function isLookedFor({ base, head }: RevisionPair): boolean {
  return [base, head].every((object) => !object || !isOpenEnded(object));
}

/** Of a budget whose pods were not looked for, other roots say nothing: they may have more of them. */
function isDecided({ pair, selected }: PodSelection): boolean {
  return isLookedFor(pair) || selected.head.type === 'OwnRoot';
}

function budgetsByWorkload(budgets: readonly Budget[]): ReadonlyMap<string, readonly Budget[]> {
  const byWorkload = new Map<string, Budget[]>();
  for (const budget of budgets) {
    for (const { workload } of budget.after) {
      const key = identityKey(workload.reference);
      const known = byWorkload.get(key);
      if (known) known.push(budget);
      else byWorkload.set(key, [budget]);
    }
  }
  return byWorkload;
}

function remarksOnRollout(
  rollout: WorkloadRollout,
  all: readonly Budget[],
  overTime: (budget: Budget) => BudgetOverTime,
): readonly string[] {
  const { type, outcome, object } = rollout;
  if (outcome === 'Rejected' || type === 'Starts' || type === 'Stops') return [];
  const own = all.filter(({ selection }) => selection.selected.head.type === 'OwnRoot');
  const budgets = own.length > 0 ? own : all;
  const remarks = budgetRemarks({ kind: object.kind, rolls: type !== 'Scales' }, budgets.map(overTime));
  if (own.length > 0 || remarks.length === 0) return remarks;
  const referrers = budgets.map(({ selection }) => selection.object.reference);
  return [...remarks, onlyMatchRemark({ referrers, target: 'matching pods' })];
}

/** A budget of many workloads is asked for by each of them: its pods are added up once. */
function budgetTimelines(): (budget: Budget) => BudgetOverTime {
  const known = new Map<Budget, BudgetOverTime>();
  return (budget) => {
    const timeline = known.get(budget) ?? timelineOf(budget);
    known.set(budget, timeline);
    return timeline;
  };
}

function timelineOf({ selection, after }: Budget): BudgetOverTime {
  return {
    name: selection.object.reference.name,
    limit: limitOf(selection.pair.head),
    expected: sum(after.map(({ desired }) => desired)),
    series: isCounted(selection.pair, after)
      ? availableSeries(countedPods(selection).filter(({ countsNew }) => countsNew))
      : undefined,
  };
}

function remarksOnChange(
  { change, verdict, before: base, after: head }: ObjectChange,
  budget: Budget | undefined,
  autoscalers: Autoscalers,
): readonly string[] {
  if (verdict.rejected.length > 0 || change.effects.every(({ type }) => type === 'NoEffect')) return [];
  const isChangedBudget = [base, head].some((object) => object && isBudget(object));
  if (isChangedBudget && !isLookedFor({ base, head })) {
    return ['It selects pods by no value of a label, so how many they are is not known.'];
  }
  if (!budget) return [];
  const { selection } = budget;
  const { type, roots } = selection.selected[selection.pair.head ? 'head' : 'base'];
  if (type === 'Ambiguous') return [podsUndecidedRemark(roots)];
  const { before, after } = atRest(budget, autoscalers);
  const elsewhere = type === 'OnlyMatch' ? [podsElsewhereRemark(roots)] : [];
  const pods = [...budget.before, ...budget.after];
  if (pods.some(isOfDaemonSet)) {
    return ['It selects pods of a DaemonSet, which a node drain leaves where they are.', ...elsewhere];
  }
  if (!isCounted(selection.pair, pods)) return elsewhere;
  return [changedBudgetRemark(before, after), ...elsewhere];
}

interface AtRest {
  readonly before: BudgetAtRest | undefined;
  readonly after: BudgetAtRest | undefined;
}

function atRest({ selection: { pair }, before, after }: Budget, autoscalers: Autoscalers): AtRest {
  const isAutoscaled = after.some(({ workload }) => autoscalers.of(workload) !== undefined);
  const of = (object: RevisionObject | undefined, pods: readonly number[]) =>
    object && { limit: limitOf(object), pods: sum(pods), isAutoscaled };
  return {
    before: of(
      pair.base,
      before.map((pods) => pods.before),
    ),
    after: of(
      pair.head,
      after.map(({ desired }) => desired),
    ),
  };
}

/** Whoever changes is blamed, the budget before its workloads; nobody where base allowed no eviction either. */
function blockedBudget(
  budget: Budget,
  changed: ReadonlySet<string>,
  autoscalers: Autoscalers,
): readonly { readonly key: string; readonly blocked: BlockedBudget }[] {
  const { before, after } = atRest(budget, autoscalers);
  if (!after || after.pods === 0 || allowedAtRest(after) > 0) return [];
  if (before && before.pods > 0 && allowedAtRest(before) === 0) return [];
  if (!isCounted(budget.selection.pair, [...budget.before, ...budget.after])) return [];
  const { reference } = budget.selection.object;
  const moving = budget.after.filter((pods) => pods.before !== pods.desired);
  const key = [reference, ...moving.map(({ workload }) => workload.reference)]
    .map(identityKey)
    .find((each) => changed.has(each));
  if (key === undefined) return [];
  const blocked = {
    name: objectName(reference),
    limit: limitText(after.limit),
    pods: after.pods,
    isAutoscaled: after.isAutoscaled,
  };
  return [{ key, blocked }];
}

function limitOf(object: RevisionObject | undefined): EvictionLimit | undefined {
  return object && evictionLimit(object.object.value);
}

/**
 * Which pods a budget selects is known, and how many it expects of each workload. Of a DaemonSet the disruption
 * controller cannot tell: it asks for the scale of the workload, and a DaemonSet has none.
 */
function isCounted(budget: RevisionPair, pods: readonly WorkloadPods[]): boolean {
  return isLookedFor(budget) && pods.every((each) => each.series !== undefined && !isOfDaemonSet(each));
}

function isOfDaemonSet({ workload }: WorkloadPods): boolean {
  return workload.reference.kind === 'DaemonSet';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function tooManyPods(budget: ObjectReference): NotComputed {
  return {
    what: objectName(budget),
    reason: 'TooLarge',
    detail: 'too many pods stand behind too many PodDisruptionBudgets: what it allows is not computed',
  };
}
