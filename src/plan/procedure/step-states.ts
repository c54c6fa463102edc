import type { JsonObject } from '../../schema/json.ts';
import type { StepState } from '../../schema/procedure.ts';
import type { Generation } from '../../schema/timeline.ts';
import type { CountedPods, StepMoment } from '../../simulate/steps/play-steps.ts';
import type { CompiledStep } from '../../strategy/compile/compiled-step.ts';
import { kindOf, nameOf, objectKey } from '../../strategy/compile/object-parts.ts';
import { routeWeights } from '../../strategy/compile/weighted-routes.ts';
import { serviceSelects } from '../../strategy/compile/workload-in-place.ts';
import type { ReferenceOf } from './step-content.ts';

const versions: readonly Generation[] = ['old', 'new'];

/** The objects which lead to pods, as every step leaves them. */
export function frontsAfter(
  start: readonly JsonObject[],
  steps: readonly CompiledStep[],
): readonly (readonly JsonObject[])[] {
  const present = new Map(start.map((object) => [objectKey(object), object]));
  return steps.map(({ edits }) => {
    for (const { before, after } of edits) {
      if (after && isFront(after)) present.set(objectKey(after), after);
      else if (before && !after) present.delete(objectKey(before));
    }
    return [...present.values()];
  });
}

/** What leads traffic to pods: a Service by its selector, a route by the names of Services. */
function isFront(object: JsonObject): boolean {
  return isService(object) || kindOf(object) === 'HTTPRoute' || kindOf(object) === 'Ingress';
}

function isService(object: JsonObject): boolean {
  return kindOf(object) === 'Service';
}

/** The cluster when a step has ended. */
export function stepState(
  pods: readonly CountedPods[],
  fronts: readonly JsonObject[],
  referenceOf: ReferenceOf,
): StepState {
  const services = fronts.filter(isService);
  return {
    pods: pods.map(({ deployment, version, pods: count, available }) => ({
      object: referenceOf(deployment),
      version,
      pods: count,
      available,
    })),
    endpoints: services.flatMap((service) =>
      versions.map((version) => ({
        service: referenceOf(service),
        version,
        ready: readyBehind(
          service,
          pods.filter((each) => each.version === version),
        ),
      })),
    ),
    weights: fronts.flatMap((route) => {
      const percent = percentByVersion(route, services, pods);
      return percent
        ? versions.map((version) => ({ route: referenceOf(route), version, percent: percent[version] }))
        : [];
    }),
  };
}

/** The ready endpoints of a Service. */
export function readyBehind(service: JsonObject, pods: StepMoment['pods']): number {
  return pods.reduce((sum, { labels, available }) => sum + (serviceSelects(service, labels) ? available : 0), 0);
}

/** Which share of its traffic a route gives to each version; undefined: it splits nothing. */
function percentByVersion(
  route: JsonObject,
  services: readonly JsonObject[],
  pods: readonly CountedPods[],
): Readonly<Record<Generation, number>> | undefined {
  const weights = isService(route) ? [] : routeWeights(route);
  if (weights.length === 0) return undefined;
  const shares = { old: 0, new: 0 };
  for (const { service: name, percent } of weights) {
    const service = services.find((each) => nameOf(each) === name);
    const behind = service ? pods.filter(({ labels }) => serviceSelects(service, labels)) : [];
    const all = behind.reduce((sum, { available }) => sum + available, 0);
    for (const { version, available } of behind) if (all > 0) shares[version] += (percent * available) / all;
  }
  return { old: rounded(shares.old), new: rounded(shares.new) };
}

function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
