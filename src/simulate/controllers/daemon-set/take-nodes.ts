import type { DaemonSetCommand } from './daemon-set-world.ts';

/** The first of these writes, on `amount` nodes at most. The real controller takes its nodes in no order. */
export function takeNodes(commands: readonly DaemonSetCommand[], amount: number): readonly DaemonSetCommand[] {
  const taken: DaemonSetCommand[] = [];
  let left = amount;
  for (const command of commands) {
    if (left <= 0) break;
    taken.push(command.nodes <= left ? command : { ...command, nodes: left });
    left -= command.nodes;
  }
  return taken;
}
