import type { RevisionObject } from '../manifest/revision-object.ts';
import { type Candidates, candidatesOf, type Resolution, resolveReference } from '../roots/resolve-reference.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { labelIndex } from './label-index.ts';
import { type Labels, serviceSelector } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import type { WorkloadPods } from './traffic-changes.ts';

/** What a Service means by its selector, in each revision. */
export interface SelectedPods {
  readonly base: Resolution<WorkloadPods>;
  readonly head: Resolution<WorkloadPods>;
  /** All that fits a selector of it, whatever it means; one list for all Services which ask for the same. */
  readonly fitting: readonly WorkloadPods[];
}

const nothing: Resolution<WorkloadPods> = { type: 'Missing', targets: [], roots: [] };

/**
 * Finds the pods which a Service selects, in its namespace as written: without one only pods without one. Pods fit if their labels do in either revision, so that a workload whose labels
 * no longer match is still the one that was meant. A Service which has pods in its own root in base means no others in
 * head: a switch to pods that are not there is an outage, and not a way into another root.
 */
export function podSelection(all: readonly WorkloadPods[]): (service: RevisionPair) => SelectedPods {
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

function resolve(service: RevisionObject | undefined, fitting: FittingPods): Resolution<WorkloadPods> {
  return service ? resolveReference(service.reference.root, fitting) : nothing;
}

interface FittingPods extends Candidates<WorkloadPods> {
  readonly pods: readonly WorkloadPods[];
}

/** Where every environment has the same names, a thousand Services ask the same question: it is answered once. */
function fittingPods(all: readonly WorkloadPods[]): (service: RevisionObject | undefined) => FittingPods {
  const inBase = labelIndex(all.map(({ baseLabels }) => baseLabels));
  const inHead = labelIndex(all.map(({ headLabels }) => headLabels));
  const known = new Map<string, FittingPods>();
  const find = (selector: Labels, namespace: string | undefined): FittingPods => {
    const positions = new Set([...inBase(selector), ...inHead(selector)]);
    const pods = [...positions]
      .toSorted((a, b) => a - b)
      .flatMap((position) => all[position] ?? [])
      .filter((each) => referencesOf(each).some((reference) => reference.namespace === namespace));
    return { pods, ...candidatesOf(pods, rootsOf) };
  };
  return (service) => {
    const selector = service && serviceSelector(service);
    if (!selector) return { pods: [], ...candidatesOf([], rootsOf) };
    const { namespace } = service.reference;
    const key = JSON.stringify([namespace ?? null, selector]);
    const found = known.get(key) ?? find(selector, namespace);
    known.set(key, found);
    return found;
  };
}

function rootsOf(pods: WorkloadPods): readonly string[] {
  return referencesOf(pods).map(({ root }) => root);
}

function referencesOf({ workload, movedFrom }: WorkloadPods): readonly ObjectReference[] {
  return movedFrom ? [workload.reference, movedFrom] : [workload.reference];
}
