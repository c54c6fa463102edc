import { applyReplicaSetCommand, type ReplicaSetCommand } from '../../apply.ts';
import { scheduleReadiness } from '../../readiness.ts';
import type { Reaction } from '../../simulate.ts';
import { type ObservableController, runSimulation, type SimulatedOutcome, type Simulation } from '../../simulation.ts';
import { stepPods } from '../../step.ts';
import { podCounts, tellChange } from '../../tell-change.ts';
import type { SimulationInput, WorkloadSpec } from '../../workload-controller.ts';
import type { Cluster, ClusterSetting, PodEvent, ReplicaSet } from '../../world.ts';

export interface ReplicaSetSpec extends WorkloadSpec {
  readonly minReadySeconds: number;
}

/** The pods that exist, whatever their template: a ReplicaSet does not tell them apart. */
export interface ReplicaSetState {
  readonly replicas: number;
  readonly available: number;
}

interface ReplicaSetWorld extends Cluster {
  readonly setting: ClusterSetting & { readonly desired: ReplicaSetSpec };
}

/**
 * Plays what the ReplicaSet controller does: it starts or stops all missing or surplus pods at once, and looks at no
 * template. Upstream manageReplicas, without its bound of 500 pods a sync, which follow each other at once.
 */
export function simulateReplicaSet({
  state,
  desired,
  pods,
  readiness,
  ...options
}: SimulationInput<ReplicaSetSpec, ReplicaSetState>): Simulation<ReplicaSetState> {
  const setting = { template: desired.template, pods, readiness: readiness ?? { type: 'Timed' as const }, desired };
  const found = foundPods(state, desired);
  const world: ReplicaSetWorld = { at: 0, replicaSets: [found], terminating: [], isTicking: false, setting };
  const initial = found.starting.length > 0 ? scheduleReadiness(world, found) : { world, scheduled: [] };
  return runSimulation(observable, initial, options);
}

function foundPods({ replicas, available }: ReplicaSetState, desired: ReplicaSetSpec): ReplicaSet {
  const { template, minReadySeconds } = desired;
  const starting = replicas > available ? [{ createdAt: 0, pods: replicas - available, isReady: false }] : [];
  return { name: template, template, revision: 1, replicas, available, starting, minReadySeconds };
}

const observable: ObservableController<ReplicaSetWorld, ReplicaSetCommand, PodEvent, ReplicaSetState> = {
  sync,
  apply: (world, command): Reaction<ReplicaSetWorld, PodEvent> => applyReplicaSetCommand(world, command),
  step: stepPods,
  counts: podCounts,
  tell: ({ before, after }, tell) => tellChange(before, after, tell),
  outcome,
  state: ({ replicaSets: [only] }) => ({ replicas: only?.replicas ?? 0, available: only?.available ?? 0 }),
};

function sync({ replicaSets, setting }: ReplicaSetWorld): readonly ReplicaSetCommand[] {
  const { replicas } = setting.desired;
  const annotations = { desiredAnnotation: replicas, maxAnnotation: replicas };
  return replicaSets
    .filter((each) => each.replicas !== replicas)
    .map(({ name }) => ({ type: 'ScaleReplicaSet', name, replicas, ...annotations }));
}

function outcome({ replicaSets, setting }: ReplicaSetWorld): SimulatedOutcome {
  const isComplete = replicaSets.every(({ available }) => available === setting.desired.replicas);
  return isComplete ? { type: 'Completed' } : { type: 'Stalled', reason: 'NeverReady' };
}
