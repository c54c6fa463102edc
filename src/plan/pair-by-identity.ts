import type { RevisionObject } from '../manifest/revision-object.ts';
import { identityKey } from '../schema/object-identity.ts';

/** One object in both revisions, as far as it exists there. */
export interface RevisionPair {
  readonly base: RevisionObject | undefined;
  readonly head: RevisionObject | undefined;
}

/** The objects of both revisions by identity: those of base in their order, then those which only head has. */
export function pairByIdentity(
  base: readonly RevisionObject[],
  head: readonly RevisionObject[],
): readonly RevisionPair[] {
  const pairs = new Map<string, RevisionPair>();
  for (const object of base) pairs.set(identityKey(object.reference), { base: object, head: undefined });
  for (const object of head) {
    const key = identityKey(object.reference);
    pairs.set(key, { base: pairs.get(key)?.base, head: object });
  }
  return [...pairs.values()];
}
