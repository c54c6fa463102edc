import type { ObjectChange } from '../diff/object-change.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { identityKey } from '../schema/object-identity.ts';
import { isService } from './relations.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import { isDestinationRule } from './routes/destination-rule.ts';
import { isRoute } from './routes/route-kinds.ts';
import { type Traffic, trafficChanges } from './traffic-changes.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** The Services and routes which send requests elsewhere, or which stand in front of a workload that changes. */
export function planTraffic(
  changes: readonly ObjectChange[],
  pods: readonly WorkloadPods[],
  pairs: readonly RevisionPair[],
): Traffic {
  return trafficChanges(
    {
      services: acceptedPairs(changes, pairs, isService),
      routes: acceptedPairs(changes, pairs, isRoute),
      destinationRules: acceptedPairs(changes, pairs, isDestinationRule),
    },
    pods,
  );
}

/** The objects of one sort in both revisions; what the API server refuses stays as it is in base. */
export function acceptedPairs(
  changes: readonly ObjectChange[],
  pairs: readonly RevisionPair[],
  isWanted: (object: RevisionObject) => boolean,
): readonly RevisionPair[] {
  const refused = new Set(
    changes.flatMap(({ verdict, change }) => (verdict.rejected.length > 0 ? [identityKey(change.object)] : [])),
  );
  return pairs.flatMap((pair) => {
    const object = present(pair);
    if (!object || !isWanted(object)) return [];
    return [refused.has(identityKey(object.reference)) ? { ...pair, head: pair.base } : pair];
  });
}
