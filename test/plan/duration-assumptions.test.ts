import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:1", readinessProbe: { httpGet: { port: 80 } } }] }
`;

test.each([
  ['a removal', { 'web.yaml': deployment(3) }, {}],
  ['scaling down', { 'web.yaml': deployment(3) }, { 'web.yaml': deployment(2) }],
])('%s starts no pod, so its time assumes nothing', async (_, base, head) => {
  const { rollouts } = await planInline(base, head);
  expect(rollouts.map(({ duration }) => duration.assumptions)).toEqual([[]]);
});

test('a creation stops no pod, so its time assumes nothing of that', async () => {
  const { rollouts } = await planInline({}, { 'web.yaml': deployment(3) });
  expect(rollouts[0]?.duration.assumptions.join(' ')).toContain('Pulling the image');
  expect(rollouts[0]?.duration.assumptions.join(' ')).not.toContain('grace period');
});
