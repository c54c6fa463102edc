import type { RevisionObject } from '../manifest/revision-object.ts';
import { needs, wordsOf } from './relations.ts';

/**
 * What the forecast is about: the objects in changed documents, and from round to round the unchanged ones which they need.
 * `words` are those not asked for yet: whoever holds the revisions looks for documents that contain one.
 */
export interface Interests {
  readonly objects: readonly RevisionObject[];
  readonly asked: ReadonlySet<string>;
  readonly words: readonly string[];
}

export function interestsOf(changed: readonly RevisionObject[]): Interests {
  return withWordsOf({ objects: [], asked: new Set(), words: [] }, changed);
}

/** The next round: of the objects that were found, those that are needed, and the words which these bring. */
export function nextInterests(interests: Interests, found: readonly RevisionObject[]): Interests {
  const known = new Set(interests.objects.map(({ object }) => object));
  const needed = found.filter(
    (candidate) => !known.has(candidate.object) && interests.objects.some((object) => needs(object, candidate)),
  );
  return withWordsOf(interests, needed);
}

function withWordsOf(interests: Interests, added: readonly RevisionObject[]): Interests {
  const asked = new Set([...interests.asked, ...interests.words]);
  const words = new Set(added.flatMap(wordsOf).filter((word) => word !== '' && !asked.has(word)));
  return { objects: [...interests.objects, ...added], asked, words: [...words].toSorted() };
}
