import type { StallReason } from '../../../schema/rollout.ts';
import type { SimulatedOutcome } from '../../simulation.ts';
import { isActive } from '../../world.ts';
import { type DeploymentWorld, isDeploymentComplete, isScalingEvent } from './deployment-world.ts';

/** What it means that this Deployment is quiet. */
export function deploymentOutcome(quiet: DeploymentWorld): SimulatedOutcome {
  if (quiet.setting.deployment.paused) return { type: 'Paused' };
  if (isDeploymentComplete(quiet)) return { type: 'Completed' };
  return { type: 'Stalled', reason: stallReason(quiet) };
}

/**
 * Why nothing moves. A pending scaling event which writes nothing ends every sync before the rollout and before
 * the deadline: with one active ReplicaSet because it has the wanted size already, with several because Recreate
 * has no way to scale them.
 */
function stallReason(quiet: DeploymentWorld): StallReason {
  const active = quiet.replicaSets.filter(isActive);
  if (isScalingEvent(quiet)) return active.length === 1 ? 'ScalingDeadlockEqualSize' : 'ScalingDeadlockRecreate';
  return active.some((each) => each.available < each.replicas) ? 'NeverReady' : 'NoProgress';
}
