/**
 * Whether MaxUnavailableStatefulSet is on by default: only in 1.35 (1.35.0 to 1.35.3). Later ones have it off again,
 * because with it a set of policy Parallel may get stuck (kubernetes issue 137409).
 */
export function isMaxUnavailableStatefulSetOn(minor: number): boolean {
  return minor === 35;
}
