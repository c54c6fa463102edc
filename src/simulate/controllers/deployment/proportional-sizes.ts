/** A ReplicaSet as far as its share depends on it. */
interface Sized {
  readonly replicas: number;
  readonly maxAnnotation?: number | undefined;
}

interface ProportionalTarget {
  /** Wanted replicas of the Deployment. */
  readonly replicas: number;
  /** The same plus the surge. */
  readonly maxReplicas: number;
  /** All pods of the Deployment now. */
  readonly statusReplicas: number;
}

/**
 * The sizes which proportional scaling gives to the ReplicaSets with pods (given oldest first), in the order in which
 * they are written. The room is measured with the surge, so that even a smaller Deployment may have something to add.
 * Every ReplicaSet gets its share of the room, the first of the order what is left over. Upstream scale. Example: 10
 * replicas (surge 3, unavailable 2) stuck at 8 old + 5 new, scaled to 15: room 18 - 13 = 5; shares round(8 * 18 / 13)
 * - 8 = 3 and 2: 11 old + 7 new.
 */
export function proportionalSizes<Item extends Sized>(
  oldestFirst: readonly Item[],
  target: ProportionalTarget,
): readonly { readonly replicaSet: Item; readonly size: number }[] {
  const total = oldestFirst.reduce((sum, each) => sum + each.replicas, 0);
  const allowed = target.replicas > 0 ? target.maxReplicas : 0;
  const toAdd = allowed - total;
  const ordered = orderBySize(oldestFirst, toAdd);
  let added = 0;
  const shared = ordered.map((replicaSet) => {
    const share = replicaSetProportion(replicaSet, target, toAdd, added);
    added += share;
    return { replicaSet, size: replicaSet.replicas + share };
  });
  const leftover = toAdd - added;
  return shared.map((each, index) => (index === 0 ? { ...each, size: Math.max(0, each.size + leftover) } : each));
}

/** Larger first; of equals the younger first when pods are added, the older first when they are taken away. */
function orderBySize<Item extends Sized>(oldestFirst: readonly Item[], toAdd: number): readonly Item[] {
  const tiesInOrder = toAdd > 0 ? oldestFirst.toReversed() : oldestFirst;
  return toAdd === 0 ? oldestFirst : tiesInOrder.toSorted((a, b) => b.replicas - a.replicas);
}

/**
 * How many pods one ReplicaSet gets (negative: gives up), of `toAdd` of which `added` are given away already.
 * The share is not clipped to the sign of `toAdd`. Upstream GetReplicaSetProportion.
 * Example: share 3, toAdd 5, added 4: 1.
 */
function replicaSetProportion(replicaSet: Sized, target: ProportionalTarget, toAdd: number, added: number): number {
  if (replicaSet.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const share = replicaSetFraction(replicaSet, target);
  const rest = toAdd - added;
  return toAdd > 0 ? Math.min(share, rest) : Math.max(share, rest);
}

/**
 * By how much one ReplicaSet would grow if all grew alike: from the largest total of its own time (the max-replicas
 * annotation; missing or 0: all present pods) to that of now. The product is 32 bit, as upstream. Upstream
 * getReplicaSetFraction. Example: 8 of at most 13, now at most 18: round(11.08) - 8 = 3.
 */
export function replicaSetFraction(replicaSet: Sized, target: ProportionalTarget): number {
  if (target.replicas === 0) return -replicaSet.replicas;
  const maxBefore = replicaSet.maxAnnotation || target.statusReplicas;
  if (maxBefore === 0) return 0;
  const size = Math.imul(replicaSet.replicas, target.maxReplicas) / maxBefore;
  return roundHalfAwayFromZero(size) - replicaSet.replicas;
}

function roundHalfAwayFromZero(value: number): number {
  return value < 0 ? Math.trunc(value - 0.5) : Math.trunc(value + 0.5);
}
