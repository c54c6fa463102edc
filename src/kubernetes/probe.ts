import { isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

/** When a probe is run and how many results count, with the defaults of the API. */
export interface Probe {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
}

/** A probe of a container; undefined if it has none. A stated 0 is the default too, but for the initial delay. */
export function readProbe(
  container: JsonObject,
  field: 'startupProbe' | 'readinessProbe' | 'livenessProbe',
): Probe | undefined {
  const probe = container[field];
  if (!isJsonObject(probe)) return undefined;
  return {
    initialDelaySeconds: positive(probe['initialDelaySeconds'], 0),
    periodSeconds: positive(probe['periodSeconds'], 10),
    successThreshold: positive(probe['successThreshold'], 1),
    failureThreshold: positive(probe['failureThreshold'], 3),
  };
}

/**
 * Seconds from the container's start until the kubelet gives up on a container which never answers. Its checks
 * keep time from the pod's creation, so that up to one period passes before the first: delay 5, 3 times 10 is 35.
 */
export function toleratedSeconds({ initialDelaySeconds, failureThreshold, periodSeconds }: Probe): number {
  return initialDelaySeconds + failureThreshold * periodSeconds;
}

/** The first check, counted from the container's start, at or after `seconds`: delay 25, every 5: 27 gives 30. */
export function firstCheckFrom({ initialDelaySeconds, periodSeconds }: Probe, seconds: number): number {
  const late = Math.max(0, seconds - initialDelaySeconds);
  return initialDelaySeconds + Math.ceil(late / periodSeconds) * periodSeconds;
}

function positive(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
