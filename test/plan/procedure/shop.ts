import { objectReader } from '../../../src/kubernetes/object-reader.ts';
import { compileProcedure, type ProcedureInput } from '../../../src/plan/procedure/compile-procedure.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { Strategy } from '../../../src/schema/strategy.ts';
import type { WorkloadInPlace } from '../../../src/strategy/compile/workload-in-place.ts';
import { revisionObject } from '../../diff/revision-object.ts';

const kubernetesVersion = '1.34';
const read = objectReader({ kubernetesVersion });

interface DeploymentOptions {
  readonly name?: string;
  readonly image?: string;
  readonly replicas?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: JsonObject;
  readonly pod?: JsonObject;
  readonly container?: JsonObject;
}

/** A valid Deployment whose pods say when they are ready; a test states only what matters. */
export function deployment(options: DeploymentOptions = {}): JsonObject {
  const { name = 'web', image = 'shop/web:1.4.2', replicas = 3, labels = { app: 'web' } } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      replicas,
      ...options.spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'web',
              image,
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
              resources: { requests: { cpu: '250m', memory: '256Mi' } },
              ...options.container,
            },
          ],
          ...options.pod,
        },
      },
    },
  };
}

export function service(name = 'web', selector: JsonObject = { app: 'web' }, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...spec },
  };
}

export function autoscaler(target = 'web', limits = { minReplicas: 4, maxReplicas: 10 }): JsonObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: target, namespace: 'shop' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target },
      ...limits,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  };
}

export function budget(matchLabels: JsonObject = { app: 'web' }): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { minAvailable: 2, selector: { matchLabels } },
  };
}

export function httpRoute(backend: JsonObject = { name: 'web', port: 80 }): JsonObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      parentRefs: [{ name: 'public' }],
      hostnames: ['shop.example.com'],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [backend] }],
    },
  };
}

export function grpcRoute(): JsonObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      parentRefs: [{ name: 'public' }],
      rules: [{ matches: [{ method: { service: 'shop.Orders' } }], backendRefs: [{ name: 'web', port: 80 }] }],
    },
  };
}

export function ingress(backend = 'web'): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'web',
      namespace: 'shop',
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' },
    },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: backend, port: { name: 'http' } } } }],
          },
        },
      ],
    },
  };
}

type Objects = readonly JsonObject[];

export interface Shop {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly services?: Objects;
  readonly routes?: Objects;
  readonly autoscalers?: Objects;
  readonly budgets?: Objects;
  readonly claims?: Objects;
  readonly neighbours?: Objects;
  readonly present?: { readonly before: number; readonly after: number };
}

/** A Deployment behind a Service; the change is a new image. */
export function compileShop(strategy: Strategy, shop: Shop = {}, name = 'test') {
  return compileProcedure(procedureInput(strategy, shop, name));
}

/** The same where it is not to be refused. */
export function compiledShop(strategy: Strategy, shop: Shop = {}, name = 'test') {
  const result = compileShop(strategy, shop, name);
  if (result.type === 'Refused') throw new Error(`${result.reason} ${result.instead}`);
  return result;
}

/** The objects which are there before the first step. */
export function shopObjects(shop: Shop = {}): Objects {
  const { before, services, routes, autoscalers, budgets } = withDefaults(shop);
  return [before, ...services, ...routes, ...autoscalers, ...budgets];
}

/** The same as the compiler of strategies takes it. */
export function shopInPlace(shop: Shop): WorkloadInPlace {
  return withDefaults(shop);
}

function procedureInput(strategy: Strategy, shop: Shop, name: string): ProcedureInput {
  const { before, after, ...around } = withDefaults(shop);
  return {
    before: revisionObject(before),
    after: revisionObject(after),
    services: revision(around.services),
    routes: revision(around.routes),
    autoscalers: revision(around.autoscalers),
    budgets: revision(around.budgets),
    claims: revision(around.claims),
    neighbours: revision(around.neighbours),
    replicas: around.present,
    strategy: { name, strategy },
    kubernetesVersion,
    read,
  };
}

function revision(objects: Objects) {
  return objects.map((object) => revisionObject(object));
}

function withDefaults(shop: Shop) {
  return {
    before: shop.before ?? deployment(),
    after: shop.after ?? deployment({ image: 'shop/web:1.5.0' }),
    services: shop.services ?? [service()],
    routes: shop.routes ?? [],
    autoscalers: shop.autoscalers ?? [],
    budgets: shop.budgets ?? [],
    claims: shop.claims ?? [],
    neighbours: shop.neighbours ?? [],
    present: shop.present,
  };
}

export const blueGreen: Extract<Strategy, { type: 'BlueGreen' }> = {
  type: 'BlueGreen',
  hasPreview: false,
  autoPromotionEnabled: true,
  autoPromotionSeconds: 0,
  scaleDownDelaySeconds: 600,
};

export const canaryReplicas: Extract<Strategy, { type: 'Canary' }> = {
  type: 'Canary',
  routing: 'Replicas',
  steps: [
    { type: 'SetWeight', weight: 20 },
    { type: 'Pause', durationSeconds: 300 },
    { type: 'SetWeight', weight: 50 },
    { type: 'Gate', question: 'Are the error rates of both versions alike?' },
  ],
  scaleDownDelaySeconds: 30,
};
