import type { DaemonSetCommand } from './daemon-set-world.ts';
import { takeNodes } from './take-nodes.ts';

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
  const withinLimit = (type: DaemonSetCommand['type']) => {
    const isOfType = (command: DaemonSetCommand) => command.type === type;
    const used = written.filter(isOfType).reduce((sum, { nodes }) => sum + nodes, 0);
    return takeNodes(commands.filter(isOfType), burstMax - used);
  };
  return commands.length === 0 ? commands : [...withinLimit('CreatePods'), ...withinLimit('DeletePods')];
}
