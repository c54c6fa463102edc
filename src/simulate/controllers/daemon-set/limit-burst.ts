import type { DaemonSetCommand } from './daemon-set-world.ts';

/** Upstream BurstReplicas. */
const burstMax = 250;

/**
 * At most 250 creations and 250 deletions, the creations first: the rest is left to the next sync. Upstream syncNodes.
 * Example: 600 nodes without a pod get it in three syncs: 250, 250, 100.
 */
export function limitBurst(commands: readonly DaemonSetCommand[]): readonly DaemonSetCommand[] {
  return [...firstOf(commands, 'CreatePods'), ...firstOf(commands, 'DeletePods')];
}

function firstOf(commands: readonly DaemonSetCommand[], type: DaemonSetCommand['type']): readonly DaemonSetCommand[] {
  const first: DaemonSetCommand[] = [];
  let left = burstMax;
  for (const command of commands) {
    if (command.type !== type || left === 0) continue;
    const nodes = Math.min(command.nodes, left);
    first.push({ ...command, nodes });
    left -= nodes;
  }
  return first;
}
