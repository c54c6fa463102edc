import type { Controller, Reaction } from '../../simulate.ts';
import type { DaemonSetCommand, DaemonSetEvent, DaemonSetWorld } from './daemon-set-world.ts';
import { limitBurst } from './limit-burst.ts';
import { nodeAfter } from './node-changes.ts';
import { moveNodes } from './node-groups.ts';
import { passTime, withFuture } from './passing-time.ts';
import { rollingUpdate } from './rolling-update.ts';
import { upkeep } from './upkeep.ts';

/**
 * The DaemonSet controller of Kubernetes 1.28 to 1.36. Upstream syncDaemonSet. Only that 1.28 with surge takes pods off
 * nodes which should no longer run them one by one is not played.
 */
export const daemonSetController: Controller<DaemonSetWorld, DaemonSetCommand, DaemonSetEvent> = {
  sync: syncDaemonSet,
  apply: applyCommand,
  step: passTime,
};

/** The rolling update sees the nodes as the upkeep leaves them. */
function syncDaemonSet(world: DaemonSetWorld): readonly DaemonSetCommand[] {
  const kept = limitBurst(upkeep(world));
  if (world.setting.daemonSet.strategy.type === 'OnDelete') return kept;
  const after = kept.reduce((before, command) => applyCommand(before, command).world, world);
  return [...kept, ...limitBurst(rollingUpdate(after), kept)];
}

function applyCommand(world: DaemonSetWorld, command: DaemonSetCommand): Reaction<DaemonSetWorld, DaemonSetEvent> {
  const state = nodeAfter(world, command);
  return withFuture({ ...world, groups: moveNodes(world.groups, command.on, command.nodes, state) }, [state]);
}
