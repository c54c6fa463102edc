import { describe, expect, test } from 'vitest';
import { withStandIns } from '../../src/diff/placeholders.ts';
import { planInline } from '../plan-inline.ts';

const deployment = (replicas: string, image: string, zone: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      nodeSelector: { zone: ${zone} }
      containers: [{ name: web, image: "${image}" }]
`;
const plan = (base: string, head: string) => planInline({ 'web.yaml': base }, { 'web.yaml': head });

describe('a field which another tool fills in', () => {
  test.each(['"${ZONE}"', '"${ZONE:=a-1}"', '"{{ .zone }}"'])('is no reason for a refusal: %s', async (zone) => {
    const { findings, rollouts } = await plan(deployment('2', 'web:1', zone), deployment('2', 'web:2', zone));
    expect(findings).toEqual([]);
    expect(rollouts.map(({ outcome }) => outcome)).toEqual(['Completed']);
  });

  test('is no wrong type either', async () => {
    const { changes } = await plan(deployment('${REPLICAS}', 'web:1', 'a'), deployment('${REPLICAS}', 'web:2', 'a'));
    expect(changes.flatMap(({ effects }) => effects.map(({ type }) => type))).toEqual(['RollsPods']);
  });

  test('does not hide a refusal of another field', async () => {
    const { summary } = await plan(deployment('2', 'web:1', '"${ZONE}"'), deployment('"3"', 'web:1', '"${ZONE}"'));
    expect(summary.rejected).toBe(1);
  });
});

const statefulSet = (size: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: "db:1", args: ["--config=$(CONFIG)"] }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } } }
`;

test('a refused spec is not open because of a text deep in it', async () => {
  const { changes } = await plan(statefulSet('40Gi'), statefulSet('100Gi'));
  expect(changes.flatMap(({ rejected }) => rejected.map(({ field }) => field))).toEqual(['spec']);
});

test('stand-ins are the written default, or a word made of the name', () => {
  expect(withStandIns({ a: '${ZONE:=a-1}', b: ['x-${MY_ZONE}'], c: 3 })).toEqual({ a: 'a-1', b: ['x-my-zone'], c: 3 });
});

test('a manifest without placeholders is given back as it is', () => {
  const manifest = { a: 'b' };
  expect(withStandIns(manifest)).toBe(manifest);
});
