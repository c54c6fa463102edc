import type { Requests } from '../../kubernetes/pod-requests.ts';
import { requestsText } from '../../kubernetes/pod-requests.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { ProcedureForecast } from '../../schema/procedure.ts';
import type { PodCounts } from '../../schema/timeline.ts';
import type { PlayedSteps, StepMoment } from '../../simulate/steps/play-steps.ts';
import { kindOf, objectKey } from '../../strategy/compile/object-parts.ts';
import { peakRequests } from '../peak-requests.ts';
import type { ReferenceOf } from './step-content.ts';
import { readyBehind } from './step-states.ts';

/** Requests of one pod of each version. */
export interface VersionRequests {
  readonly old: Requests;
  readonly new: Requests;
}

export function stepsSeries(moments: readonly StepMoment[]): readonly PodCounts[] {
  return moments.map(({ at, pods, terminating }) => {
    const total = { old: 0, new: 0, oldAvailable: 0, newAvailable: 0 };
    for (const { version, pods: count, available } of pods) {
      total[version] += count;
      total[version === 'old' ? 'oldAvailable' : 'newAvailable'] += available;
    }
    return { at, ...total, terminating };
  });
}

export function capacityOfSteps(series: readonly PodCounts[], requests: VersionRequests) {
  return {
    floor: Math.min(...series.map(({ oldAvailable, newAvailable }) => oldAvailable + newAvailable)),
    peakPods: Math.max(...series.map((counts) => counts.old + counts.new)),
    peakPodsWithTerminating: Math.max(...series.map((counts) => counts.old + counts.new + counts.terminating)),
    peakRequests: requestsText(peakRequests(series, requests.old, requests.new)),
  };
}

/** The ready endpoints of the Services that are there from the first step to the last, through their selectors of the moment. */
export function endpointsOfSteps(
  start: readonly JsonObject[],
  fronts: readonly (readonly JsonObject[])[],
  { moments, steps }: PlayedSteps,
  referenceOf: ReferenceOf,
): ProcedureForecast['endpoints'] {
  return start
    .filter((object) => kindOf(object) === 'Service')
    .map((service) => {
      const key = objectKey(service);
      const present = fronts.map((each) => each.find((object) => objectKey(object) === key) ?? service);
      const ready = moments.map(({ step, pods }) => readyBehind(present[step] ?? service, pods));
      return {
        service: referenceOf(service),
        before: readyBehind(service, moments[0]?.pods ?? []),
        floor: Math.min(...ready),
        after: readyBehind(present.at(-1) ?? service, steps.at(-1)?.pods ?? []),
      };
    });
}

export function secondsOf({ steps }: PlayedSteps): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}
