import type { PodProfiles } from '../../pod-profile.ts';
import type { Scheduled } from '../../queue.ts';
import type { Reaction } from '../../simulate.ts';
import type { Readiness } from '../../world.ts';
import { enterStatus } from './pod-lifecycle.ts';
import type { AlikePods } from './pod-ranges.ts';
import { endOrdinal, type StatefulSetSpec } from './stateful-set-spec.ts';
import type { StatefulSetEvent, StatefulSetWorld } from './stateful-set-world.ts';

/** What of a StatefulSet exists when a change is applied. */
export interface StatefulSetState {
  /** By ordinal. */
  readonly pods: readonly AlikePods[];
  /** `status.currentRevision`; undefined: no sync has been, so that it will be that of the wanted template. */
  readonly currentRevision: string | undefined;
}

export const absentStatefulSet: StatefulSetState = { pods: [], currentRevision: undefined };

/** A StatefulSet whose rollout has ended: all its pods are of one template and available. */
export function rolledOutStatefulSet(spec: StatefulSetSpec): StatefulSetState {
  const { replicas, template, startOrdinal } = spec;
  const all: AlikePods = { from: startOrdinal, to: endOrdinal(spec), revision: template, status: 'Available' };
  return { pods: replicas === 0 ? [] : [all], currentRevision: template };
}

/** The world in the moment of the apply, before the first sync. Whatever waits for a time begins to wait now. */
export function initialWorld(
  state: StatefulSetState,
  spec: StatefulSetSpec,
  pods: PodProfiles,
  readiness: Readiness,
): Reaction<StatefulSetWorld, StatefulSetEvent> {
  let world: StatefulSetWorld = {
    at: 0,
    pods: [],
    currentRevision: state.currentRevision ?? spec.template,
    isTicking: false,
    setting: { spec, pods, readiness },
  };
  const scheduled: Scheduled<StatefulSetEvent>[] = [];
  for (const each of state.pods) {
    const next = enterStatus(world, each, each.status);
    world = next.world;
    scheduled.push(...next.scheduled);
  }
  return { world, scheduled };
}

export function finalState({ pods, currentRevision }: StatefulSetWorld): StatefulSetState {
  return { pods: pods.map(({ from, to, revision, status }) => ({ from, to, revision, status })), currentRevision };
}
