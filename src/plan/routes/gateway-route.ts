import { fieldAt, listAt, stringAt } from '../../kubernetes/field-access.ts';
import { gatewayBackend } from '../../kubernetes/gateway-backend.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { RouteKind, RouteRule } from './route-kind.ts';

/** HTTPRoute and GRPCRoute of the Gateway API: backendRefs with weights, of which one left out is 1. */
export const gatewayRoute: RouteKind = {
  kinds: ['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'],
  rulesOf: (value, { namespace }) =>
    listAt(value, 'spec', 'rules').map((rule): RouteRule => {
      const matches = listAt(rule, 'matches');
      return {
        key: JSON.stringify([fieldAt(rule, 'name') ?? null, matches]),
        match: `${stringAt(listAt(value, 'spec', 'hostnames')[0]) ?? '*'}${pathOf(matches[0])}`,
        backends: listAt(rule, 'backendRefs').flatMap((each) => gatewayBackend(each, namespace) ?? []),
      };
    }),
};

/** `/cart` of an HTTPRoute, `/shop.Cart/Add` of a GRPCRoute. */
function pathOf(match: JsonValue | undefined): string {
  const path = stringAt(match, 'path', 'value');
  if (path !== undefined) return path;
  const service = stringAt(match, 'method', 'service');
  return service === undefined ? '/' : `/${service}/${stringAt(match, 'method', 'method') ?? '*'}`;
}
