import { type Arbitrary, array, boolean, constantFrom, nat, oneof, option, record } from 'fast-check';
import type { Strategy } from '../../../src/schema/strategy.ts';
import { autoscaler, budget, deployment, httpRoute, ingress, type Shop, service } from './shop.ts';

const intOrPercent = oneof(nat({ max: 4 }), constantFrom('0%', '10%', '25%', '100%'));

const canaryStep = oneof(
  record({ type: constantFrom('SetWeight' as const), weight: nat({ max: 100 }) }),
  record({ type: constantFrom('Pause' as const) }),
  record({ type: constantFrom('Pause' as const), durationSeconds: nat({ max: 600 }) }),
  record({ type: constantFrom('SetCanaryScale' as const), replicas: nat({ max: 5 }) }),
  record({ type: constantFrom('SetCanaryScale' as const), matchTrafficWeight: constantFrom(true) }),
  record({ type: constantFrom('Gate' as const), question: constantFrom('Is it well?') }),
);

export const strategies: Arbitrary<Strategy> = oneof(
  record({ type: constantFrom('Recreate' as const) }),
  record(
    { type: constantFrom('RollingUpdate' as const), maxSurge: intOrPercent, maxUnavailable: intOrPercent },
    { requiredKeys: ['type'] },
  ),
  record(
    {
      type: constantFrom('BlueGreen' as const),
      hasPreview: boolean(),
      autoPromotionEnabled: boolean(),
      autoPromotionSeconds: nat({ max: 60 }),
      scaleDownDelaySeconds: nat({ max: 60 }),
      previewReplicaCount: nat({ max: 4 }).map((pods) => pods + 1),
    },
    { requiredKeys: ['type', 'hasPreview', 'autoPromotionEnabled', 'autoPromotionSeconds', 'scaleDownDelaySeconds'] },
  ),
  record({
    type: constantFrom('Canary' as const),
    routing: constantFrom('Replicas' as const, 'GatewayApi' as const, 'IngressNginx' as const),
    steps: array(canaryStep, { maxLength: 6 }),
    scaleDownDelaySeconds: nat({ max: 60 }),
  }),
);

/** A Deployment, told by a colour or not, behind one or two Services, with whatever may stand around it. */
export const shops: Arbitrary<Shop> = record({
  replicas: nat({ max: 12 }),
  colour: option(constantFrom('blue', 'green'), { nil: undefined }),
  isServiceColoured: boolean(),
  strategy: option(record({ maxSurge: intOrPercent, maxUnavailable: intOrPercent }), { nil: undefined }),
  isAutoscaled: boolean(),
  isBudgeted: boolean(),
  hasMetricsService: boolean(),
  isRouted: boolean(),
  sidecar: boolean(),
}).map(({ replicas, colour, ...more }) => {
  const name = colour === undefined ? 'web' : `web-${colour}`;
  const labels = { app: 'web', ...(colour !== undefined && { version: colour }) };
  const spec = more.strategy && { strategy: { type: 'RollingUpdate', rollingUpdate: more.strategy } };
  const options = { name, replicas, labels, ...(spec && { spec }) };
  const selector = more.isServiceColoured ? labels : { app: 'web' };
  return {
    before: deployment(options),
    after: deployment({
      ...options,
      image: 'shop/web:1.5.0',
      ...(more.sidecar && { pod: { volumes: [{ name: 'cache', emptyDir: {} }] } }),
    }),
    services: [service('web', selector), ...(more.hasMetricsService ? [service('web-metrics')] : [])],
    routes: more.isRouted ? [httpRoute(), ingress()] : [],
    autoscalers: more.isAutoscaled ? [autoscaler(name)] : [],
    budgets: more.isBudgeted ? [budget(labels)] : [],
  };
});
