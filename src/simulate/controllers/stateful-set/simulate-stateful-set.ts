import type { Change } from '../../simulate.ts';
import { type ObservableController, runSimulation, type Simulation } from '../../simulation.ts';
import type { SimulationInput } from '../../workload-controller.ts';
import { statefulSetController } from './stateful-set-controller.ts';
import { statefulSetOutcome } from './stateful-set-outcome.ts';
import type { StatefulSetSpec } from './stateful-set-spec.ts';
import { finalState, initialWorld, type StatefulSetState } from './stateful-set-state.ts';
import type { StatefulSetCommand, StatefulSetEvent, StatefulSetWorld } from './stateful-set-world.ts';
import { podCounts, tellPods } from './tell-pods.ts';

export type StatefulSetChange = Change<StatefulSetWorld, StatefulSetCommand>;
export type StatefulSetSimulation = Simulation<StatefulSetState>;
export type StatefulSetSimulationInput = SimulationInput<StatefulSetSpec, StatefulSetState> & {
  readonly observe?: (change: StatefulSetChange) => void;
};

/** Plays what the StatefulSet controller does from a state to a wanted StatefulSet. Equal inputs give equal results. */
export function simulateStatefulSet({
  state,
  desired,
  pods,
  readiness,
  ...options
}: StatefulSetSimulationInput): StatefulSetSimulation {
  return runSimulation(observable, initialWorld(state, desired, pods, readiness ?? { type: 'Timed' }), options);
}

const observable: ObservableController<StatefulSetWorld, StatefulSetCommand, StatefulSetEvent, StatefulSetState> = {
  ...statefulSetController,
  counts: podCounts,
  tell: tellPods,
  outcome: statefulSetOutcome,
  state: finalState,
};
