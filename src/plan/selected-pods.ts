import type { RequirementsSelector } from '../kubernetes/label-selector.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { type Candidates, candidatesOf, type Resolution, resolveReference } from '../roots/resolve-reference.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { labelIndex } from './label-index.ts';
import { podSelector } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** What a Service or budget means by its selector, in each revision. */
export interface SelectedPods {
  readonly base: Resolution<WorkloadPods>;
  readonly head: Resolution<WorkloadPods>;
  /** All that fits a selector of it, whatever it means; one list for all which ask for the same. */
  readonly fitting: readonly WorkloadPods[];
}

const nothing: Resolution<WorkloadPods> = { type: 'Missing', targets: [], roots: [] };

/**
 * Finds the pods which a Service or budget selects, in its namespace as written: without one only pods without one. Pods
 * fit if their labels do in either revision, so that a workload whose labels no longer match is still the one that was
 * meant. What has pods in its own root in base means no others in
 * head: a switch to pods that are not there is an outage, and not a way into another root.
 */
export function podSelection(all: readonly WorkloadPods[]): (selecting: RevisionPair) => SelectedPods {
  const fitting = fittingPods(all);
  return ({ base, head }) => {
    const fitsBase = fitting(base);
    const before = resolve(base, fitsBase);
    if (base === head) return { base: before, head: before, fitting: fitsBase.pods };
    const fitsHead = fitting(head);
    const after = resolve(head, fitsHead);
    return {
      base: before,
      head: before.type === 'OwnRoot' && after.type !== 'OwnRoot' ? nothing : after,
      fitting: [...new Set([...fitsBase.pods, ...fitsHead.pods])],
    };
  };
}

function resolve(selecting: RevisionObject | undefined, fitting: FittingPods): Resolution<WorkloadPods> {
  return selecting ? resolveReference(selecting.reference.root, fitting) : nothing;
}

interface FittingPods extends Candidates<WorkloadPods> {
  readonly pods: readonly WorkloadPods[];
}

/** Where every environment has the same names, a thousand Services ask the same question: it is answered once. */
function fittingPods(all: readonly WorkloadPods[]): (selecting: RevisionObject | undefined) => FittingPods {
  const byNamespace = podsByNamespace(all);
  const known = new Map<string, FittingPods>();
  const find = (selector: RequirementsSelector, namespace: string | undefined): FittingPods => {
    const pods = byNamespace.get(namespace)?.(selector) ?? [];
    return { pods, ...candidatesOf(pods, rootsOf) };
  };
  return (selecting) => {
    const selector = selecting && podSelector(selecting);
    if (!selector) return { pods: [], ...candidatesOf([], rootsOf) };
    const { namespace } = selecting.reference;
    const key = JSON.stringify([namespace ?? null, selector.requirements]);
    const found = known.get(key) ?? find(selector, namespace);
    known.set(key, found);
    return found;
  };
}

type PodFinder = (selector: RequirementsSelector) => readonly WorkloadPods[];

/** What moves between two namespaces stands in both. */
function podsByNamespace(all: readonly WorkloadPods[]): ReadonlyMap<string | undefined, PodFinder> {
  const grouped = new Map<string | undefined, WorkloadPods[]>();
  for (const pods of all) {
    for (const namespace of new Set(referencesOf(pods).map((reference) => reference.namespace))) {
      const group = grouped.get(namespace);
      if (group) group.push(pods);
      else grouped.set(namespace, [pods]);
    }
  }
  return new Map([...grouped].map(([namespace, pods]) => [namespace, podFinder(pods)]));
}

function podFinder(pods: readonly WorkloadPods[]): PodFinder {
  const inBase = labelIndex(pods.map(({ base }) => base?.labels));
  const inHead = labelIndex(pods.map(({ head }) => head?.labels));
  return (selector) => {
    const positions = new Set([...inBase(selector), ...inHead(selector)]);
    return [...positions].toSorted((a, b) => a - b).flatMap((position) => pods[position] ?? []);
  };
}

function rootsOf(pods: WorkloadPods): readonly string[] {
  return referencesOf(pods).map(({ root }) => root);
}

function referencesOf({ workload, movedFrom }: WorkloadPods): readonly ObjectReference[] {
  return movedFrom ? [workload.reference, movedFrom] : [workload.reference];
}
