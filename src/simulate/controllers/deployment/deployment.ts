import type { RolloutStrategy } from '../../../schema/rollout.ts';
import type { PlayedChange, WorkloadController } from '../../workload-controller.ts';
import { type DeploymentSpec, deploymentFenceposts } from './deployment-spec.ts';
import { deploymentSurprises } from './deployment-surprises.ts';
import { absentDeployment, type DeploymentState, rolledOutDeployment } from './initial-world.ts';
import { guessesOfDeployment, observeDeployment } from './observe-deployment.ts';
import { readDeploymentSpec } from './read-deployment-spec.ts';
import { simulateDeployment } from './simulate-deployment.ts';

/** Deployments: rolling update and recreate. */
export const deployment: WorkloadController<DeploymentSpec, DeploymentState> = {
  kinds: ['apps/Deployment', 'extensions/Deployment'],
  sizedBy: 'Replicas',
  readSpec: readDeploymentSpec,
  strategyField: 'strategy',
  strategy: deploymentStrategy,
  absent: absentDeployment,
  rolledOut: rolledOutDeployment,
  observed: observeDeployment,
  guesses: guessesOfDeployment,
  simulate: simulateDeployment,
  surprises: deploymentSurprises,
  wayOut,
};

function deploymentStrategy(spec: DeploymentSpec): Omit<RolloutStrategy, 'decidedBy'> {
  const { strategy } = spec;
  if (strategy.type === 'Recreate') return { type: 'Recreate', name: 'recreate' };
  const { surge, unavailable } = deploymentFenceposts(spec);
  return {
    type: 'RollingUpdate',
    name: 'rolling-update',
    maxSurge: strategy.maxSurge,
    maxUnavailable: strategy.maxUnavailable,
    surgePods: surge,
    unavailablePods: unavailable,
  };
}

function wayOut({ simulation }: PlayedChange<DeploymentSpec, DeploymentState>): string | undefined {
  return simulation.reason?.startsWith('ScalingDeadlock') === true
    ? 'Scale to another number and back first.'
    : undefined;
}
