import type { RolloutStrategy } from '../../../schema/rollout.ts';
import type { WorkloadController } from '../../workload-controller.ts';
import { type DaemonSetSpec, nodeBudget } from './daemon-set-spec.ts';
import { daemonSetSurprises, daemonSetWayOut } from './daemon-set-surprises.ts';
import { absentDaemonSet, type DaemonSetState, rolledOutDaemonSet } from './initial-world.ts';
import { guessesOfDaemonSet, observeDaemonSet } from './observe-daemon-set.ts';
import { readDaemonSetSpec } from './read-daemon-set-spec.ts';
import { simulateDaemonSet } from './simulate-daemon-set.ts';

/** A pod on each node, replaced node by node. A DaemonSet has no progress deadline. */
export const daemonSet: WorkloadController<DaemonSetSpec, DaemonSetState> = {
  kinds: ['apps/DaemonSet', 'extensions/DaemonSet'],
  sizedBy: 'Nodes',
  readSpec: readDaemonSetSpec,
  strategyField: 'updateStrategy',
  strategy: strategyOf,
  absent: absentDaemonSet,
  rolledOut: rolledOutDaemonSet,
  observed: observeDaemonSet,
  guesses: guessesOfDaemonSet,
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
