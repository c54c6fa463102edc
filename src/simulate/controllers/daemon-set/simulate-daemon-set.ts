import type { Change } from '../../simulate.ts';
import { type ObservableController, runSimulation, type Simulation } from '../../simulation.ts';
import type { SimulationInput } from '../../workload-controller.ts';
import { daemonSetController } from './daemon-set-controller.ts';
import { daemonSetOutcome } from './daemon-set-outcome.ts';
import type { DaemonSetSpec } from './daemon-set-spec.ts';
import type { DaemonSetCommand, DaemonSetEvent, DaemonSetWorld } from './daemon-set-world.ts';
import { type DaemonSetState, initialWorld, stateOf } from './initial-world.ts';
import { daemonPodCounts, servingNodes, tellNodes } from './tell-nodes.ts';

export type DaemonSetChange = Change<DaemonSetWorld, DaemonSetCommand>;
export type DaemonSetSimulation = Simulation<DaemonSetState>;
export type DaemonSetSimulationInput = SimulationInput<DaemonSetSpec, DaemonSetState> & {
  readonly observe?: (change: DaemonSetChange) => void;
};

/** Plays what the DaemonSet controller does from a state to a wanted DaemonSet. Equal inputs give equal results. */
export function simulateDaemonSet({
  state,
  desired,
  pods,
  readiness,
  ...options
}: DaemonSetSimulationInput): DaemonSetSimulation {
  return runSimulation(observable, initialWorld(state, desired, pods, readiness ?? { type: 'Timed' }), options);
}

const observable: ObservableController<DaemonSetWorld, DaemonSetCommand, DaemonSetEvent, DaemonSetState> = {
  ...daemonSetController,
  counts: daemonPodCounts,
  tell: tellNodes,
  serving: servingNodes,
  outcome: daemonSetOutcome,
  state: stateOf,
};
