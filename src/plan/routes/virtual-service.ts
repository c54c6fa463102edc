import { countAt, fieldAt, listAt, stringAt } from '../../kubernetes/field-access.ts';
import type { JsonObject, JsonValue } from '../../schema/json.ts';
import type { Backend, RouteKind, RouteRule } from './route-kind.ts';
import { serviceOfHost } from './service-host.ts';

const sections = ['http', 'tls', 'tcp'] as const;

/** A VirtualService of Istio: destinations with weights; the only one of a rule gets all of its requests. */
export const virtualService: RouteKind = {
  kinds: ['networking.istio.io/VirtualService'],
  rulesOf: (value, { namespace }) =>
    sections.flatMap((section) =>
      listAt(value, 'spec', section).map((rule): RouteRule => {
        const match = listAt(rule, 'match');
        const routes = listAt(rule, 'route');
        return {
          key: JSON.stringify([section, fieldAt(rule, 'name') ?? null, match]),
          match: `${hostOf(value)}${uriOf(match[0])}`,
          backends: routes.flatMap((each) => backendOf(each, namespace, routes.length === 1 ? 100 : 0)),
        };
      }),
    ),
};

function hostOf(value: JsonObject): string {
  return stringAt(listAt(value, 'spec', 'hosts')[0]) ?? '*';
}

function uriOf(match: JsonValue | undefined): string {
  return stringAt(match, 'uri', 'prefix') ?? stringAt(match, 'uri', 'exact') ?? stringAt(match, 'uri', 'regex') ?? '/';
}

function backendOf(route: JsonValue | undefined, namespace: string | undefined, otherwise: number): readonly Backend[] {
  const target = serviceOfHost(fieldAt(route, 'destination'), namespace);
  if (!target) return [];
  const subset = stringAt(route, 'destination', 'subset');
  return [{ ...target, ...(subset !== undefined && { subset }), weight: countAt(route, 'weight') ?? otherwise }];
}
