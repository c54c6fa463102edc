import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const web = (spec: string, tag = '1') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:${tag}", readinessProbe: { httpGet: { port: 80 } } }] }
`;
const live = (replicas: number, ...others: readonly object[]) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          replicas,
          template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
        },
        status: { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas },
      },
      ...others,
    ],
  });
const autoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 9 },
};

async function rolloutOf(base: string, head: string, facts: string) {
  const { rollouts } = await planInline({ 'web.yaml': base }, { 'web.yaml': head }, { facts });
  return rollouts[0];
}

test('a size which only the cluster knows stays where no manifest writes one', async () => {
  const rollout = await rolloutOf(web('paused: false'), web('paused: false', '2'), live(6));
  expect(rollout).toMatchObject({ type: 'Rolls', replicas: { min: 6, max: 6, decidedBy: 'Cluster' } });
});

test('an apply brings back the size which the manifest writes', async () => {
  const rollout = await rolloutOf(web('replicas: 3'), web('replicas: 3', '2'), live(6));
  expect(rollout?.type).toBe('RollsAndScales');
  expect(rollout?.remarks).toContain('The cluster has 6 replicas, the manifest says 3: an apply sets 3.');
});

test('an autoscaler of which only the cluster knows keeps the size, whatever the manifest writes', async () => {
  const rollout = await rolloutOf(web('replicas: 3'), web('replicas: 3', '2'), live(6, autoscaler));
  expect(rollout?.replicas).toMatchObject({ min: 2, max: 9, current: 6, decidedBy: 'Autoscaler' });
  expect(rollout?.capacity).toMatchObject({ base: 6, desired: 6, floorGuaranteed: false });
});

test('an autoscaler is switched off while there are no replicas', async () => {
  const rollout = await rolloutOf(web('paused: false'), web('paused: false', '2'), live(0, autoscaler));
  expect(rollout?.capacity.desired).toBe(0);
  expect(rollout?.remarks).toContain('HorizontalPodAutoscaler web is switched off while replicas is 0.');
});
