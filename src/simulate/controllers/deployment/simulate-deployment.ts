import { happening } from '../../happening.ts';
import type { Change } from '../../simulate.ts';
import { type ObservableController, runSimulation, type Simulation } from '../../simulation.ts';
import { podCounts, tellChange } from '../../tell-change.ts';
import type { SimulationInput } from '../../workload-controller.ts';
import { deploymentController } from './deployment-controller.ts';
import { deploymentOutcome } from './deployment-outcome.ts';
import type { DeploymentSpec } from './deployment-spec.ts';
import type { DeploymentCommand, DeploymentEvent, DeploymentWorld } from './deployment-world.ts';
import { type DeploymentState, initialWorld } from './initial-world.ts';

export type DeploymentChange = Change<DeploymentWorld, DeploymentCommand>;
export type DeploymentSimulation = Simulation<DeploymentState>;
export type DeploymentSimulationInput = SimulationInput<DeploymentSpec, DeploymentState> & {
  readonly observe?: (change: DeploymentChange) => void;
};

/** Plays what the Deployment controller does from a state to a wanted Deployment. Equal inputs give equal results. */
export function simulateDeployment({
  state,
  desired,
  pods,
  readiness,
  ...options
}: DeploymentSimulationInput): DeploymentSimulation {
  return runSimulation(observable, initialWorld(state, desired, pods, readiness ?? { type: 'Timed' }), options);
}

const observable: ObservableController<DeploymentWorld, DeploymentCommand, DeploymentEvent, DeploymentState> = {
  ...deploymentController,
  counts: podCounts,
  tell: ({ before, after, command }, tell) => {
    tellChange(before, after, tell);
    if (command?.type === 'ExceedProgressDeadline') tell(happening('ProgressDeadlineExceeded', podCounts(after)));
  },
  outcome: deploymentOutcome,
  state: (world) => ({
    replicaSets: world.replicaSets.map(({ starting: _starting, ...replicaSet }) => replicaSet),
    isRollingOut: world.progress.state !== 'Complete',
  }),
};
