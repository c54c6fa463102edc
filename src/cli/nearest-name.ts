import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean X?`, or nothing where no name is near enough to be a slip of the fingers. */
export function didYouMean(typed: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const name = closest(typed, names);
  return distance(typed, name) <= Math.max(1, Math.floor(typed.length / 3)) ? ` Did you mean ${name}?` : '';
}
