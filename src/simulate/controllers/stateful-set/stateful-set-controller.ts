import type { Controller, Reaction } from '../../simulate.ts';
import { enterStatus, makeOnePodReady, passMoment } from './pod-lifecycle.ts';
import { type PodRange, replacePods } from './pod-ranges.ts';
import { type Scaling, scalePods } from './scale-pods.ts';
import {
  isRollingUpdateComplete,
  replicasOf,
  type StatefulSetCommand,
  type StatefulSetEvent,
  type StatefulSetWorld,
} from './stateful-set-world.ts';
import { updatePods } from './update-pods.ts';

/** The StatefulSet controller of Kubernetes 1.28 to 1.36. Upstream UpdateStatefulSet. */
export const statefulSetController: Controller<StatefulSetWorld, StatefulSetCommand, StatefulSetEvent> = {
  sync: syncStatefulSet,
  apply: applyCommand,
  step: stepWorld,
};

/** The status is that of the pods as they were found, and written last. */
function syncStatefulSet(world: StatefulSetWorld): readonly StatefulSetCommand[] {
  const { spec } = world.setting;
  const scaling = scalePods(world);
  const updates = scaling.isSettled ? updatePods(spec, replicasOf(withCreated(world, scaling), spec)) : [];
  const isCompleted = world.currentRevision !== spec.template && isRollingUpdateComplete(world);
  const status: readonly StatefulSetCommand[] = isCompleted ? [{ type: 'CompleteRollingUpdate' }] : [];
  return [...scaling.commands, ...updates, ...status];
}

/** The same sync looks at the pods which it has just created. */
function withCreated({ pods }: StatefulSetWorld, { commands }: Scaling): readonly PodRange[] {
  return commands
    .filter(({ type }) => type === 'CreatePods')
    .reduce(
      (sum, { from, to, revision }) =>
        replacePods(sum, { from, to }, { from, to, revision, status: 'Starting', until: Number.POSITIVE_INFINITY }),
      pods,
    );
}

function applyCommand(
  world: StatefulSetWorld,
  command: StatefulSetCommand,
): Reaction<StatefulSetWorld, StatefulSetEvent> {
  if (command.type === 'CompleteRollingUpdate') {
    return { world: { ...world, currentRevision: world.setting.spec.template }, scheduled: [] };
  }
  return enterStatus(world, command, command.type === 'CreatePods' ? 'Starting' : 'Terminating');
}

function stepWorld(
  world: StatefulSetWorld,
  at: number,
  event: StatefulSetEvent,
): Reaction<StatefulSetWorld, StatefulSetEvent> {
  const now = { ...world, at };
  return event.type === 'OnePodReady' ? makeOnePodReady(now) : { world: passMoment(now), scheduled: [] };
}
