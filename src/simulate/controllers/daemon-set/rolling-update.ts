import { type DaemonSetCommand, type DaemonSetWorld, isAvailable, podsByGeneration } from './daemon-set-world.ts';
import type { DaemonPod, NodeGroup } from './node-groups.ts';

/** The part of a sync which replaces old pods. Upstream rollingUpdate. */
export function rollingUpdate(world: DaemonSetWorld): readonly DaemonSetCommand[] {
  return world.setting.budget.surge > 0 ? surgeBesideOld(world) : deleteOld(world);
}

/**
 * Without surge: deletes old pods, for which the upkeep creates new ones when they are gone. Those which are not
 * available are deleted all at once; available ones as far as not more than maxUnavailable nodes are unavailable.
 * Example: 22 nodes, 5 of which have a broken old pod, maxUnavailable 1: the 5 are deleted; up to Kubernetes 1.30, where
 * they are not counted as unavailable, 6.
 */
function deleteOld(world: DaemonSetWorld): readonly DaemonSetCommand[] {
  const { budget, daemonSet } = world.setting;
  const broken: DaemonSetCommand[] = [];
  const candidates: (NodeGroup & { readonly pod: DaemonPod })[] = [];
  let unavailable = 0;
  for (const group of world.groups) {
    const { updated, old } = podsByGeneration(world, group) ?? {};
    if (old === undefined || updated !== undefined) {
      if (old !== undefined || updated === undefined || !isAvailable(updated)) unavailable += group.nodes;
    } else if (isAvailable(old)) {
      candidates.push({ ...group, pod: old });
    } else {
      broken.push({ type: 'DeletePods', on: group, nodes: group.nodes, pod: old });
      if (daemonSet.areBrokenOldPodsCounted) unavailable += group.nodes;
    }
  }
  const healthy = takeNodes(candidates, budget.unavailable - unavailable);
  return [
    ...broken,
    ...healthy.map(({ nodes, pod, ...on }): DaemonSetCommand => ({ type: 'DeletePods', on, nodes, pod })),
  ];
}

/**
 * With surge: creates new pods beside old ones. A node whose old pod is not available gets one in any case, the others as
 * far as not more than maxSurge nodes wait for their new pod. An old pod beside an available new one is deleted, as in the
 * upkeep: here are those which the upkeep left over.
 */
function surgeBesideOld(world: DaemonSetWorld): readonly DaemonSetCommand[] {
  const broken: DaemonSetCommand[] = [];
  const candidates: NodeGroup[] = [];
  const replaced: DaemonSetCommand[] = [];
  let surging = 0;
  for (const group of world.groups) {
    const found = podsByGeneration(world, group);
    const { nodes } = group;
    if (!group.isWanted) continue;
    if (found === undefined) surging += nodes;
    else if (found.old !== undefined && found.updated === undefined) {
      if (isAvailable(found.old)) candidates.push(group);
      else broken.push({ type: 'CreatePods', on: group, nodes });
    } else if (found.old !== undefined && found.updated !== undefined) {
      if (isAvailable(found.updated)) replaced.push({ type: 'DeletePods', on: group, nodes, pod: found.old });
      else surging += nodes;
    }
  }
  const surged = takeNodes(candidates, world.setting.budget.surge - surging);
  return [
    ...broken,
    ...surged.map((group): DaemonSetCommand => ({ type: 'CreatePods', on: group, nodes: group.nodes })),
    ...replaced,
  ];
}

/** The first nodes of the groups; the real controller takes them in no order. */
function takeNodes<Group extends { readonly nodes: number }>(
  groups: readonly Group[],
  amount: number,
): readonly Group[] {
  const taken: Group[] = [];
  let left = amount;
  for (const group of groups) {
    if (left <= 0) break;
    const nodes = Math.min(group.nodes, left);
    taken.push({ ...group, nodes });
    left -= nodes;
  }
  return taken;
}
