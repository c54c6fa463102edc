import type { RolloutStrategy } from '../schema/rollout.ts';
import { deploymentFenceposts } from '../simulate/controllers/deployment/deployment-spec.ts';
import type { DeploymentFacts } from './deployment-facts.ts';

/** How a Deployment of so many replicas rolls, and who decided it. */
export function deploymentStrategy({ strategy, writesStrategy }: DeploymentFacts, replicas: number): RolloutStrategy {
  const decidedBy = writesStrategy ? 'Manifest' : 'Default';
  if (strategy.type === 'Recreate') return { type: 'Recreate', name: 'recreate', decidedBy };
  const { surge, unavailable } = deploymentFenceposts({ replicas, strategy });
  return {
    type: 'RollingUpdate',
    name: 'rolling-update',
    decidedBy,
    maxSurge: strategy.maxSurge,
    maxUnavailable: strategy.maxUnavailable,
    surgePods: surge,
    unavailablePods: unavailable,
  };
}
