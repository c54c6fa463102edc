import { type Labels, selects } from './relations.ts';

/**
 * Finds which of many label sets a selector matches, by its rarest pair instead of one after the other. Gives their
 * positions, ascending; an undefined set is matched by nothing.
 */
export function labelIndex(sets: readonly (Labels | undefined)[]): (selector: Labels) => readonly number[] {
  const byPair = new Map<string, number[]>();
  for (const [position, labels] of sets.entries()) {
    for (const pair of pairsOf(labels ?? {})) {
      const positions = byPair.get(pair);
      if (positions) positions.push(position);
      else byPair.set(pair, [position]);
    }
  }
  return (selector) => {
    const [rarest = []] = pairsOf(selector)
      .map((pair) => byPair.get(pair) ?? [])
      .toSorted((a, b) => a.length - b.length);
    return rarest.filter((position) => selects(selector, sets[position]));
  };
}

function pairsOf(labels: Labels): readonly string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}
