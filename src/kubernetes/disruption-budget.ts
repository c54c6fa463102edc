import type { JsonObject } from '../schema/json.ts';
import { fieldAt } from './field-access.ts';
import { scaledPods } from './int-or-percent.ts';

/** The one field with which a PodDisruptionBudget limits evictions. */
export interface EvictionLimit {
  readonly field: 'maxUnavailable' | 'minAvailable';
  /** As written: a number of pods or a percentage of those expected. */
  readonly value: number | string;
}

export interface BudgetedPods {
  /** What the workloads want: their spec.replicas. */
  readonly expected: number;
  /** Those which are ready. */
  readonly healthy: number;
}

/** undefined: neither field is written, or its value is none. Upstream asks for maxUnavailable first. */
export function evictionLimit(budget: JsonObject): EvictionLimit | undefined {
  for (const field of ['maxUnavailable', 'minAvailable'] as const) {
    const value = fieldAt(budget, 'spec', field);
    if (typeof value === 'number' || typeof value === 'string') return { field, value };
  }
  return undefined;
}

/**
 * How many pods may be evicted at this moment. A percentage is of the expected pods and rounded up in both fields: of 7
 * pods 50 % are 4, so minAvailable lets 3 go and maxUnavailable 4. A budget which says nothing, or which expects no
 * pods, lets none go. Mirrors getExpectedPodCount and updatePdbStatus of the disruption controller.
 */
export function evictionsAllowed(limit: EvictionLimit | undefined, { expected, healthy }: BudgetedPods): number {
  if (!limit || expected <= 0) return 0;
  const scaled = scaledPods(limit.value, expected, 'up');
  if (scaled.type === 'Invalid') return 0;
  const desiredHealthy = limit.field === 'minAvailable' ? scaled.pods : Math.max(0, expected - scaled.pods);
  return Math.max(0, healthy - desiredHealthy);
}

/** “minAvailable 80 %”. */
export function limitText(limit: EvictionLimit | undefined): string {
  if (!limit) return 'neither minAvailable nor maxUnavailable';
  return `${limit.field} ${String(limit.value).replace(/^(\d+)%$/, '$1 %')}`;
}
