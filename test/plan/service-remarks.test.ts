import { describe, expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const service = (spec: string) => `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80, targetPort: 8080 }], ${spec} }
---
`;
const deployment = (tag: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: web, image: "shop/web:${tag}", readinessProbe: { httpGet: { port: 8080 } } }] }
`;

async function remarksOf(before: string, after: string, tag = '1') {
  const plan = await planInline(
    { 'shop.yaml': service(before) + deployment('1') },
    { 'shop.yaml': service(after) + deployment(tag) },
    {},
  );
  return plan.traffic.flatMap(({ remarks = [] }) => remarks).join(' ');
}

describe('a Service is told as what it is', () => {
  test.each([
    ['type: LoadBalancer, externalTrafficPolicy: Local', true],
    ['type: NodePort, externalTrafficPolicy: Local', true],
    ['type: LoadBalancer', false],
    ['type: ClusterIP', false],
  ])('while its pods are replaced: %s', async (type, isTold) => {
    const spec = `${type}, selector: { app: web }`;
    expect((await remarksOf(spec, spec, '2')).includes('externalTrafficPolicy Local')).toBe(isTold);
  });

  test.each([
    ['clusterIP: None, selector: { app: web }', 'clusterIP: None, selector: { tier: front }', /headless/],
    ['selector: { app: web }', 'publishNotReadyAddresses: true, selector: { tier: front }', /not ready yet/],
    ['type: ClusterIP', 'selector: { app: web }', /somebody else kept its endpoints/],
    ['selector: { app: web }', 'selector: null', /nobody renews them/],
  ])('where its selector changes from %s to %s', async (before, after, remark) => {
    expect(await remarksOf(before, after)).toMatch(remark);
  });
});
