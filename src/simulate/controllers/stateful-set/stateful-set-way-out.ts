import type { PlayedChange } from '../../workload-controller.ts';
import { deleteCommand, namePods } from './pod-names.ts';
import { type AlikePods, countPods, podsWithin } from './pod-ranges.ts';
import type { StatefulSetSpec } from './stateful-set-spec.ts';
import type { StatefulSetState } from './stateful-set-state.ts';
import { condemnedOf, currentRevisionLimit, replicasOf } from './stateful-set-world.ts';

/**
 * Which pods somebody has to delete where the way back stalls: documented as forced rollback. undefined if they would
 * come back as they are.
 */
export function statefulSetWayOut(played: PlayedChange<StatefulSetSpec, StatefulSetState>): string | undefined {
  const { name, after, simulation } = played;
  if (simulation.outcome !== 'Stalled') return undefined;
  const stuck = podsToDelete(after, simulation.state);
  if (stuck.length === 0) return undefined;
  const command = deleteCommand(played, stuck);
  const how = command === undefined ? 'by hand' : `by hand (${command})`;
  return `Delete ${namePods(name, stuck)} ${how}: ${reason(after, countPods(stuck))}.`;
}

function reason({ podManagementPolicy }: StatefulSetSpec, pods: number): string {
  const them = pods === 1 ? 'it' : 'them';
  return podManagementPolicy === 'Parallel'
    ? `what is not ready uses up maxUnavailable, so the controller does not replace ${them} (kubernetes issue 137409)`
    : `the controller waits for ${them} to become ready and does not replace ${them}`;
}

/** Wanted pods which would come back with another template; if there are none, those which are too many. */
function podsToDelete(spec: StatefulSetSpec, { pods, currentRevision }: StatefulSetState): readonly AlikePods[] {
  const limit = currentRevisionLimit(spec, pods, currentRevision);
  const starting = pods.filter(({ status }) => status === 'Starting');
  const replicas = replicasOf(starting, spec);
  const replaced = [
    ...podsWithin(replicas, Number.NEGATIVE_INFINITY, limit - 1).filter((each) => each.revision !== currentRevision),
    ...podsWithin(replicas, limit, Number.POSITIVE_INFINITY).filter((each) => each.revision !== spec.template),
  ];
  return replaced.length > 0 || replicas.length > 0 ? replaced : condemnedOf(starting, spec);
}
