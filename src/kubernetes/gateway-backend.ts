import type { JsonValue } from '../schema/json.ts';
import { countAt, stringAt } from './field-access.ts';

/** A Service to which a rule of the Gateway API sends requests. */
export interface GatewayBackend {
  readonly service: string;
  readonly namespace: string | undefined;
  readonly weight: number;
}

/**
 * What an entry of backendRefs means, where the route is in `namespace`; its weight is 1 where none is written. undefined:
 * it is no Service (a bucket, an import of another cluster), so it has no pods here.
 */
export function gatewayBackend(ref: JsonValue | undefined, namespace: string | undefined): GatewayBackend | undefined {
  const service = stringAt(ref, 'name');
  const isService = (stringAt(ref, 'group') ?? '') === '' && (stringAt(ref, 'kind') ?? 'Service') === 'Service';
  if (service === undefined || !isService) return undefined;
  return { service, namespace: stringAt(ref, 'namespace') ?? namespace, weight: countAt(ref, 'weight') ?? 1 };
}
