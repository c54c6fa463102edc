import type { HostPort } from '../../../kubernetes/host-ports.ts';
import { scaledPods } from '../../../kubernetes/int-or-percent.ts';

export type DaemonSetStrategy =
  | { readonly type: 'OnDelete' }
  | {
      readonly type: 'RollingUpdate';
      /** As written or defaulted: a number of nodes or a percentage of them. At most one of both is not zero. */
      readonly maxSurge: number | string;
      readonly maxUnavailable: number | string;
    };

/** What the DaemonSet wants, after the API defaults. */
export interface DaemonSetSpec {
  /** The nodes which should run the pod. */
  readonly replicas: number;
  /** Any text which is equal for equal pod templates only. */
  readonly template: string;
  readonly strategy: DaemonSetStrategy;
  readonly minReadySeconds: number;
  /** Since Kubernetes 1.31 a node whose old pod is not available uses up maxUnavailable; before, it did not. */
  readonly areBrokenOldPodsCounted: boolean;
  /** Of the template. */
  readonly hostPorts: readonly HostPort[];
}

/** The strategy in nodes. */
export interface NodeBudget {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * maxSurge and maxUnavailable in nodes, both rounded up; 0 and 0 for OnDelete. Both zero become unavailable 1. Values
 * which the API server refuses count as 0. Upstream SurgeCount, UnavailableCount, updatedDesiredNodeCounts.
 * Example: 1 % of 10 nodes is 1, 25 % is 3.
 */
export function nodeBudget({ replicas, strategy }: Pick<DaemonSetSpec, 'replicas' | 'strategy'>): NodeBudget {
  if (strategy.type === 'OnDelete') return { surge: 0, unavailable: 0 };
  const surge = nodesOf(strategy.maxSurge, replicas);
  const unavailable = nodesOf(strategy.maxUnavailable, replicas);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

function nodesOf(value: number | string, nodes: number): number {
  const resolved = scaledPods(value, nodes, 'up');
  return resolved.type === 'Invalid' ? 0 : Math.max(0, resolved.pods);
}
