import { addRequests, multiplyRequests, type Requests } from '../kubernetes/pod-requests.ts';
import { milliValue, type Quantity } from '../kubernetes/quantity.ts';
import type { PodCounts } from '../schema/timeline.ts';

/**
 * The most that the pods request at one moment, CPU and memory each at its own: 6 old pods of 500m beside 4 new ones
 * of 1 are 7 CPU. Terminating pods are not counted.
 */
export function peakRequests(series: readonly PodCounts[], old: Requests, fresh: Requests): Requests {
  return {
    cpu: peak(series, old, fresh, 'cpu').cpu,
    memory: peak(series, old, fresh, 'memory').memory,
  };
}

/** Looks for the moment with plain numbers, which are near enough to compare, and computes it exactly. */
function peak(series: readonly PodCounts[], old: Requests, fresh: Requests, resource: keyof Requests): Requests {
  const oldAmount = approximate(old[resource]);
  const freshAmount = approximate(fresh[resource]);
  const amount = (counts: PodCounts) => counts.old * oldAmount + counts.new * freshAmount;
  const [first, ...rest] = series;
  const highest = rest.reduce((best, counts) => (best && amount(counts) > amount(best) ? counts : best), first);
  return addRequests(multiplyRequests(old, highest?.old ?? 0), multiplyRequests(fresh, highest?.new ?? 0));
}

function approximate(quantity: Quantity): number {
  return Number(milliValue(quantity) ?? 0n);
}
