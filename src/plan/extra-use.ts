import type { Requests } from '../kubernetes/pod-requests.ts';
import { milliValue, type Quantity } from '../kubernetes/quantity.ts';
import type { PodCounts } from '../schema/timeline.ts';

/** One pod of each version, and how many of the old ones there are in base. */
interface UsedBy {
  readonly old: Requests;
  readonly new: Requests;
  readonly basePods: number;
}

/** What is requested above what base requests, over time. */
interface ExtraUse {
  readonly extraCoreSeconds: number;
  readonly extraGibibyteSeconds: number;
}

const gibibyte = 2 ** 30;

/**
 * The integral of what the pods request above what base does, from the apply to the end; moments with less than base
 * do not make up for it. 10 pods of 500m, for 20 s 13 of them: 3 × 0.5 × 20 = 30 core-seconds. Terminating pods are
 * not counted, as in the peak.
 */
export function extraUse(series: readonly PodCounts[], endSeconds: number, used: UsedBy): ExtraUse {
  return {
    extraCoreSeconds: rounded(integral(series, endSeconds, used, 'cpu')),
    extraGibibyteSeconds: rounded(integral(series, endSeconds, used, 'memory') / gibibyte),
  };
}

function integral(series: readonly PodCounts[], endSeconds: number, used: UsedBy, resource: keyof Requests): number {
  const [old, fresh] = [amount(used.old[resource]), amount(used.new[resource])];
  const base = used.basePods * old;
  return series.reduce((sum, counts, index) => {
    const until = Math.min(series[index + 1]?.at ?? endSeconds, endSeconds);
    const extra = Math.max(0, counts.old * old + counts.new * fresh - base);
    return sum + extra * Math.max(0, until - counts.at);
  }, 0);
}

/** In cores or bytes, as a plain number: near enough for a sum of forecasts. */
function amount(quantity: Quantity): number {
  return Number(milliValue(quantity) ?? 0n) / 1000;
}

/** To thousandths. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
