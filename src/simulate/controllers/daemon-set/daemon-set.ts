import type { RolloutStrategy } from '../../../schema/rollout.ts';
import type { WorkloadController } from '../../workload-controller.ts';
import { type DaemonSetSpec, nodeBudget } from './daemon-set-spec.ts';
import { absentDaemonSet, type DaemonSetState, rolledOutDaemonSet } from './initial-world.ts';
import { observedDaemonSet } from './observed-state.ts';
import { readDaemonSet } from './read-daemon-set.ts';
import { simulateDaemonSet } from './simulate-daemon-set.ts';
import { daemonSetSurprises, daemonSetWayOut } from './surprises.ts';

/** A pod on each node, replaced node by node. A DaemonSet has no progress deadline. */
export const daemonSet: WorkloadController<DaemonSetSpec, DaemonSetState> = {
  kinds: ['apps/DaemonSet', 'extensions/DaemonSet'],
  sizedBy: 'Nodes',
  readSpec: readDaemonSet,
  strategyField: 'updateStrategy',
  strategy: strategyOf,
  absent: absentDaemonSet,
  rolledOut: rolledOutDaemonSet,
  observed: observedDaemonSet,
  simulate: simulateDaemonSet,
  surprises: daemonSetSurprises,
  wayOut: daemonSetWayOut,
};

function strategyOf(spec: DaemonSetSpec): Omit<RolloutStrategy, 'decidedBy'> {
  const { strategy } = spec;
  if (strategy.type === 'OnDelete') return { type: 'OnDelete', name: 'on-delete' };
  const { surge, unavailable } = nodeBudget(spec);
  return { ...strategy, name: 'rolling-update', surgePods: surge, unavailablePods: unavailable };
}
