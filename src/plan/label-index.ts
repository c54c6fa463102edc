import { asksForValue } from '../kubernetes/label-requirement.ts';
import { type RequirementsSelector, selectorMatches } from '../kubernetes/label-selector.ts';
import type { Labels } from './relations.ts';

/**
 * Finds which of many label sets a selector matches, by its rarest label instead of one after the other; a selector
 * which asks for no value is held against all. Gives their positions, ascending; an undefined set is matched by nothing.
 */
export function labelIndex(
  sets: readonly (Labels | undefined)[],
): (selector: RequirementsSelector) => readonly number[] {
  const byPair = new Map<string, number[]>();
  const all: number[] = [];
  for (const [position, labels] of sets.entries()) {
    if (labels) all.push(position);
    for (const [key, value] of Object.entries(labels ?? {})) {
      const positions = byPair.get(pairOf(key, value));
      if (positions) positions.push(position);
      else byPair.set(pairOf(key, value), [position]);
    }
  }
  return ({ requirements, type }) => {
    const [rarest] = requirements
      .filter(asksForValue)
      .map(({ key, values }) => positionsOf(byPair, key, values))
      .toSorted((a, b) => a.size - b.size);
    const candidates = rarest ? rarest.lists.flat().toSorted((a, b) => a - b) : all;
    return candidates.filter((position) => selectorMatches({ type, requirements }, sets[position] ?? {}));
  };
}

/** Not joined before they are the rarest: a common label has a long list. */
function positionsOf(byPair: ReadonlyMap<string, readonly number[]>, key: string, values: readonly string[]) {
  const lists = [...new Set(values)].map((value) => byPair.get(pairOf(key, value)) ?? []);
  return { lists, size: lists.reduce((sum, { length }) => sum + length, 0) };
}

function pairOf(key: string, value: string): string {
  return `${key}=${value}`;
}
