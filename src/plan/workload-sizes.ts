import { countAt, integerAt } from '../kubernetes/field-access.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { LiveHorizontalPodAutoscaler } from '../schema/facts.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ReplicaRange } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';
import type { LiveCluster } from './live-cluster.ts';
import { replicaRange } from './replica-range.ts';
import { presentPods } from './workload-change.ts';
import type { WorkloadPlayer } from './workload-player.ts';

/** How many pods a workload has before the change and wants after it, as far as it exists there. */
interface ReplicaRanges {
  readonly replicasBefore: ReplicaRange;
  readonly replicasAfter: ReplicaRange;
}

interface Sides {
  readonly before: RevisionObject | undefined;
  readonly after: RevisionObject | undefined;
  /** What the cluster shows of it. */
  readonly live: JsonObject | undefined;
}

export type WorkloadSizes = (sides: Sides, player: WorkloadPlayer) => ReplicaRanges;

/** Of a workload with one pod a node the number of nodes. */
export type CountNodes = (workload: RevisionObject, live: JsonObject | undefined) => ReplicaRange;

const nobody: ReplicaRange = { min: 0, max: 0, decidedBy: 'Manifest' };

interface SizeFacts {
  /** Those of each revision. */
  readonly base: Autoscalers;
  readonly head: Autoscalers;
  readonly cluster: Pick<LiveCluster, 'autoscalerOf'>;
  readonly countNodes: CountNodes;
}

export function workloadSizes({ base, head, cluster, countNodes }: SizeFacts): WorkloadSizes {
  return ({ before, after, live }, { sizedBy }) => {
    if (sizedBy === 'Nodes') {
      return {
        replicasBefore: before ? countNodes(before, live) : nobody,
        replicasAfter: after ? countNodes(after, live) : nobody,
      };
    }
    const present = countAt(live, 'spec', 'replicas');
    const isInGit = (before && base.of(before)) ?? (after && head.of(after));
    const autoscaler = live && !isInGit ? cluster.autoscalerOf(live) : undefined;
    if (before && after && autoscaler) {
      const range = withCurrent(liveRange(autoscaler, after), present);
      return { replicasBefore: { ...range, current: present ?? range.min }, replicasAfter: range };
    }
    const replicasBefore = before ? sizeBefore(before, base, present) : nobody;
    return {
      replicasBefore,
      replicasAfter: after ? sizeAfter(after, head, { before, replicasBefore, present }) : nobody,
    };
  };
}

/** An autoscaler of which only the cluster knows keeps the number all the same. */
function liveRange(
  { apiVersion, kind, metadata, spec }: LiveHorizontalPodAutoscaler,
  workload: RevisionObject,
): ReplicaRange {
  const { namespace, name } = metadata;
  const min = spec.minReplicas ?? 1;
  const autoscaler = { apiVersion, kind, namespace, name, root: workload.reference.root };
  return { min, max: Math.max(min, spec.maxReplicas), decidedBy: 'Autoscaler', autoscaler };
}

function sizeBefore(workload: RevisionObject, autoscalers: Autoscalers, present: number | undefined): ReplicaRange {
  const range = replicaRange(workload, autoscalers, writtenReplicas(workload));
  if (present === undefined) return range;
  return range.decidedBy === 'Autoscaler'
    ? { ...range, current: present }
    : { min: present, max: present, decidedBy: 'Cluster' };
}

interface Former {
  readonly before: RevisionObject | undefined;
  readonly replicasBefore: ReplicaRange;
  readonly present: number | undefined;
}

function sizeAfter(workload: RevisionObject, autoscalers: Autoscalers, former: Former): ReplicaRange {
  const range = replicaRange(workload, autoscalers, writtenReplicas(workload));
  if (range.decidedBy === 'Autoscaler') return withCurrent(range, former.present);
  const isLeftAlone = range.decidedBy === 'Default' && former.before && writtenReplicas(former.before) === undefined;
  if (!isLeftAlone || former.replicasBefore.decidedBy === 'Default') return range;
  // Where nobody writes the number, an apply leaves it.
  const replicas = presentPods(former.replicasBefore);
  return { min: replicas, max: replicas, decidedBy: 'Cluster' };
}

/** An autoscaler keeps the present number within its range; 0 switches it off. */
export function withCurrent(range: ReplicaRange, present: number | undefined): ReplicaRange {
  if (present === undefined) return range;
  const current = present === 0 ? 0 : Math.min(Math.max(present, range.min), range.max);
  return { ...range, current };
}

function writtenReplicas({ object }: RevisionObject): number | undefined {
  return integerAt(object.value, 'spec', 'replicas');
}
