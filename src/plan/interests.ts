import type { RevisionObject } from '../manifest/revision-object.ts';
import { frontKinds, workloadField } from './document-filter.ts';
import { findNeeded } from './find-needed.ts';
import { type RelatedWords, relatedWords } from './related-words.ts';

/**
 * What the forecast is about: the objects in changed documents, and from round to round the unchanged ones which they need.
 * `words` are those not asked for yet: whoever holds the revisions looks for documents that contain one.
 */
export interface Interests {
  readonly objects: readonly RevisionObject[];
  readonly asked: RelatedWords;
  readonly words: RelatedWords;
}

const noWords: RelatedWords = { fronts: new Set(), workloads: new Set() };

export function interestsOf(changed: readonly RevisionObject[]): Interests {
  return withWordsOf({ objects: [], asked: noWords, words: noWords }, changed);
}

/** The next round: of the objects that were found, those that are needed, and the words which these bring. */
export function nextInterests(interests: Interests, found: readonly RevisionObject[]): Interests {
  return withWordsOf(interests, findNeeded(interests.objects, found));
}

/** What to look for in unchanged files: one of the words, and one of `besides`. */
export interface Search {
  readonly words: readonly string[];
  readonly besides: readonly string[];
}

/** The searches of this round; none: all that is needed was found. */
export function searchesOf({ words }: Interests): readonly Search[] {
  return [
    { words: [...words.fronts].toSorted(), besides: [...frontKinds] },
    { words: [...words.workloads].toSorted(), besides: [workloadField] },
  ].filter((search) => search.words.length > 0);
}

function withWordsOf({ objects, asked: before, words }: Interests, added: readonly RevisionObject[]): Interests {
  const asked = {
    fronts: new Set([...before.fronts, ...words.fronts]),
    workloads: new Set([...before.workloads, ...words.workloads]),
  };
  const { fronts, workloads } = relatedWords(added);
  return {
    objects: [...objects, ...added],
    asked,
    words: {
      fronts: new Set([...fronts].filter((word) => !asked.fronts.has(word))),
      workloads: new Set([...workloads].filter((word) => !asked.workloads.has(word))),
    },
  };
}
