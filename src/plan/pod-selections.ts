import { type RequirementsSelector, selectorMatches } from '../kubernetes/label-selector.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { CountedPods } from './available-pods.ts';
import { podSelector } from './relations.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import { podSelection, type SelectedPods } from './selected-pods.ts';
import type { PodKind, WorkloadPods } from './workload-pods.ts';

/** A Service or budget, and what it selects. */
export interface PodSelection {
  readonly pair: RevisionPair;
  /** As head has it, else base. */
  readonly object: RevisionObject;
  readonly selected: SelectedPods;
}

/** What each Service or budget selects, sorted by identity. */
export function podSelections(
  selecting: readonly RevisionPair[],
  workloads: readonly WorkloadPods[],
): readonly PodSelection[] {
  const selectedBy = podSelection(workloads);
  return selecting
    .flatMap((pair) => {
      const object = present(pair);
      return object ? [{ pair, object, selected: selectedBy(pair) }] : [];
    })
    .toSorted((a, b) => byIdentity(a.object.reference, b.object.reference));
}

/** Services or budgets of which nobody can say what they select: alike, they fit pods in several roots and none in their own. */
export interface UndecidedSelectors {
  readonly referrers: readonly ObjectReference[];
  readonly roots: readonly string[];
  /** Of the workloads which they may select, those that change. */
  readonly workloads: readonly ObjectReference[];
}

export function undecidedSelectors(selections: readonly PodSelection[]): readonly UndecidedSelectors[] {
  const undecided = selections.filter(({ selected }) => selected.head.type === 'Ambiguous');
  return [...Map.groupBy(undecided, ({ selected }) => selected.fitting)].map(([fitting, alike]) => ({
    referrers: alike.flatMap(({ pair }) => pair.head?.reference ?? []).toSorted(byIdentity),
    roots: alike[0]?.selected.head.roots ?? [],
    workloads: workloadReferences(fitting.filter(({ changes }) => changes)),
  }));
}

/** The workloads of which a Service or budget selects pods before and after the change. */
export function podsBehind({ pair: { base, head }, selected }: PodSelection) {
  const [before, after] = [base && podSelector(base), head && podSelector(head)];
  return {
    before: before ? selected.base.targets.filter((pods) => selects(before, pods.base)) : [],
    after: after ? selected.head.targets.filter((pods) => selects(after, pods.head)) : [],
  };
}

/** Which pods a Service or budget counts from the apply on. */
export function countedPods({ pair: { head }, selected }: PodSelection): readonly CountedPods[] {
  const selector = head && podSelector(head);
  if (!selector) return [];
  return selected.head.targets.map((pods) => ({
    pods,
    countsOld: selects(selector, pods.base),
    countsNew: selects(selector, pods.head),
  }));
}

function selects(selector: RequirementsSelector, pods: PodKind | undefined): boolean {
  return pods !== undefined && selectorMatches(selector, pods.labels);
}

export function byIdentity(a: ObjectReference, b: ObjectReference): number {
  return byCodeUnit(identityKey(a), identityKey(b));
}

export function workloadReferences(pods: readonly WorkloadPods[]): readonly ObjectReference[] {
  return pods.map(({ workload }) => workload.reference);
}
