import type { SourceLocation } from '../../schema/source-location.ts';

/** A line which may have caused a change. */
export interface Candidate {
  readonly place: SourceLocation;
  /** How well it explains what is asked: the values which agree, then the names. */
  readonly proof: number;
  /** Where its kustomization stands among all that the object went through: what comes later has the last word. */
  readonly order: number;
}

/** The best of them; undefined: two are equally good. A line of head goes before one which is gone. */
export function chooseCandidate(candidates: readonly Candidate[]): SourceLocation | undefined {
  const proven = highest(candidates, ({ proof }) => proof);
  const present = highest(proven, ({ place }) => (place.revision === 'head' ? 1 : 0));
  const [first, ...others] = highest(present, ({ order }) => order).map(({ place }) => place);
  return first && others.every(({ path, line }) => path === first.path && line === first.line) ? first : undefined;
}

export function highest<Item>(items: readonly Item[], scoreOf: (item: Item) => number): readonly Item[] {
  const scores = items.map(scoreOf);
  const best = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  return items.filter((_, index) => scores[index] === best);
}
