import { countAt, objectAt } from '../kubernetes/field-access.ts';
import { countFittingNodes } from '../kubernetes/node-fit.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { CountNodes } from './workload-sizes.ts';

/**
 * The nodes on which a workload with one pod a node runs: counted where the facts hold the nodes, else as its status
 * says, else assumed.
 */
export function nodeCounter({ nodes }: LiveCluster, assumedNodes: number): CountNodes {
  return ({ object }, live) => {
    const counted = nodes && countFittingNodes(objectAt(object.value, 'spec', 'template', 'spec'), nodes);
    const known = counted ?? countAt(live, 'status', 'desiredNumberScheduled');
    return known === undefined
      ? { min: assumedNodes, max: assumedNodes, decidedBy: 'Assumption' }
      : { min: known, max: known, decidedBy: 'Nodes' };
  };
}
