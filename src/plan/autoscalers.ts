import type { RevisionObject } from '../manifest/revision-object.ts';
import { candidatesByKey, type Resolution, resolveReference } from '../roots/resolve-reference.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { identityKey } from '../schema/object-identity.ts';
import { isAutoscaler, type NamedTarget, nameKey, ownNameKey, scaleTarget } from './relations.ts';

/** Finds what names a workload, without looking through a whole revision each time. */
interface TargetIndex {
  /** What means the workload: one of its root, else one of a single other root. */
  readonly of: (workload: Pick<RevisionObject, 'reference'>) => RevisionObject | undefined;
  /** Where there is none: those which may mean the workload, and nobody can say; sorted by identity. */
  readonly undecided: (workload: RevisionObject) => readonly ResolvedAutoscaler[];
}

export type Autoscalers = TargetIndex;

/** Indexes the autoscalers of one revision; `objects` are all of its objects that are known. */
export function indexAutoscalers(objects: readonly RevisionObject[]): Autoscalers {
  return indexByTarget(objects, (object) => (isAutoscaler(object) ? scaleTarget(object) : undefined));
}

/** The same for whatever else names a workload by kind and name; `targetOf` is undefined for all other objects. */
export function indexByTarget(
  objects: readonly RevisionObject[],
  targetOf: (object: RevisionObject) => NamedTarget | undefined,
): TargetIndex {
  const references = objects.flatMap((autoscaler) => {
    const target = targetOf(autoscaler);
    return target ? [{ autoscaler, kind: target.kind, key: nameKey(autoscaler, target.kind, target.name) }] : [];
  });
  const kinds = new Set(references.map(({ kind }) => kind));
  const workloads = candidatesByKey(
    objects.filter(({ reference }) => kinds.has(reference.kind)),
    ownNameKey,
    ({ reference }) => [reference.root],
  );
  const resolved = references.map(({ autoscaler, key }) => {
    return { autoscaler, key, ...resolveReference(autoscaler.reference.root, workloads.get(key)) };
  });
  const meaning = Map.groupBy(
    resolved.flatMap((each) => each.targets.map((target) => ({ ...each, identity: identityKey(target.reference) }))),
    ({ identity }) => identity,
  );
  const ambiguous = Map.groupBy(
    resolved.filter(({ type }) => type === 'Ambiguous').toSorted(byIdentity),
    ({ key }) => key,
  );
  const meaningOf = (workload: Pick<RevisionObject, 'reference'>) => meaning.get(identityKey(workload.reference)) ?? [];
  const of = (workload: Pick<RevisionObject, 'reference'>) => chosen(meaningOf(workload));
  return {
    of,
    undecided: (workload) => {
      if (of(workload)) return [];
      const several = meaningOf(workload);
      return several.length > 0 ? several.toSorted(byIdentity) : (ambiguous.get(ownNameKey(workload)) ?? []);
    },
  };
}

/** An autoscaler, and which workload it means. */
interface ResolvedAutoscaler extends Resolution<RevisionObject> {
  readonly autoscaler: RevisionObject;
}

function byIdentity(a: ResolvedAutoscaler, b: ResolvedAutoscaler): number {
  return byCodeUnit(identityKey(a.autoscaler.reference), identityKey(b.autoscaler.reference));
}

/** Those of two other roots are alternatives, of which one at most is applied beside the workload. */
function chosen(resolved: readonly ResolvedAutoscaler[]): RevisionObject | undefined {
  const own = resolved.find(({ type }) => type === 'OwnRoot');
  if (own) return own.autoscaler;
  const roots = new Set(resolved.map(({ autoscaler }) => autoscaler.reference.root));
  return roots.size === 1 ? resolved[0]?.autoscaler : undefined;
}
