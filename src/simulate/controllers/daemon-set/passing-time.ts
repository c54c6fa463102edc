import { profileOf } from '../../pod-profile.ts';
import type { Scheduled } from '../../queue.ts';
import type { Reaction } from '../../simulate.ts';
import { type DaemonSetEvent, type DaemonSetWorld, isUpdated } from './daemon-set-world.ts';
import { availablePod, nodeNow, podDueAt } from './node-changes.ts';
import { changeNodes, type DaemonPod, moveNodes, type NodeGroup, type NodeState } from './node-groups.ts';

/** Lets time pass until a moment and does what the kubelets and the scheduler do until then. */
export function passTime(
  world: DaemonSetWorld,
  at: number,
  event: DaemonSetEvent,
): Reaction<DaemonSetWorld, DaemonSetEvent> {
  const now = { ...world, at };
  const groups = changeNodes(now.groups, (group) => nodeNow(now, group));
  const aged = { ...now, groups };
  const next = event.type === 'OnePodAvailable' ? makeOnePodAvailable(aged) : aged;
  return withFuture(
    next,
    next.groups.filter((group) => !world.groups.includes(group)),
  );
}

/** A world with the moments in which something happens by itself on nodes which have just changed. */
export function withFuture(
  world: DaemonSetWorld,
  changed: readonly NodeState[],
): Reaction<DaemonSetWorld, DaemonSetEvent> {
  const scheduled = momentsOf(world, changed);
  const { readiness } = world.setting;
  if (readiness.type !== 'Serial' || world.isTicking || nextPod(world) === undefined) return { world, scheduled };
  const tick = { at: world.at + readiness.everySeconds, event: { type: 'OnePodAvailable' } as const };
  return { world: { ...world, isTicking: true }, scheduled: [...scheduled, tick] };
}

const timePasses: DaemonSetEvent = { type: 'TimePasses' };

function momentsOf(world: DaemonSetWorld, states: readonly NodeState[]): readonly Scheduled<DaemonSetEvent>[] {
  const moments: Scheduled<DaemonSetEvent>[] = [];
  for (const { pods, terminating } of states) {
    for (const { goneAt } of terminating) moments.push({ at: goneAt, event: timePasses });
    for (const pod of pods) {
      const at = podDueAt(world, pod);
      if (at !== undefined) moments.push({ at, event: timePasses });
    }
  }
  return moments;
}

/** Serial: the pod whose turn it is becomes available. */
function makeOnePodAvailable(world: DaemonSetWorld): DaemonSetWorld {
  const next = nextPod(world);
  if (next === undefined) return { ...world, isTicking: false };
  const { group, pod } = next;
  const pods = group.pods.map((each) => (each === pod ? availablePod(pod) : each));
  return { ...world, isTicking: false, groups: moveNodes(world.groups, group, 1, { ...group, pods }) };
}

interface StartingPod {
  readonly group: NodeGroup;
  readonly pod: DaemonPod;
}

/**
 * The pod whose turn it is: of the wanted template if there is one, then the oldest; of those created in the same
 * moment the one on a node without an available pod, since the controller creates those first.
 */
function nextPod(world: DaemonSetWorld): StartingPod | undefined {
  let next: StartingPod | undefined;
  for (const group of world.groups) {
    for (const pod of group.pods) {
      const comes = pod.phase === 'Starting' && !profileOf(world.setting.pods, pod.template).neverReady;
      if (comes && (next === undefined || comesBefore(world, { group, pod }, next))) next = { group, pod };
    }
  }
  return next;
}

function comesBefore(world: DaemonSetWorld, one: StartingPod, other: StartingPod): boolean {
  const oneIsUpdated = isUpdated(world, one.pod);
  if (oneIsUpdated !== isUpdated(world, other.pod)) return oneIsUpdated;
  if (one.pod.since !== other.pod.since) return one.pod.since < other.pod.since;
  return one.group.pods.length < other.group.pods.length;
}
