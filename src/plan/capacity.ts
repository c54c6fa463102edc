import {
  multiplyRequests,
  noRequests,
  type Requests,
  requestsText,
  subtractRequests,
} from '../kubernetes/pod-requests.ts';
import { quantitySign } from '../kubernetes/quantity.ts';
import type { Capacity } from '../schema/rollout.ts';
import type { Simulation } from '../simulate/simulation.ts';
import { peakRequests } from './peak-requests.ts';
import { percentOf } from './percent-of.ts';
import type { WorkloadCase } from './workload-change.ts';

/** How low the available pods go and how high all of them. */
export function capacityOf(change: WorkloadCase, simulation: Simulation<unknown>): Capacity {
  const { before, after, replicasBefore: base, replicasAfter: desired } = change;
  const old = before?.requests ?? noRequests;
  const peak = peakRequests(
    simulation.series,
    change.rolls ? old : ((after ?? before)?.requests ?? old),
    after?.requests ?? old,
  );
  const smaller = Math.min(base, desired);
  const unguarded = floorRemark(change, simulation);
  const { floor, peakPods, peakPodsWithTerminating } = simulation;
  return {
    base,
    desired,
    floor,
    ...(before && smaller > 0 ? { floorPercent: percentOf(floor, smaller) } : {}),
    floorGuaranteed: unguarded === undefined,
    ...(unguarded === undefined ? {} : { floorRemark: unguarded }),
    peakPods,
    ...(peakPodsWithTerminating > peakPods ? { peakPodsWithTerminating } : {}),
    peakRequests: requestsText(peak),
    extraRequests: requestsText(extraOver(multiplyRequests(old, base), peak)),
  };
}

/** Only what new pods are said to be ready for can be a lie, and only where the floor counts on them. */
function floorRemark(
  { after, rolls, before }: WorkloadCase,
  { floor, counts }: Simulation<unknown>,
): string | undefined {
  if (!after || !before || !rolls || floor === 0 || after.readiness.hasReadinessProbe) return undefined;
  if (counts.newAvailable === 0) return undefined;
  return 'the new pods have no readiness probe';
}

function extraOver(base: Requests, peak: Requests): Requests {
  const extra = subtractRequests(peak, base);
  return {
    cpu: quantitySign(extra.cpu) < 0 ? noRequests.cpu : extra.cpu,
    memory: quantitySign(extra.memory) < 0 ? noRequests.memory : extra.memory,
  };
}
