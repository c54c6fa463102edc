import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const rule = 'removed-workload-still-referenced';
const deployment = (more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: shop/web:1${more} }] }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;
const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
const reading = deployment(', envFrom: [{ secretRef: { name: access } }]');
const secret = `apiVersion: v1
kind: Secret
metadata: { name: access, namespace: shop }
stringData: { key: abc }
`;

type Files = Readonly<Record<string, string>>;

async function told(base: Files, head: Files): Promise<readonly string[]> {
  const { findings } = await planInline(base, head);
  return findings.filter((finding) => finding.rule === rule).map(({ message }) => message);
}

test('what refers from another root is told where it is the only match', async () => {
  expect(
    await told({ 'app/web.yaml': deployment(), 'scale/web.yaml': autoscaler }, { 'scale/web.yaml': autoscaler }),
  ).toEqual([
    'it is deleted, and HorizontalPodAutoscaler shop/web in scale (for it the only match in the repository) is left without anything to scale',
  ]);
});

test('nothing is told where another root has one as well', async () => {
  const rest = { 'other/web.yaml': deployment(), 'scale/web.yaml': autoscaler };
  expect(await told({ ...rest, 'app/web.yaml': deployment() }, rest)).toEqual([]);
});

test('a workload which moves to another root is not deleted', async () => {
  const base = { 'app/web.yaml': deployment(), 'app/service.yaml': service };
  expect(await told(base, { 'new/web.yaml': deployment(), 'app/service.yaml': service })).toEqual([]);
});

test.each([
  [
    'a sealed Secret',
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: access, namespace: shop }\n',
  ],
  [
    'a certificate',
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: web }\nspec: { secretName: access }\n',
  ],
])('a Secret which %s makes from now on is not missed', async (_, maker) => {
  const base = { 'app/web.yaml': reading, 'app/secret.yaml': secret };
  expect(await told(base, { 'app/web.yaml': reading, 'app/maker.yaml': maker })).toEqual([]);
  expect(await told(base, { 'app/web.yaml': reading })).toHaveLength(1);
});

test('a Service which loses its only workload to a renamed one is told', async () => {
  const renamed = deployment().replaceAll('web', 'storefront');
  const base = { 'app/web.yaml': deployment(), 'app/service.yaml': service };
  expect(await told(base, { 'app/web.yaml': renamed, 'app/service.yaml': service })).toEqual([
    'it is deleted, and Service shop/web is left without pods',
  ]);
});
