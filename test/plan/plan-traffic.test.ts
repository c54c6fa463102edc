import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }], selector: { app: web } }
`;
const deployment = (name: string, tag: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web, colour: ${name} } }
  template:
    metadata: { labels: { app: web, colour: ${name} } }
    spec: { containers: [{ name: web, image: "shop/web:${tag}" }] }
`;

/** The changes of a Service with two workloads behind it, written in this order. */
async function trafficOf(names: readonly string[]) {
  const text = (tag: string) => [service, ...names.map((name) => deployment(name, tag))].join('---\n');
  const { traffic } = await planInline({ 'shop.yaml': text('1') }, { 'shop.yaml': text('2') });
  return traffic;
}

test('the workloads behind a Service are told in the order of their names, however their documents are ordered', async () => {
  const traffic = await trafficOf(['green', 'blue']);
  expect(traffic).toEqual(await trafficOf(['blue', 'green']));
  expect(traffic[0]?.after?.workloads.map(({ name }) => name)).toEqual(['blue', 'green']);
});
