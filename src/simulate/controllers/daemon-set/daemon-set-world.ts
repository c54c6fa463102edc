import type { HostPort } from '../../../kubernetes/host-ports.ts';
import type { PodProfiles } from '../../pod-profile.ts';
import type { Readiness } from '../../world.ts';
import type { DaemonSetSpec, NodeBudget } from './daemon-set-spec.ts';
import type { DaemonPod, NodeGroup, NodeState } from './node-groups.ts';

/** What stays the same while a change is played. */
interface DaemonSetSetting {
  readonly daemonSet: DaemonSetSpec;
  readonly budget: NodeBudget;
  readonly pods: PodProfiles;
  readonly readiness: Readiness;
  /** By template; a template which is not named has none. */
  readonly hostPorts: ReadonlyMap<string, readonly HostPort[]>;
}

export interface DaemonSetWorld {
  /** Virtual seconds since the change was applied. */
  readonly at: number;
  readonly groups: readonly NodeGroup[];
  /** Serial only: the next pod is on its way to be ready. */
  readonly isTicking: boolean;
  readonly setting: DaemonSetSetting;
}

/** One write on each of `nodes` nodes which are in the state `on`: a new pod of the wanted template, or one pod less. */
export type DaemonSetCommand =
  | { readonly type: 'CreatePods'; readonly on: NodeState; readonly nodes: number }
  | { readonly type: 'DeletePods'; readonly on: NodeState; readonly nodes: number; readonly pod: DaemonPod };

export type DaemonSetEvent = { readonly type: 'TimePasses' } | { readonly type: 'OnePodAvailable' };

/** Of the wanted template; every other pod is an old one. Upstream IsPodUpdated. */
export function isUpdated(world: DaemonSetWorld, pod: { readonly template: string }): boolean {
  return pod.template === world.setting.daemonSet.template;
}

export function isAvailable(pod: DaemonPod): boolean {
  return pod.phase === 'Available';
}

/** Ready, whether long enough or not. */
export function isReady(pod: DaemonPod): boolean {
  return pod.phase === 'Available' || pod.phase === 'Ready';
}

interface PodsByGeneration {
  readonly updated: DaemonPod | undefined;
  readonly old: DaemonPod | undefined;
}

/**
 * The pods of a node by generation. undefined: it has two of one generation, which the upkeep has yet to sort out.
 * Upstream findUpdatedPodsOnNode.
 */
export function podsByGeneration(world: DaemonSetWorld, { pods }: NodeState): PodsByGeneration | undefined {
  let updated: DaemonPod | undefined;
  let old: DaemonPod | undefined;
  for (const pod of pods) {
    if (isUpdated(world, pod)) {
      if (updated !== undefined) return undefined;
      updated = pod;
    } else {
      if (old !== undefined) return undefined;
      old = pod;
    }
  }
  return { updated, old };
}
