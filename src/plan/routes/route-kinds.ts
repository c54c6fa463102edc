import type { RevisionObject } from '../../manifest/revision-object.ts';
import { apiGroup } from '../../schema/object-identity.ts';
import { gatewayRoute } from './gateway-route.ts';
import { ingress } from './ingress.ts';
import type { RouteKind, RouteRule } from './route-kind.ts';
import type { ServiceName } from './service-host.ts';
import { virtualService } from './virtual-service.ts';

const byKind: ReadonlyMap<string, RouteKind> = new Map(
  [ingress, gatewayRoute, virtualService].flatMap((kind) => kind.kinds.map((name) => [name, kind] as const)),
);

/** The kinds of routes, without their groups. */
export const routeKindNames: readonly string[] = [
  ...new Set([...byKind.keys()].map((name) => name.replace(/^.*\//, ''))),
];

export function isRoute({ reference }: RevisionObject): boolean {
  return byKind.has(`${apiGroup(reference.apiVersion)}/${reference.kind}`);
}

/** The rules of a route, in its order; none: it is something else. */
export function routeRules({ reference, object }: RevisionObject): readonly RouteRule[] {
  const kind = byKind.get(`${apiGroup(reference.apiVersion)}/${reference.kind}`);
  return kind?.rulesOf(object.value, reference) ?? [];
}

/** The Services which a route names. */
export function routedServices(object: RevisionObject): readonly ServiceName[] {
  return routeRules(object).flatMap(({ backends }) => backends);
}
