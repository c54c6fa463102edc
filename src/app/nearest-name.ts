import { closest, distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant: one which ends in `/name` (a branch that only the remote has), else the one with the
 * fewest edits, if these are at most two, or a third of its length. "mian" gives "main".
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const remote = candidates.find((candidate) => candidate.endsWith(`/${name}`));
  if (remote !== undefined || candidates.length === 0) return remote;
  const nearest = closest(name, candidates);
  const editsMax = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1);
  return distance(name, nearest) <= editsMax ? nearest : undefined;
}
