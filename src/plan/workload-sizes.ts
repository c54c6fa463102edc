import { countAt } from '../kubernetes/field-access.ts';
import type { ReplicaRange } from '../schema/rollout.ts';
import type { LiveWorkload } from '../simulate/workload-controller.ts';
import type { Autoscalers } from './autoscalers.ts';
import { replicaRange } from './replica-range.ts';
import type { WorkloadFacts } from './workload-facts.ts';
import type { WorkloadPlayer } from './workload-player.ts';

/** How many pods a workload has before the change and wants after it, as far as it exists there. */
interface ReplicaRanges {
  readonly replicasBefore: ReplicaRange;
  readonly replicasAfter: ReplicaRange;
}

interface Sides {
  readonly before: WorkloadFacts | undefined;
  readonly after: WorkloadFacts | undefined;
  readonly live: LiveWorkload | undefined;
}

export type WorkloadSizes = (sides: Sides, player: WorkloadPlayer) => ReplicaRanges;

/** Of a workload with one pod a node the number of nodes. */
export type CountNodes = (facts: WorkloadFacts, live: LiveWorkload | undefined) => ReplicaRange;

const nobody: ReplicaRange = { min: 0, max: 0, decidedBy: 'Manifest' };

export function workloadSizes(base: Autoscalers, head: Autoscalers, countNodes: CountNodes): WorkloadSizes {
  return ({ before, after, live }, { sizedBy }) => {
    if (sizedBy === 'Nodes') {
      return {
        replicasBefore: before ? countNodes(before, live) : nobody,
        replicasAfter: after ? countNodes(after, live) : nobody,
      };
    }
    const present = live && countAt(live.object, 'spec', 'replicas');
    const replicasBefore = before ? sizeBefore(before, base, present) : nobody;
    return {
      replicasBefore,
      replicasAfter: after ? sizeAfter(after, head, { before, replicasBefore, present }) : nobody,
    };
  };
}

function sizeBefore(facts: WorkloadFacts, autoscalers: Autoscalers, present: number | undefined): ReplicaRange {
  const range = replicaRange(facts.object, autoscalers, facts.writtenReplicas);
  if (present === undefined) return range;
  return range.decidedBy === 'Autoscaler'
    ? { ...range, current: present }
    : { min: present, max: present, decidedBy: 'Cluster' };
}

interface Former {
  readonly before: WorkloadFacts | undefined;
  readonly replicasBefore: ReplicaRange;
  readonly present: number | undefined;
}

function sizeAfter(facts: WorkloadFacts, autoscalers: Autoscalers, former: Former): ReplicaRange {
  const range = replicaRange(facts.object, autoscalers, facts.writtenReplicas);
  if (range.decidedBy === 'Autoscaler') return withCurrent(range, former.present);
  const isLeftAlone = range.decidedBy === 'Default' && former.before && former.before.writtenReplicas === undefined;
  if (!isLeftAlone || former.replicasBefore.decidedBy === 'Default') return range;
  // Where nobody writes the number, an apply leaves it.
  const replicas = former.replicasBefore.current ?? former.replicasBefore.min;
  return { min: replicas, max: replicas, decidedBy: 'Cluster' };
}

/** An autoscaler keeps the present number within its range; 0 switches it off. */
function withCurrent(range: ReplicaRange, present: number | undefined): ReplicaRange {
  if (present === undefined) return range;
  const current = present === 0 ? 0 : Math.min(Math.max(present, range.min), range.max);
  return { ...range, current };
}
