import { type Candidates, candidatesByKey } from '../roots/resolve-reference.ts';
import { ownNameKey } from './relations.ts';
import { present, type RevisionPair, rootsOfPair } from './revision-pairs.ts';

/** What somebody else says who means this object by its kind and name. */
export function pairNameKey(pair: RevisionPair): string {
  const object = present(pair);
  return object ? ownNameKey(object) : '';
}

/** The pairs which may be meant by a kind and name, and the roots in which each stands. */
export function pairsByName(pairs: readonly RevisionPair[]): ReadonlyMap<string, Candidates<RevisionPair>> {
  return candidatesByKey(pairs, pairNameKey, rootsOfPair);
}
