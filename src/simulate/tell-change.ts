import type { Generation, PodCounts } from '../schema/timeline.ts';
import { type Happening, happening } from './happening.ts';
import { type Cluster, isActive, type ReplicaSet } from './world.ts';

/** What is seen from outside of a change: nothing if it was only an annotation or a timer. */
export function tellChange(before: Cluster, after: Cluster, tell: (happening: Happening) => void): void {
  const areSameReplicaSets = before.replicaSets === after.replicaSets;
  const areSameTerminating = before.terminating === after.terminating;
  if (areSameReplicaSets && areSameTerminating) return;
  const counts = podCounts(after);
  if (!areSameReplicaSets) tellReplicaSets(before, after, counts, tell);
  if (areSameTerminating) return;
  const fresh = terminatingOf(before, 'new') - terminatingOf(after, 'new');
  const old = terminatingOf(before, 'old') - terminatingOf(after, 'old');
  if (fresh > 0) tell(happening('PodsTerminated', counts, 'new', fresh));
  if (old > 0) tell(happening('PodsTerminated', counts, 'old', old));
}

export function podCounts(cluster: Cluster): PodCounts {
  const counts = { at: cluster.at, old: 0, new: 0, oldAvailable: 0, newAvailable: 0, terminating: 0 };
  const { template } = cluster.setting;
  for (const each of cluster.replicaSets) {
    if (each.template === template) {
      counts.new += each.replicas;
      counts.newAvailable += each.available;
    } else {
      counts.old += each.replicas;
      counts.oldAvailable += each.available;
    }
  }
  for (const each of cluster.terminating) counts.terminating += each.pods;
  return counts;
}

function scaled(counts: PodCounts, generation: Generation, from: number, to: number): Happening {
  return { type: 'ReplicaSetScaled', generation, from, to, pods: Math.abs(to - from), at: counts.at, counts };
}

/** Available pods are counted in ReplicaSets whose size stayed: one which shrinks gives up available pods too. */
function tellReplicaSets(
  before: Cluster,
  after: Cluster,
  counts: PodCounts,
  tell: (happening: Happening) => void,
): void {
  let fresh = 0;
  let old = 0;
  for (const each of after.replicaSets) {
    const former = findByName(before, each.name);
    if (former === each) continue;
    const generation = generationOf(after, each);
    const from = former?.replicas ?? 0;
    const appeared = each.available - (former?.available ?? 0);
    if (from !== each.replicas) tell(scaled(counts, generation, from, each.replicas));
    else if (generation === 'new') fresh += appeared;
    else old += appeared;
  }
  if (fresh > 0) tell(happening('PodsAvailable', counts, 'new', fresh));
  if (old > 0) tell(happening('PodsAvailable', counts, 'old', old));
  if (after.replicaSets.length >= before.replicaSets.length) return;
  for (const each of before.replicaSets) {
    const isDeleted = isActive(each) && findByName(after, each.name) === undefined;
    if (isDeleted) tell(scaled(counts, generationOf(after, each), each.replicas, 0));
  }
}

function terminatingOf(cluster: Cluster, generation: Generation): number {
  let pods = 0;
  for (const each of cluster.terminating) if (generationOf(cluster, each) === generation) pods += each.pods;
  return pods;
}

function generationOf(cluster: Cluster, part: { readonly template: string }): Generation {
  return part.template === cluster.setting.template ? 'new' : 'old';
}

function findByName(cluster: Cluster, name: string): ReplicaSet | undefined {
  for (const each of cluster.replicaSets) if (each.name === name) return each;
  return undefined;
}
