import type { JsonObject } from '../../schema/json.ts';
import { listAt, stringAt } from '../field-access.ts';

/** What the fields of a Service say about it; each mirrors a helper of pkg/api/service and the Service registry. */

export function serviceType(service: JsonObject): string {
  return stringAt(service, 'spec', 'type') ?? 'ClusterIP';
}

export function needsClusterIP(service: JsonObject): boolean {
  return serviceType(service) !== 'ExternalName';
}

export function isHeadless(service: JsonObject): boolean {
  const addresses = listAt(service, 'spec', 'clusterIPs');
  return addresses.length === 0
    ? stringAt(service, 'spec', 'clusterIP') === 'None'
    : addresses.length === 1 && addresses[0] === 'None';
}

/** Reachable from outside of the cluster. Mirrors ExternallyAccessible. */
export function isExternallyAccessible(service: JsonObject): boolean {
  const type = serviceType(service);
  if (type === 'LoadBalancer' || type === 'NodePort') return true;
  return type === 'ClusterIP' && listAt(service, 'spec', 'externalIPs').length > 0;
}

/** The load balancer asks each node for its health. Mirrors NeedsHealthCheck. */
export function needsHealthCheckPort(service: JsonObject): boolean {
  return serviceType(service) === 'LoadBalancer' && stringAt(service, 'spec', 'externalTrafficPolicy') === 'Local';
}
