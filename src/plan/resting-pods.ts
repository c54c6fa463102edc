import type { RevisionObject } from '../manifest/revision-object.ts';
import type { ForecastMeans } from './forecast-workloads.ts';
import { presentPods } from './workload-change.ts';

/** How many pods a workload has while nothing happens to it; undefined: nobody can tell. */
export type RestingPods = (workload: RevisionObject) => number | undefined;

/** A number of nodes which is only assumed tells nothing here. */
export function restingPods({ playerOf, sizes, cluster }: Omit<ForecastMeans, 'read'>): RestingPods {
  return (workload) => {
    if (isPod(workload)) return 1;
    const player = playerOf(workload.reference);
    if (!player) return undefined;
    const found = cluster.workload(workload.reference);
    const live = found.type === 'Found' ? found.object : undefined;
    const { replicasAfter } = sizes({ before: workload, after: workload, live }, player);
    return replicasAfter.decidedBy === 'Assumption' ? undefined : presentPods(replicasAfter);
  };
}

function isPod({ reference }: RevisionObject): boolean {
  return reference.kind === 'Pod' && reference.apiVersion === 'v1';
}
