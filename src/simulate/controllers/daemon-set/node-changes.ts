import { contestedPort } from '../../../kubernetes/host-ports.ts';
import { profileOf } from '../../pod-profile.ts';
import { wholeMilliseconds } from '../../queue.ts';
import type { DaemonSetCommand, DaemonSetWorld } from './daemon-set-world.ts';
import type { DaemonPod, NodeState } from './node-groups.ts';

/** A node after one write. */
export function nodeAfter(world: DaemonSetWorld, command: DaemonSetCommand): NodeState {
  if (command.type === 'DeletePods') return withoutPod(world, command.on, command.pod);
  const { isWanted, pods, terminating } = command.on;
  const created: DaemonPod = { template: world.setting.daemonSet.template, phase: 'Pending', since: 0 };
  return schedulePods(world, { isWanted, pods: [...pods, created], terminating });
}

function withoutPod(world: DaemonSetWorld, on: NodeState, pod: DaemonPod): NodeState {
  const index = on.pods.indexOf(pod);
  const pods = on.pods.toSpliced(index, 1);
  const { terminationGracePeriodSeconds } = profileOf(world.setting.pods, pod.template);
  // A pod which is not scheduled runs nowhere, so nothing is left to wait for.
  const isGone = terminationGracePeriodSeconds === 0 || pod.phase === 'Pending';
  const goneAt = wholeMilliseconds(world.at + terminationGracePeriodSeconds);
  const terminating = isGone ? on.terminating : [...on.terminating, { template: pod.template, goneAt }];
  return schedulePods(world, { isWanted: on.isWanted, pods, terminating });
}

/** A node at this moment: what was due until now has happened. The same object if nothing was due. */
export function nodeNow(world: DaemonSetWorld, state: NodeState): NodeState {
  const isDue =
    state.terminating.some(({ goneAt }) => goneAt <= world.at) || state.pods.some((pod) => isPodDue(world, pod));
  if (!isDue) return state;
  const pods = state.pods.map((pod) => (isPodDue(world, pod) ? nextPhase(world, pod) : pod));
  const terminating = state.terminating.filter(({ goneAt }) => goneAt > world.at);
  return schedulePods(world, { isWanted: state.isWanted, pods, terminating });
}

function isPodDue(world: DaemonSetWorld, pod: DaemonPod): boolean {
  return (podDueAt(world, pod) ?? Number.POSITIVE_INFINITY) <= world.at;
}

function nextPhase(world: DaemonSetWorld, pod: DaemonPod): DaemonPod {
  const mustWait = pod.phase === 'Starting' && world.setting.daemonSet.minReadySeconds > 0;
  return mustWait ? { ...pod, phase: 'Ready', since: world.at } : availablePod(pod);
}

export function availablePod({ template }: DaemonPod): DaemonPod {
  return { template, phase: 'Available', since: 0 };
}

/** When a pod enters its next phase by itself; undefined: never, or when it is its turn. */
export function podDueAt(world: DaemonSetWorld, { template, phase, since }: DaemonPod): number | undefined {
  const { daemonSet, pods, readiness } = world.setting;
  if (phase === 'Ready') return wholeMilliseconds(since + daemonSet.minReadySeconds);
  if (phase !== 'Starting' || readiness.type === 'Serial') return undefined;
  const { neverReady, startupSeconds } = profileOf(pods, template);
  return neverReady ? undefined : wholeMilliseconds(since + startupSeconds);
}

/** Lets pods start whose host ports are free. Pods within their grace period hold theirs until they are gone. */
export function schedulePods(world: DaemonSetWorld, state: NodeState): NodeState {
  const { isWanted, pods, terminating } = state;
  if (pods.every(isScheduled)) return state;
  const running: Templated[] = [...terminating, ...pods.filter(isScheduled)];
  const scheduled = pods.map((pod): DaemonPod => {
    if (isScheduled(pod) || running.some((other) => holdsPortOf(world, other, pod))) return pod;
    running.push(pod);
    return { template: pod.template, phase: 'Starting', since: world.at };
  });
  return { isWanted, pods: scheduled, terminating };
}

function isScheduled({ phase }: DaemonPod): boolean {
  return phase !== 'Pending';
}

type Templated = Pick<DaemonPod, 'template'>;

function holdsPortOf({ setting }: DaemonSetWorld, holder: Templated, pod: Templated): boolean {
  const wanted = setting.hostPorts.get(pod.template) ?? [];
  return contestedPort(wanted, setting.hostPorts.get(holder.template) ?? []) !== undefined;
}
