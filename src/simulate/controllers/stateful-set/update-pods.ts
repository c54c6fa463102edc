import { countPods, type PodRange, podsWithin } from './pod-ranges.ts';
import { deletePods } from './scale-pods.ts';
import { endOrdinal, firstUpdatedOrdinal, maxUnavailablePods, type StatefulSetSpec } from './stateful-set-spec.ts';
import { type DeletePods, isHealthy } from './stateful-set-world.ts';

/** What a sync deletes to replace pods of another revision. `replicas` are the wanted pods, none of which is missing. */
export function updatePods(spec: StatefulSetSpec, replicas: readonly PodRange[]): readonly DeletePods[] {
  if (spec.updateStrategy.type === 'OnDelete') return [];
  const highestFirst = podsWithin(replicas, firstUpdatedOrdinal(spec), endOrdinal(spec)).toReversed();
  if (!spec.isMaxUnavailableEnabled) return updateHighest(spec, highestFirst);
  const unhealthy = countPods(replicas.filter(({ status }) => !isHealthy(spec, status)));
  return updateBatch(spec, highestFirst, maxUnavailablePods(spec) - unhealthy);
}

/** One pod, and only if all above it are updated and healthy: what is below it need not be. */
function updateHighest(spec: StatefulSetSpec, highestFirst: readonly PodRange[]): readonly DeletePods[] {
  for (const each of highestFirst) {
    if (isToUpdate(spec, each)) return [deletePods({ ...each, from: each.to })];
    if (!isHealthy(spec, each.status)) return [];
  }
  return [];
}

/**
 * As many pods as `room` says, the highest first; pods which are broken use up the room and are not preferred. Upstream
 * updateStatefulSetAfterInvariantEstablished.
 */
function updateBatch(spec: StatefulSetSpec, highestFirst: readonly PodRange[], room: number): readonly DeletePods[] {
  const deleted: DeletePods[] = [];
  let left = room;
  for (const each of highestFirst) {
    if (left <= 0) break;
    if (!isToUpdate(spec, each)) continue;
    const from = Math.max(each.from, each.to - left + 1);
    deleted.push(deletePods({ ...each, from }));
    left -= each.to - from + 1;
  }
  return deleted;
}

function isToUpdate(spec: StatefulSetSpec, { revision, status }: PodRange): boolean {
  return revision !== spec.template && status !== 'Terminating';
}
