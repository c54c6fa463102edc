import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { identityKey } from '../schema/object-identity.ts';

/** One object in both revisions, as far as it exists there. */
export interface RevisionPair {
  readonly base: RevisionObject | undefined;
  readonly head: RevisionObject | undefined;
}

/** What a change says of an object: also that it is the same one although it has moved. */
interface Continuation {
  readonly before: RevisionObject | undefined;
  readonly after: RevisionObject | undefined;
}

/**
 * The objects of both revisions in pairs: those which change as the diff paired them, all others by identity. Sorted by
 * identity, that of head where an object has moved: the order of documents must not show in a plan.
 */
export function revisionPairs(
  changes: readonly Continuation[],
  base: readonly RevisionObject[],
  head: readonly RevisionObject[],
): readonly RevisionPair[] {
  const pairs = new Map<string, RevisionPair>();
  const keys = new Map(
    changes.flatMap(({ before, after }) => (before && after ? [[before, identityKey(after.reference)] as const] : [])),
  );
  for (const object of base)
    pairs.set(keys.get(object) ?? identityKey(object.reference), { base: object, head: undefined });
  for (const object of head) {
    const key = identityKey(object.reference);
    pairs.set(key, { base: pairs.get(key)?.base, head: object });
  }
  return [...pairs].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, pair]) => pair);
}

/** The object as head has it, else as base has it. */
export function present({ base, head }: RevisionPair): RevisionObject | undefined {
  return head ?? base;
}

/** Where the object is, and where it was. */
export function rootsOfPair({ base, head }: RevisionPair): readonly string[] {
  return [head, base].flatMap((object) => (object ? [object.reference.root] : []));
}
