import type { RolloutStrategy } from '../../../schema/rollout.ts';
import type { WorkloadController } from '../../workload-controller.ts';
import { guessesOfStatefulSet, observeStatefulSet } from './observe-stateful-set.ts';
import { readStatefulSetSpec } from './read-stateful-set-spec.ts';
import { simulateStatefulSet } from './simulate-stateful-set.ts';
import { maxUnavailablePods, partitionOf, type StatefulSetSpec, writtenMaxUnavailable } from './stateful-set-spec.ts';
import { absentStatefulSet, rolledOutStatefulSet, type StatefulSetState } from './stateful-set-state.ts';
import { statefulSetSurprises } from './stateful-set-surprises.ts';
import { statefulSetWayOut } from './stateful-set-way-out.ts';

/** StatefulSets: rolling update with partition and maxUnavailable, and OnDelete. */
export const statefulSet: WorkloadController<StatefulSetSpec, StatefulSetState> = {
  kinds: ['apps/StatefulSet'],
  sizedBy: 'Replicas',
  readSpec: readStatefulSetSpec,
  strategyField: 'updateStrategy',
  strategy: statefulSetStrategy,
  absent: absentStatefulSet,
  rolledOut: rolledOutStatefulSet,
  observed: observeStatefulSet,
  guesses: guessesOfStatefulSet,
  simulate: simulateStatefulSet,
  surprises: statefulSetSurprises,
  wayOut: statefulSetWayOut,
};

function statefulSetStrategy(spec: StatefulSetSpec): Omit<RolloutStrategy, 'decidedBy'> {
  const { podManagementPolicy, updateStrategy } = spec;
  if (updateStrategy.type === 'OnDelete') return { type: 'OnDelete', name: 'on-delete', podManagementPolicy };
  const partition = partitionOf(spec);
  const maxUnavailable = writtenMaxUnavailable(spec);
  return {
    type: 'RollingUpdate',
    name: 'rolling-update',
    podManagementPolicy,
    ...(partition > 0 ? { partition } : {}),
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    unavailablePods: maxUnavailablePods(spec),
  };
}
