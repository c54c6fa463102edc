import type { RevisionObject } from '../manifest/revision-object.ts';
import { budgetKind, claimKind, configKinds, frontKinds, workloadField } from './document-filter.ts';
import { findNeeded } from './find-needed.ts';
import { type RelatedWords, relatedWords } from './related-words.ts';
import { isRoute } from './routes/route-kinds.ts';

/**
 * What the forecast is about: the objects in changed documents, and from round to round the unchanged ones which they need.
 * `words` are those not asked for yet: whoever holds the revisions looks for documents that contain one.
 */
export interface Interests {
  readonly objects: readonly RevisionObject[];
  /**
   * Those of them which lead to others. A route which does not change itself leads to none: it is told behind the Services
   * that do, and what else it serves does not matter.
   */
  readonly leading: readonly RevisionObject[];
  readonly asked: RelatedWords;
  readonly words: RelatedWords;
}

const noWords: RelatedWords = { fronts: new Set(), workloads: new Set(), configs: new Set(), claims: new Set() };

export function interestsOf(changed: readonly RevisionObject[]): Interests {
  return withWordsOf({ objects: [], leading: [], asked: noWords, words: noWords }, changed, changed);
}

/** The next round: of the objects that were found, those that are needed, and the words which these bring. */
export function nextInterests(interests: Interests, found: readonly RevisionObject[]): Interests {
  const isKnown = new Set(interests.objects.map(({ object }) => object));
  const needed = findNeeded(
    interests.leading,
    found.filter(({ object }) => !isKnown.has(object)),
  );
  return withWordsOf(
    interests,
    needed,
    needed.filter((object) => !isRoute(object)),
  );
}

/** What to look for in unchanged files: one of the words, and one of `besides`. */
export interface Search {
  readonly words: readonly string[];
  readonly besides: readonly string[];
}

/** The searches of this round; none: all that is needed was found. */
export function searchesOf({ words }: Interests): readonly Search[] {
  return [
    { words: frontWords(words), besides: [...frontKinds] },
    { words: [...words.workloads].toSorted(), besides: [workloadField] },
    { words: [...words.configs].toSorted(), besides: [...configKinds] },
    { words: [...words.claims].toSorted(), besides: [claimKind] },
  ].filter((search) => search.words.length > 0);
}

/** A budget need not name any label of the pods which it selects, so all budgets are looked at beside a workload. */
function frontWords({ fronts }: RelatedWords): readonly string[] {
  return fronts.size === 0 ? [] : [...fronts, budgetKind].toSorted();
}

function withWordsOf(
  { objects, leading, asked: before, words }: Interests,
  added: readonly RevisionObject[],
  leadingAdded: readonly RevisionObject[],
): Interests {
  const asked = merge(before, words, (old, more) => [...old, ...more]);
  return {
    objects: [...objects, ...added],
    leading: [...leading, ...leadingAdded],
    asked,
    words: merge(relatedWords(leadingAdded), asked, (found, known) => [...found].filter((word) => !known.has(word))),
  };
}

/** Combines the words of each sort. */
function merge(
  one: RelatedWords,
  other: RelatedWords,
  combine: (one: ReadonlySet<string>, other: ReadonlySet<string>) => readonly string[],
): RelatedWords {
  return {
    fronts: new Set(combine(one.fronts, other.fronts)),
    workloads: new Set(combine(one.workloads, other.workloads)),
    configs: new Set(combine(one.configs, other.configs)),
    claims: new Set(combine(one.claims, other.claims)),
  };
}
