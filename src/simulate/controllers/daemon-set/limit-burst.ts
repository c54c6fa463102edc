import type { DaemonSetCommand } from './daemon-set-world.ts';

/** Upstream BurstReplicas. */
const burstMax = 250;

/**
 * What a sync still may write of these commands after others: 250 creations and 250 deletions in all, the creations
 * first. The rest is left to the next sync. Upstream syncNodes.
 * Example: 600 nodes without a pod get it in three syncs: 250, 250, 100.
 */
export function limitBurst(
  commands: readonly DaemonSetCommand[],
  written: readonly DaemonSetCommand[] = [],
): readonly DaemonSetCommand[] {
  if (commands.length === 0) return commands;
  return [...firstOf('CreatePods', commands, written), ...firstOf('DeletePods', commands, written)];
}

function firstOf(
  type: DaemonSetCommand['type'],
  commands: readonly DaemonSetCommand[],
  written: readonly DaemonSetCommand[],
): readonly DaemonSetCommand[] {
  const first: DaemonSetCommand[] = [];
  let left = burstMax;
  for (const command of written) if (command.type === type) left -= command.nodes;
  for (const command of commands) {
    if (command.type !== type || left === 0) continue;
    const nodes = Math.min(command.nodes, left);
    first.push({ ...command, nodes });
    left -= nodes;
  }
  return first;
}
