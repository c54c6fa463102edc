import { type DaemonSetCommand, type DaemonSetWorld, isAvailable, isReady, isUpdated } from './daemon-set-world.ts';
import type { DaemonPod, NodeGroup } from './node-groups.ts';

/**
 * What each node needs by itself, whatever the strategy: a pod where there is none, and only one where there are more.
 * One pod of a node and sync. Upstream manage, podsShouldBeOnNode.
 */
export function upkeep(world: DaemonSetWorld): readonly DaemonSetCommand[] {
  const commands: DaemonSetCommand[] = [];
  for (const group of world.groups) {
    const { nodes } = group;
    if (needsPod(world, group)) commands.push({ type: 'CreatePods', on: group, nodes });
    const pod = group.isWanted ? surplusPod(world, group) : group.pods[0];
    if (pod !== undefined) commands.push({ type: 'DeletePods', on: group, nodes, pod });
  }
  return commands;
}

/** A pod within its grace period keeps the next one waiting, unless the strategy may surge. */
function needsPod(world: DaemonSetWorld, { isWanted, pods, terminating }: NodeGroup): boolean {
  if (!isWanted || pods.length > 0) return false;
  return terminating.length === 0 || world.setting.budget.surge > 0;
}

/**
 * The pod which is too many on a node. Without surge every pod but the oldest; with it an old pod may stay beside an
 * updated one as long as the old one is ready and the updated one not yet available.
 */
function surplusPod(world: DaemonSetWorld, { pods }: NodeGroup): DaemonPod | undefined {
  if (pods.length < 2) return undefined;
  if (world.setting.budget.surge === 0) return pods[1];
  const updated = pods.filter((pod) => isUpdated(world, pod));
  const old = pods.filter((pod) => !isUpdated(world, pod));
  const [oldestUpdated, oldestOld] = [updated[0], old[0]];
  if (updated[1] !== undefined || old[1] !== undefined) return updated[1] ?? old[1];
  if (oldestUpdated === undefined || oldestOld === undefined) return undefined;
  return isReady(oldestOld) && !isAvailable(oldestUpdated) ? undefined : oldestOld;
}
