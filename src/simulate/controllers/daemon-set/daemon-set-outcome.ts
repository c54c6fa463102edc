import type { SimulatedOutcome } from '../../simulation.ts';
import { type DaemonSetWorld, isAvailable, isUpdated } from './daemon-set-world.ts';

/** What it means that this DaemonSet is quiet. With OnDelete old pods wait until somebody deletes them. */
export function daemonSetOutcome(quiet: DaemonSetWorld): SimulatedOutcome {
  const pods = quiet.groups.flatMap((group) => group.pods);
  const hasOld = pods.some((pod) => !isUpdated(quiet, pod));
  if (hasOld && quiet.setting.daemonSet.strategy.type === 'OnDelete') return { type: 'Paused' };
  if (hasOld || !pods.every(isAvailable)) return { type: 'Stalled', reason: 'NeverReady' };
  return { type: 'Completed' };
}
