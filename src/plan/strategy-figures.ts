import { noRequests } from '../kubernetes/pod-requests.ts';
import type { StrategyFigures, WayBack } from '../schema/comparison.ts';
import type { Procedure } from '../schema/procedure.ts';
import { extraUse } from './extra-use.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import type { CompiledProcedure } from './procedure/compile-procedure.ts';

/** Of a rollout by the workload’s own controller: one commit, and nobody is asked. */
export function forecastFigures(forecast: ForecastOf, back: ForecastOf | undefined): StrategyFigures {
  const { rollout, series } = forecast;
  const { capacity, duration } = rollout;
  const { assumptions: _, ...seconds } = duration;
  const backSeconds = back?.rollout.duration.expectedSeconds;
  return {
    floor: capacity.floor,
    peakPods: capacity.peakPods,
    peakRequests: capacity.peakRequests,
    // What does not end by itself is counted as far as it is forecast.
    ...extraUse(series, duration.expectedSeconds ?? series.at(-1)?.at ?? 0, usedBy(forecast)),
    ...seconds,
    steps: 1,
    commits: 1,
    decisions: 0,
    mixesVersions: series.some(({ oldAvailable, newAvailable }) => oldAvailable > 0 && newAvailable > 0),
    wayBack: { type: 'Rollout', ...(backSeconds !== undefined && { seconds: backSeconds }) },
  };
}

/** Of steps which are applied one by one; `forecast` is of the same workload. */
export function procedureFigures({ procedure, series }: CompiledProcedure, forecast: ForecastOf): StrategyFigures {
  const { steps, forecast: whole } = procedure;
  return {
    floor: whole.floor,
    peakPods: whole.peakPods,
    peakRequests: whole.peakRequests,
    ...extraUse(series, whole.expectedSeconds, usedBy(forecast)),
    bestSeconds: whole.bestSeconds,
    expectedSeconds: whole.expectedSeconds,
    worstSeconds: whole.worstSeconds,
    steps: steps.length,
    commits: steps.filter(({ files }) => files.length > 0).length,
    decisions: steps.filter(({ waitsFor }) => waitsFor === 'Person').length,
    mixesVersions: steps.some(mixesVersions),
    wayBack: wayBack(procedure, forecast.rollout.capacity.base),
  };
}

function usedBy({ before, after, rollout }: ForecastOf) {
  const old = before?.requests ?? noRequests;
  return { old, new: after?.requests ?? old, basePods: rollout.capacity.base };
}

type Step = Procedure['steps'][number];

/** A Service has ready endpoints of both versions after the step; without one, pods of both are available. */
function mixesVersions({ after: { endpoints, pods } }: Step): boolean {
  if (endpoints.length === 0) return hasBoth(pods.filter(({ available }) => available > 0));
  const ready = Map.groupBy(
    endpoints.filter((each) => each.ready > 0),
    ({ service }) => JSON.stringify([service.namespace ?? null, service.name]),
  );
  return [...ready.values()].some(hasBoth);
}

function hasBoth(parts: readonly { readonly version: string }[]): boolean {
  return new Set(parts.map(({ version }) => version)).size > 1;
}

function wayBack({ steps }: Procedure, basePods: number): WayBack {
  const firstWithout = steps.findIndex(({ after }) => oldAvailable(after) < basePods);
  const noReturn = steps.find(({ isPointOfNoReturn }) => isPointOfNoReturn);
  return {
    type: 'UndoSteps',
    atOnceThroughStep: firstWithout < 0 ? steps.length : firstWithout,
    ...(noReturn && { pointOfNoReturnStep: noReturn.number }),
  };
}

function oldAvailable({ pods }: Step['after']): number {
  return pods.reduce((sum, { version, available }) => sum + (version === 'old' ? available : 0), 0);
}
