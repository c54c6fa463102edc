import { stringAt } from '../../kubernetes/field-access.ts';
import type { JsonValue } from '../../schema/json.ts';

/** A Service by its name and namespace. */
export interface ServiceName {
  readonly service: string;
  readonly namespace: string | undefined;
}

const hostPattern = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?$/;

/**
 * The Service which Istio means by the `host` of a destination or rule (`name` in its first versions): `web`, `web.shop`,
 * `web.shop.svc` or `web.shop.svc.cluster.local`; undefined: something outside of the cluster.
 */
export function serviceOfHost(value: JsonValue | undefined, namespace: string | undefined): ServiceName | undefined {
  const host = stringAt(value, 'host') ?? stringAt(value, 'name');
  const [, service, stated] = hostPattern.exec(host ?? '') ?? [];
  return service === undefined ? undefined : { service, namespace: stated ?? namespace };
}

/** As `ownNameKey` of the Service. */
export function serviceKey({ service, namespace }: ServiceName): string {
  return JSON.stringify([namespace ?? null, 'Service', service]);
}
