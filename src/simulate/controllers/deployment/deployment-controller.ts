import { applyReplicaSetCommand } from '../../apply.ts';
import type { Controller, Reaction } from '../../simulate.ts';
import { stepPods } from '../../step.ts';
import { cleanUpHistory } from './clean-up-history.ts';
import {
  type DeploymentCommand,
  type DeploymentEvent,
  type DeploymentWorld,
  isScalingEvent,
} from './deployment-world.ts';
import { exceedProgressDeadline, lookAtDeadline, trackProgress } from './progress.ts';
import { recreate } from './recreate.ts';
import { rollingUpdate } from './rolling-update.ts';
import { scalePath } from './scale-path.ts';

/** The Deployment controller of Kubernetes 1.28 to 1.36. Upstream syncDeployment. */
export const deploymentController: Controller<DeploymentWorld, DeploymentCommand, DeploymentEvent> = {
  sync: syncDeployment,
  apply: applyCommand,
  step: stepWorld,
};

function syncDeployment(world: DeploymentWorld): readonly DeploymentCommand[] {
  const { paused, strategy } = world.setting.deployment;
  if (paused) return [...scalePath(world), ...cleanUpHistory(world)];
  if (isScalingEvent(world)) return scalePath(world);
  const commands = strategy.type === 'Recreate' ? recreate(world) : rollingUpdate(world);
  return commands.length > 0 ? commands : exceedProgressDeadline(world);
}

function applyCommand(world: DeploymentWorld, command: DeploymentCommand): Reaction<DeploymentWorld, DeploymentEvent> {
  if (command.type === 'ExceedProgressDeadline') {
    return { world: { ...world, progress: { ...world.progress, state: 'DeadlineExceeded' } }, scheduled: [] };
  }
  return trackProgress(world, applyReplicaSetCommand(world, command));
}

function stepWorld(
  world: DeploymentWorld,
  at: number,
  event: DeploymentEvent,
): Reaction<DeploymentWorld, DeploymentEvent> {
  if (event.type === 'LookAtDeadline') return lookAtDeadline(world, at);
  return trackProgress(world, stepPods(world, at, event));
}
