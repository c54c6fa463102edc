import { type DaemonSetCommand, type DaemonSetWorld, isAvailable, podsByGeneration } from './daemon-set-world.ts';
import { takeNodes } from './take-nodes.ts';

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
  const candidates: DaemonSetCommand[] = [];
  let unavailable = 0;
  for (const group of world.groups) {
    const { updated, old } = podsByGeneration(world, group) ?? {};
    const { nodes } = group;
    if (old === undefined || updated !== undefined) {
      if (old !== undefined || updated === undefined || !isAvailable(updated)) unavailable += nodes;
      continue;
    }
    const deletion: DaemonSetCommand = { type: 'DeletePods', on: group, nodes, pod: old };
    if (isAvailable(old)) candidates.push(deletion);
    else {
      broken.push(deletion);
      if (daemonSet.areBrokenOldPodsCounted) unavailable += nodes;
    }
  }
  return [...broken, ...takeNodes(candidates, budget.unavailable - unavailable)];
}

/**
 * With surge: creates new pods beside old ones. A node whose old pod is not available gets one in any case, the others as
 * far as not more than maxSurge nodes wait for their new pod. An old pod beside an available new one is deleted, as in the
 * upkeep: here are those which the upkeep left over.
 */
function surgeBesideOld(world: DaemonSetWorld): readonly DaemonSetCommand[] {
  const broken: DaemonSetCommand[] = [];
  const candidates: DaemonSetCommand[] = [];
  const replaced: DaemonSetCommand[] = [];
  let surging = 0;
  for (const group of world.groups) {
    const found = podsByGeneration(world, group);
    const { nodes } = group;
    if (!group.isWanted) continue;
    if (found === undefined) surging += nodes;
    else if (found.old !== undefined && found.updated === undefined) {
      const creations = isAvailable(found.old) ? candidates : broken;
      creations.push({ type: 'CreatePods', on: group, nodes });
    } else if (found.old !== undefined && found.updated !== undefined) {
      if (isAvailable(found.updated)) replaced.push({ type: 'DeletePods', on: group, nodes, pod: found.old });
      else surging += nodes;
    }
  }
  return [...broken, ...takeNodes(candidates, world.setting.budget.surge - surging), ...replaced];
}
