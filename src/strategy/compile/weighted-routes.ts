import { fieldAt, listAt, stringAt, stringMapAt } from '../../kubernetes/field-access.ts';
import { gatewayBackend } from '../../kubernetes/gateway-backend.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { canaryName } from './canary-copy.ts';
import { copyAs, kindOf, withField } from './object-parts.ts';

/** What splits the traffic between two Services, and how it is told to. */
export interface WeightedRouting {
  /** The kinds of route which can split: `HTTPRoute`. */
  readonly kinds: readonly string[];
  /** Whether a route leads to the Service, and to no other in the same rule. */
  readonly leadsTo: (route: JsonObject, service: string) => boolean;
  /** The object that carries the weight, with so many percent for the canary's Service; undefined: none is needed any more. */
  readonly weighted: (route: JsonObject, service: string, weight: number) => JsonObject;
  /** The weighted object is one beside the route, made and deleted with the canary. */
  readonly isBeside: boolean;
}

/** Weights of the backendRefs of HTTPRoutes and GRPCRoutes (Gateway API), whose rules name backends alike. */
export const gatewayApi: WeightedRouting = {
  kinds: ['HTTPRoute', 'GRPCRoute'],
  isBeside: false,
  leadsTo: (route, service) => {
    const own = listAt(route, 'spec', 'rules').filter((rule) =>
      listAt(rule, 'backendRefs').some((backend) => isBackend(backend, route, service)),
    );
    return own.length > 0 && own.every((rule) => listAt(rule, 'backendRefs').length === 1);
  },
  weighted: (route, service, weight) =>
    withField(
      route,
      ['spec', 'rules'],
      listAt(route, 'spec', 'rules').map((rule) => weightedRule(rule, route, service, weight)),
    ),
};

/** A Service of that name in another namespace, or an import of another cluster, is another one. */
function isBackend(backend: JsonValue, route: JsonObject, service: string): boolean {
  const namespace = stringAt(route, 'metadata', 'namespace');
  const meant = gatewayBackend(backend, namespace);
  return meant?.service === service && meant.namespace === namespace;
}

function weightedRule(rule: JsonValue, route: JsonObject, service: string, weight: number): JsonValue {
  const [backend] = listAt(rule, 'backendRefs');
  if (!isJsonObject(rule) || !isJsonObject(backend) || !isBackend(backend, route, service)) return rule;
  return {
    ...rule,
    backendRefs: [
      { ...backend, weight: 100 - weight },
      { ...backend, name: `${service}-canary`, weight },
    ],
  };
}

const canaryAnnotation = 'nginx.ingress.kubernetes.io/canary';
const weightAnnotation = 'nginx.ingress.kubernetes.io/canary-weight';

/** A canary Ingress beside the Ingress, with annotations of ingress-nginx. */
export const ingressNginx: WeightedRouting = {
  kinds: ['Ingress'],
  isBeside: true,
  leadsTo: (route, service) =>
    stringMapAt(route, 'metadata', 'annotations')[canaryAnnotation] !== 'true' &&
    listAt(route, 'spec', 'rules').some((rule) => pathsTo(rule, service).length > 0),
  weighted: (route, service, weight) => {
    const { metadata, ...rest } = copyAs(route, canaryName(route));
    const className = fieldAt(route, 'spec', 'ingressClassName');
    const annotations = { [canaryAnnotation]: 'true', [weightAnnotation]: `${weight}` };
    return {
      ...rest,
      metadata: {
        ...(isJsonObject(metadata) ? metadata : {}),
        annotations: { ...classAnnotation(route), ...annotations },
      },
      spec: { ...(className !== undefined && { ingressClassName: className }), rules: canaryRules(route, service) },
    };
  },
};

/** How an Ingress without ingressClassName says whom it is for. */
function classAnnotation(route: JsonObject): JsonObject {
  const key = 'kubernetes.io/ingress.class';
  const value = stringMapAt(route, 'metadata', 'annotations')[key];
  return value === undefined ? {} : { [key]: value };
}

function pathsTo(rule: JsonValue, service: string): readonly JsonValue[] {
  return listAt(rule, 'http', 'paths').filter((path) => stringAt(path, 'backend', 'service', 'name') === service);
}

function canaryRules(route: JsonObject, service: string): readonly JsonValue[] {
  return listAt(route, 'spec', 'rules').flatMap((rule) => {
    const paths = pathsTo(rule, service);
    if (!isJsonObject(rule) || paths.length === 0) return [];
    const canary = paths.map((path) =>
      isJsonObject(path) ? withField(path, ['backend', 'service', 'name'], `${service}-canary`) : path,
    );
    return [{ ...rule, http: { paths: canary } }];
  });
}

/** The percent which a route gives to each Service; nothing where it does not split. */
export function routeWeights(route: JsonObject): readonly { readonly service: string; readonly percent: number }[] {
  if (gatewayApi.kinds.includes(kindOf(route))) return backendWeights(route);
  const weight = Number(stringMapAt(route, 'metadata', 'annotations')[weightAnnotation]);
  const [canary] = listAt(route, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
  const service = stringAt(canary, 'backend', 'service', 'name');
  return Number.isFinite(weight) && service !== undefined
    ? [
        { service: service.replace(/-canary$/, ''), percent: 100 - weight },
        { service, percent: weight },
      ]
    : [];
}

function backendWeights(route: JsonObject): readonly { readonly service: string; readonly percent: number }[] {
  const split = listAt(route, 'spec', 'rules').find((rule) => listAt(rule, 'backendRefs').length > 1);
  const backends = listAt(split, 'backendRefs').map((backend) => {
    const weight = fieldAt(backend, 'weight') ?? 1;
    return { service: stringAt(backend, 'name') ?? '', weight: typeof weight === 'number' ? weight : 1 };
  });
  const all = backends.reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? [] : backends.map(({ service, weight }) => ({ service, percent: (weight / all) * 100 }));
}
