import type { ReplicaRange } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';
import { replicaRange } from './replica-range.ts';
import type { WorkloadFacts } from './workload-facts.ts';
import type { WorkloadPlayer } from './workload-player.ts';

/** How many pods workloads have before the change and want after it. */
export interface WorkloadSizes {
  readonly before: (facts: WorkloadFacts, player: WorkloadPlayer) => ReplicaRange;
  readonly after: (facts: WorkloadFacts, player: WorkloadPlayer, before?: WorkloadFacts) => ReplicaRange;
}

/** Of a workload with one pod a node the number of nodes. */
export type CountNodes = (facts: WorkloadFacts) => ReplicaRange;

export function workloadSizes(base: Autoscalers, head: Autoscalers, countNodes: CountNodes): WorkloadSizes {
  const before: WorkloadSizes['before'] = (facts, { sizedBy }) =>
    sizedBy === 'Nodes' ? countNodes(facts) : replicaRange(facts.object, base, facts.writtenReplicas);
  return {
    before,
    after: (facts, player, former) => {
      if (player.sizedBy === 'Nodes') return countNodes(facts);
      const range = replicaRange(facts.object, head, facts.writtenReplicas);
      return former && range.decidedBy === 'Default' ? stays(before(former, player), former, range) : range;
    },
  };
}

/** Where nobody writes the number any more, an apply leaves it: unless base wrote it, then the API server fills in 1. */
function stays(before: ReplicaRange, former: WorkloadFacts, range: ReplicaRange): ReplicaRange {
  if (former.writtenReplicas !== undefined || before.decidedBy === 'Default') return range;
  const replicas = before.current ?? before.min;
  return { min: replicas, max: replicas, decidedBy: 'Cluster' };
}
