/**
 * The size of the new ReplicaSet: it grows by the room below replicas + surge, to replicas at most; without room it
 * stays. Upstream NewRSNewReplicas, RollingUpdate.
 * Example: 10 replicas, surge 3, 10 old pods: 3. With 8 old + 3 new: 3 + min(13 - 11, 10 - 3) = 5.
 */
export function newReplicaSetSize(input: {
  readonly replicas: number;
  readonly surge: number;
  /** Pods of all ReplicaSets, the new one included. */
  readonly total: number;
  readonly newSize: number;
}): number {
  const room = input.replicas + input.surge - input.total;
  if (room <= 0) return input.newSize;
  return input.newSize + Math.min(room, input.replicas - input.newSize);
}

/**
 * How many old pods may go at most, if none of them were available. New pods which are not available yet are not
 * counted as if they could take an old pod's place. Upstream reconcileOldReplicaSets (maxScaledDown).
 * Example: 10 old + 3 new, none of the new available, at least 8 wanted: 13 - 8 - 3 = 2.
 */
export function scaleDownRoom(input: {
  readonly total: number;
  readonly minAvailable: number;
  readonly newSize: number;
  readonly newAvailable: number;
}): number {
  return input.total - input.minAvailable - (input.newSize - input.newAvailable);
}

/**
 * Takes `amount` off the given numbers, the first ones first; says how much is taken off each.
 * Upstream cleanupUnhealthyReplicas and scaleDownOldReplicaSetsForRollingUpdate. Example: 4 off [3, 5]: [3, 1].
 */
export function takeFromOldest(oldestFirst: readonly number[], amount: number): readonly number[] {
  const taken: number[] = [];
  let left = Math.max(0, amount);
  for (const each of oldestFirst) {
    taken.push(Math.min(each, left));
    left -= Math.min(each, left);
  }
  return taken;
}
