import { missingWithin, type OrdinalRange } from './pod-ranges.ts';
import { endOrdinal } from './stateful-set-spec.ts';
import {
  type CreatePods,
  condemnedOf,
  currentRevisionLimit,
  type DeletePods,
  isHealthy,
  type StatefulSetWorld,
} from './stateful-set-world.ts';

/** What a sync does for the number of pods, and whether it goes on to update them. */
export interface Scaling {
  readonly commands: readonly (CreatePods | DeletePods)[];
  readonly isSettled: boolean;
}

/** OrderedReady: one pod after the other, and only if all before it are available. Parallel: everything at once. */
export function scalePods(world: StatefulSetWorld): Scaling {
  return world.setting.spec.podManagementPolicy === 'Parallel' ? scaleAtOnce(world) : scaleInOrder(world);
}

function scaleAtOnce(world: StatefulSetWorld): Scaling {
  const { pods, setting } = world;
  const { spec } = setting;
  const created = missingWithin(pods, spec.startOrdinal, endOrdinal(spec)).flatMap((each) => createPods(world, each));
  const deleted = condemnedOf(pods, spec)
    .filter(({ status }) => status !== 'Terminating')
    .map(deletePods)
    .toReversed();
  return { commands: [...created, ...deleted], isSettled: true };
}

const waiting: Scaling = { commands: [], isSettled: false };

/**
 * Walks the wanted ordinals upwards: a missing pod is created, one which is not available is waited for. Then takes the
 * highest pod which is too many. Upstream processReplica, processCondemned.
 */
function scaleInOrder(world: StatefulSetWorld): Scaling {
  const { pods, setting } = world;
  const end = endOrdinal(setting.spec);
  let next = setting.spec.startOrdinal;
  for (const { from, to, status } of pods) {
    if (to < next) continue;
    if (from > next || next > end) break;
    if (status !== 'Available') return waiting;
    next = to + 1;
  }
  return next > end
    ? deleteHighest(world)
    : { commands: createPods(world, { from: next, to: next }), isSettled: false };
}

/** A pod which is too many and not available keeps all below it alive, unless it is the lowest which is not healthy. */
function deleteHighest({ pods, setting: { spec } }: StatefulSetWorld): Scaling {
  const condemned = condemnedOf(pods, spec);
  const highest = condemned.at(-1);
  if (highest === undefined) return { commands: [], isSettled: true };
  const firstUnhealthy = condemned.find(({ status }) => !isHealthy(spec, status));
  const isFirstUnhealthy = firstUnhealthy?.from === highest.to;
  const mayGo = highest.status === 'Available' || (highest.status !== 'Terminating' && isFirstUnhealthy);
  return mayGo ? { commands: [deletePods({ ...highest, from: highest.to })], isSettled: false } : waiting;
}

function createPods(world: StatefulSetWorld, { from, to }: OrdinalRange): readonly CreatePods[] {
  const { currentRevision, pods, setting } = world;
  const { spec } = setting;
  const limit = currentRevisionLimit(spec, pods, currentRevision);
  const parts = [
    { from, to: Math.min(to, limit - 1), revision: currentRevision },
    { from: Math.max(from, limit), to, revision: spec.template },
  ];
  return parts.filter((each) => each.from <= each.to).map((each) => ({ type: 'CreatePods', ...each }));
}

export function deletePods({ from, to, revision }: OrdinalRange & { readonly revision: string }): DeletePods {
  return { type: 'DeletePods', from, to, revision };
}
