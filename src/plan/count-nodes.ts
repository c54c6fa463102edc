import type { CountNodes } from './workload-sizes.ts';

/** The nodes on which a workload with one pod a node runs. */
export function nodeCounter(assumedNodes: number): CountNodes {
  return () => ({ min: assumedNodes, max: assumedNodes, decidedBy: 'Assumption' });
}
