import { describe, expect, test } from 'vitest';
import { routeRules } from '../../../src/plan/routes/route-kinds.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import { revisionObject } from '../plan-objects.ts';

const ruleOf = (apiVersion: string, kind: string, rest: JsonObject) =>
  routeRules(revisionObject(apiVersion, kind, 'web', rest));
const backendsOf = (...args: Parameters<typeof ruleOf>) => ruleOf(...args).flatMap(({ backends }) => backends);

const web = (weight: number, more = {}) => ({ service: 'web', namespace: 'shop', weight, ...more });

const path = (backend: JsonObject, annotations: JsonObject = {}) => ({
  metadata: { name: 'web', namespace: 'shop', annotations },
  spec: { rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/cart', backend }] } }] },
});

const rules = (...backendRefs: readonly JsonObject[]) => ({ spec: { rules: [{ backendRefs }] } });

const routed = (...route: readonly JsonObject[]) => ({ spec: { hosts: ['shop.example.com'], http: [{ route }] } });

const to = (destination: JsonObject, weight?: number) => ({
  destination,
  ...(weight !== undefined && { weight }),
});

const istio = (rest: JsonObject) => backendsOf('networking.istio.io/v1', 'VirtualService', rest);

describe('an Ingress', () => {
  const backend = { service: { name: 'web', port: { number: 80 } } };

  test('has a rule per host and path, of which its Service gets all requests', () => {
    expect(ruleOf('networking.k8s.io/v1', 'Ingress', path(backend))).toEqual([
      { key: 'shop.example.com/cart', match: 'shop.example.com/cart', backends: [web(100)] },
    ]);
  });

  test('has one for all other requests', () => {
    const [rule] = ruleOf('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: backend } });
    expect(rule).toMatchObject({ match: 'all other requests', backends: [web(100)] });
  });

  test('of an old version names its Services otherwise', () => {
    const old = path({ serviceName: 'web', servicePort: 80 });
    expect(backendsOf('extensions/v1beta1', 'Ingress', old)).toEqual([web(100)]);
  });

  test.each([
    ['a weight', { canary: 'true', 'canary-weight': '10' }, 10, 100],
    ['a weight of another total', { canary: 'true', 'canary-weight': '3', 'canary-weight-total': '10' }, 3, 10],
    ['a weight above the total', { canary: 'true', 'canary-weight': '300' }, 100, 100],
    ['no weight, but a header', { canary: 'true', 'canary-by-header': 'x' }, 0, 100],
    ['no number', { canary: 'true', 'canary-weight': 'ten' }, 0, 100],
  ])('which is a canary with %s takes that share of the requests', (_, annotations, weight, total) => {
    const prefixed = Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]),
    );
    const [rule] = ruleOf('networking.k8s.io/v1', 'Ingress', path(backend, prefixed));
    expect(rule).toMatchObject({ total, fallsBack: true, backends: [web(weight)] });
  });

  test('is no canary unless it says so', () => {
    const [rule] = ruleOf(
      'networking.k8s.io/v1',
      'Ingress',
      path(backend, { 'nginx.ingress.kubernetes.io/canary-weight': '10' }),
    );
    expect(rule).not.toHaveProperty('total');
  });
});

describe.each(['HTTPRoute', 'GRPCRoute'])('a route of the Gateway API, %s', (kind) => {
  test('takes a weight which is left out as 1', () => {
    const found = backendsOf('gateway.networking.k8s.io/v1', kind, rules({ name: 'web' }, { name: 'web', weight: 0 }));
    expect(found).toEqual([web(1), web(0)]);
  });

  test('may name a Service of another namespace, and what is no Service at all', () => {
    const found = backendsOf(
      'gateway.networking.k8s.io/v1beta1',
      kind,
      rules({ name: 'web', namespace: 'other' }, { name: 'bucket', kind: 'Bucket', group: 'storage.example.com' }),
    );
    expect(found).toEqual([web(1, { namespace: 'other' })]);
  });
});

describe('a VirtualService', () => {
  test.each([
    ['web', 'shop'],
    ['web.shop', 'shop'],
    ['web.other.svc', 'other'],
    ['web.other.svc.cluster.local', 'other'],
  ])('writes a Service as %s', (host, namespace) => {
    expect(istio(routed(to({ host })))).toEqual([web(100, { namespace })]);
  });

  test('named its destinations otherwise in its first version', () => {
    expect(istio(routed(to({ name: 'web.shop', subset: 'ga' }, 100)))).toEqual([web(100, { subset: 'ga' })]);
  });

  test('sends to the outside as well, which is no Service', () => {
    expect(istio(routed(to({ host: 'www.example.com' })))).toEqual([]);
  });

  test('gives nothing to a destination among others which has no weight', () => {
    expect(istio(routed(to({ host: 'web' }), to({ host: 'web' }, 100))).map(({ weight }) => weight)).toEqual([0, 100]);
  });
});

test('an object of another kind, or of another group, is no route', () => {
  expect(ruleOf('v1', 'Service', { spec: { rules: [{ backendRefs: [{ name: 'web' }] }] } })).toEqual([]);
  expect(ruleOf('example.com/v1', 'HTTPRoute', { spec: { rules: [{ backendRefs: [{ name: 'web' }] }] } })).toEqual([]);
});
