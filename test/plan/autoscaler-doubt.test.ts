import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const deployment = (replicas: string, tag: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: "web:${tag}", readinessProbe: { httpGet: { port: 80 } } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 3
  maxReplicas: 6
`;
const none = 'minReadySeconds: 0';

test.each([
  ['fewer replicas are written than the autoscaler wants', 'replicas: 1', 'replicas: 1', false, 'sets 1', false],
  ['replicas is removed', 'replicas: 4', none, false, 'sets 1', false],
  ['as many are written as it wants', 'replicas: 3', 'replicas: 3', true, 'replicas: 3 is written as well', true],
  ['none are written', none, none, true, 'is written', false],
])('where %s', async (_, before, after, isGuaranteed, words, isRemarked) => {
  const plan = await planInline({ 'web.yaml': deployment(before, '1') }, { 'web.yaml': deployment(after, '2') });
  const [rollout] = plan.rollouts;
  expect(rollout?.capacity.floorGuaranteed).toBe(isGuaranteed);
  expect(rollout?.remarks.some((remark) => remark.includes(words))).toBe(isRemarked);
  expect(plan.findings).toEqual([]);
});

test('the doubt says to how many an apply takes it', async () => {
  const plan = await planInline(
    { 'web.yaml': deployment('replicas: 1', '1') },
    { 'web.yaml': deployment('replicas: 1', '2') },
  );
  expect(plan.rollouts[0]?.capacity.floorRemark).toBe(
    'replicas: 1 is written, so an apply takes it to 1 until the autoscaler makes it 3 again',
  );
});
