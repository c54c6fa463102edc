import type { JsonObject } from '../../schema/json.ts';
import { copyAs, nameOf, withReplicas } from './object-parts.ts';
import { withPodLabel } from './workload-in-place.ts';

export function canaryName(object: JsonObject): string {
  return `${nameOf(object)}-canary`;
}

/** A Deployment of the new version whose pods are told by one label. */
export function canaryCopy(after: JsonObject, label: readonly [key: string, value: string], pods: number): JsonObject {
  return withReplicas(withPodLabel(copyAs(after, canaryName(after)), ...label), pods);
}
