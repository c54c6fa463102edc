import type { Strategy } from '../../../src/schema/strategy.ts';
import {
  autoscaler,
  blueGreen,
  budget,
  canaryReplicas,
  deployment,
  grpcRoute,
  httpRoute,
  ingress,
  type Shop,
  service,
} from './shop.ts';

interface EmittedCase {
  /** Of the golden file. */
  readonly name: string;
  readonly strategy: Strategy;
  readonly shop: Shop;
}

const blueLabels = { app: 'web', version: 'blue' };
const blueLive: Shop = {
  before: deployment({ name: 'web-blue', labels: blueLabels }),
  after: deployment({ name: 'web-blue', labels: blueLabels, image: 'shop/web:1.5.0' }),
  services: [service('web', blueLabels)],
};
const ten: Shop = {
  before: deployment({ replicas: 10 }),
  after: deployment({ replicas: 10, image: 'shop/web:1.5.0' }),
};

const tenBlue: Shop = {
  before: deployment({ name: 'web-blue', labels: blueLabels, replicas: 10 }),
  after: deployment({ name: 'web-blue', labels: blueLabels, replicas: 10, image: 'shop/web:1.5.0' }),
};

export const cases: readonly EmittedCase[] = [
  { name: 'blue-green', strategy: blueGreen, shop: {} },
  { name: 'blue-green-with-autoscaler', strategy: blueGreen, shop: { autoscalers: [autoscaler()] } },
  { name: 'blue-green-with-budget', strategy: blueGreen, shop: { ...blueLive, budgets: [budget(blueLabels)] } },
  { name: 'blue-green-with-ingress', strategy: blueGreen, shop: { ...blueLive, routes: [ingress()] } },
  { name: 'blue-green-with-route', strategy: blueGreen, shop: { ...blueLive, routes: [httpRoute()] } },
  { name: 'blue-green-from-blue', strategy: blueGreen, shop: blueLive },
  {
    name: 'blue-green-preview',
    strategy: { ...blueGreen, hasPreview: true, autoPromotionEnabled: false, previewReplicaCount: 1 },
    shop: blueLive,
  },
  { name: 'canary-replicas', strategy: canaryReplicas, shop: ten },
  {
    name: 'canary-replicas-with-autoscaler',
    strategy: canaryReplicas,
    shop: { ...ten, autoscalers: [autoscaler()], budgets: [budget()] },
  },
  { name: 'canary-replicas-with-budget', strategy: canaryReplicas, shop: { ...ten, budgets: [budget()] } },
  { name: 'canary-replicas-with-ingress', strategy: canaryReplicas, shop: { ...ten, routes: [ingress()] } },
  { name: 'canary-replicas-with-route', strategy: canaryReplicas, shop: { ...ten, routes: [httpRoute()] } },
  { name: 'canary-replicas-from-blue', strategy: canaryReplicas, shop: { ...blueLive, ...tenBlue } },
  {
    name: 'canary-gateway-api',
    strategy: { ...canaryReplicas, routing: 'GatewayApi' },
    shop: { routes: [httpRoute()] },
  },
  {
    name: 'canary-grpc-route',
    strategy: { ...canaryReplicas, routing: 'GatewayApi' },
    shop: { routes: [grpcRoute()] },
  },
  {
    name: 'canary-ingress-nginx',
    strategy: { ...canaryReplicas, routing: 'IngressNginx' },
    shop: { routes: [ingress()] },
  },
  {
    name: 'rolling-update-no-downtime',
    strategy: { type: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 },
    shop: {},
  },
  { name: 'recreate', strategy: { type: 'Recreate' }, shop: {} },
];
