import { describe, expect, test } from 'vitest';
import { renderComparisonJson } from '../../src/report/comparison-json.ts';
import { renderComparisonMarkdown } from '../../src/report/comparison-markdown.ts';
import type { ComparedWorkload, Comparison } from '../../src/schema/comparison.ts';
import { compareInline, planInline } from '../plan-inline.ts';

interface Shop {
  readonly kind?: string;
  readonly replicas?: number;
  readonly spec?: string;
  readonly podSpec?: string;
  readonly more?: string;
}

/** Pods of half a core and a gibibyte, which are available after 20 s. */
function shop(image: string, { kind = 'Deployment', replicas = 10, spec = '', podSpec = '', more = '' }: Shop = {}) {
  return {
    'web.yaml': `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${podSpec}
      containers:
        - name: web
          image: web:${image}
          resources: { requests: { cpu: 500m, memory: 1Gi } }
          readinessProbe: { httpGet: { path: /, port: 8080 } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
${more}`,
  };
}

/** What kubectl prints of the Deployment, of whose ten pods some are available. */
function liveShop(availableReplicas: number): string {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas: 10, selector: { matchLabels: { app: 'web' } }, template },
    status: { replicas: 10, updatedReplicas: 10, readyReplicas: availableReplicas, availableReplicas },
  };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [deployment] });
}

const compareShop = (options?: Shop) => compareInline(shop('1', options), shop('2', options));

function only({ workloads: [workload] }: Comparison): ComparedWorkload {
  if (!workload) throw new Error('nothing was compared');
  return workload;
}

function figures(workload: ComparedWorkload, wanted: string) {
  const strategy = workload.strategies.find(({ name }) => name === wanted);
  if (strategy?.outcome !== 'Computed') throw new Error(`${wanted} was not computed`);
  return strategy.figures;
}

const refusals = ({ strategies }: ComparedWorkload) =>
  strategies.filter(({ outcome }) => outcome === 'Refused').map(({ name }) => name);

describe('ten pods which are available after 20 s', async () => {
  const workload = only(await compareShop());

  test.each([
    // 8 of 10 remain, 13 at most; two rounds: 3 × 0.5 × 40 s.
    ['as-written', { floor: 8, peakPods: 13, expectedSeconds: 40, extraCoreSeconds: 60, extraGibibyteSeconds: 120 }],
    // Ten rounds with one more: 0.5 × 200 s.
    ['smallest-surge', { floor: 10, peakPods: 11, expectedSeconds: 200, extraCoreSeconds: 100 }],
    // One round with ten more: 10 × 0.5 × 20 s.
    ['fastest-surge', { floor: 10, peakPods: 20, expectedSeconds: 20, extraCoreSeconds: 100 }],
    // The grace period of 30 s, then 20 s.
    ['recreate', { floor: 0, peakPods: 10, expectedSeconds: 50, extraCoreSeconds: 0, mixesVersions: false }],
    // A labelled copy for 20 s, the new version for 20 s and the old one for 600 s: 10 × 0.5 × 640 s.
    ['blue-green', { floor: 10, peakPods: 20, expectedSeconds: 640, extraCoreSeconds: 3200, mixesVersions: false }],
    ['canary-replicas', { floor: 10, decisions: 1, mixesVersions: true }],
  ])('%s has the figures which arithmetic gives', (name, expected) => {
    expect(figures(workload, name)).toMatchObject(expected);
  });

  test('what its controller follows is one commit, and its way back another rollout', () => {
    expect(figures(workload, 'as-written')).toMatchObject({
      commits: 1,
      decisions: 0,
      mixesVersions: true,
      wayBack: { type: 'Rollout', seconds: 40 },
    });
  });

  test('steps are counted as commits, and can be undone at once while all old pods run', () => {
    expect(figures(workload, 'blue-green')).toMatchObject({
      steps: 8,
      commits: 7,
      wayBack: { type: 'UndoSteps', atOnceThroughStep: 6, pointOfNoReturnStep: 8 },
    });
  });

  test('the advice is the surge with the lowest peak, or blue-green where versions must not mix', () => {
    expect(workload.advice).toEqual({
      strategy: 'smallest-surge',
      strategyWithoutMixing: 'blue-green',
      sentence:
        'roll with maxUnavailable 0 and maxSurge 1, or with more up to 10 to be faster: all 10 pods stay available, with 11 to 20 at most, where as written as few as 8 of 10 are available; if the two versions must not serve at the same time, use blue-green: all 10 pods stay available.',
    });
  });
});

test.each([
  ['as-written', undefined],
  ['recreate', 'recreate'],
])('%s is what the plan forecasts', async (name, strategy) => {
  const plan = await planInline(shop('1'), shop('2'), strategy === undefined ? {} : { strategy });
  const { capacity, duration } = plan.rollouts[0] ?? {};
  const { assumptions: _, ...seconds } = duration ?? {};
  const { floor, peakPods, peakRequests } = capacity ?? {};
  expect(figures(only(await compareShop()), name)).toMatchObject({ floor, peakPods, peakRequests, ...seconds });
});

test('a strategy which cannot work is a row with its reason', async () => {
  const claim = `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
  const podSpec = 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]';
  const shared = { podSpec, more: claim };
  const strategy = 'rolling-update-no-downtime';
  const workload = only(await compareInline(shop('1', shared), shop('2', shared), { strategy }));
  expect(refusals(workload)).toEqual(['smallest-surge', 'blue-green', 'canary-replicas', strategy]);
  expect(workload.strategies[1]).toMatchObject({
    type: 'RollingUpdate',
    maxSurge: 1,
    reason: expect.stringContaining('PersistentVolumeClaim data is ReadWriteOnce') as unknown,
    instead: 'Use recreate.',
  });
  expect(workload.remarks).toEqual([
    expect.stringMatching(/^As written it starts new pods beside the old ones as well/),
  ]);
  expect(workload.advice).toMatchObject({
    strategy: 'recreate',
    sentence:
      'use recreate: no pod is available for a while, with 10 at most; the two versions never serve at the same time.',
  });
});

test('pods which are not available before the change need not be kept', async () => {
  const workload = only(await compareInline(shop('1'), shop('2'), { facts: liveShop(8) }));
  expect(figures(workload, 'smallest-surge')).toMatchObject({ floor: 8 });
  expect(workload.remarks).toEqual([
    'Blue-green and canary are computed as if the pods of now were all of base and available.',
  ]);
});

test('one pod which its manifest keeps is best rolled as it is written', async () => {
  const { strategies, advice } = only(await compareShop({ replicas: 1 }));
  expect(strategies.map(({ name }) => name)).not.toContain('fastest-surge');
  expect(advice).toMatchObject({ strategy: 'as-written' });
  expect(advice?.sentence).toContain('its pod stays available, with 2 at most');
});

test('a manifest which asks for Recreate has no second row for it', async () => {
  const { strategies } = only(await compareShop({ spec: 'strategy: { type: Recreate }' }));
  expect(strategies.filter(({ type }) => type === 'Recreate').map(({ name }) => name)).toEqual(['as-written']);
});

test('a paused Deployment does not end, and there is no advice', async () => {
  const workload = only(await compareShop({ spec: 'paused: true' }));
  expect(figures(workload, 'as-written').expectedSeconds).toBeUndefined();
  expect(refusals(workload)).toEqual(['blue-green', 'canary-replicas']);
  expect(workload.advice).toBeUndefined();
});

test('a StatefulSet has its own strategy alone, and it is said why', async () => {
  const { strategies, remarks, advice } = only(await compareShop({ kind: 'StatefulSet', spec: 'serviceName: web' }));
  expect(strategies.map(({ name }) => name)).toEqual(['as-written']);
  expect(remarks).toEqual([expect.stringMatching(/^A StatefulSet is compared with nothing but its own strategy: /)]);
  expect(advice).toBeUndefined();
});

test('no pods are compared with nothing', async () => {
  const { strategies, remarks } = only(await compareShop({ replicas: 0 }));
  expect(strategies).toHaveLength(1);
  expect(remarks).toEqual(['It has no pods, before and after: nothing is replaced.']);
});

test('the strategy of the flag is one more row', async () => {
  const comparison = await compareInline(shop('1'), shop('2'), { strategy: 'blue-green-preview' });
  expect(only(comparison).strategies.map(({ name }) => name)).toContain('blue-green-preview');
});

test('what does not roll is not compared', async () => {
  expect((await compareInline(shop('1'), shop('1', { replicas: 12 }))).workloads).toEqual([]);
});

test.each(['web', 'Deployment/web', 'deployment/web'])('%s names the workload', async (workload) => {
  expect((await compareInline(shop('1'), shop('2'), { workload })).workloads).toHaveLength(1);
});

test.each([
  ['wbe', 'did you mean web?'],
  ['Deployment/wb', 'did you mean Deployment/web?'],
  ['Deployment/web/x', 'did you mean Deployment/web?'],
  ['something', 'there is: Deployment/web'],
])('a workload %s offers what there is', async (workload, hint) => {
  await expect(compareInline(shop('1'), shop('2'), { workload })).rejects.toThrow(
    `no workload "${workload}" rolls; ${hint}`,
  );
});

/** The same in twenty namespaces. */
function twentyShops(image: string) {
  const text = shop(image)['web.yaml'];
  const files = Array.from({ length: 20 }, (_, index): [string, string] => [
    `web-${index}.yaml`,
    text.replaceAll('name: web, namespace: shop', `name: web, namespace: shop-${index}`),
  ]);
  return Object.fromEntries(files);
}

test('a comment with too many workloads counts those which it leaves out', async () => {
  const comparison = await compareInline(twentyShops('1'), twentyShops('2'));
  const markdown = renderComparisonMarkdown(comparison, { limit: 10_000 });
  const told = markdown.match(/^### /gm)?.length ?? 0;
  expect(markdown.length).toBeLessThan(10_000);
  expect(told).toBeGreaterThan(2);
  expect(markdown).toContain(`${20 - told} workloads. \`rollcast compare --format json\` holds all of it.`);
});

test('equal inputs give equal bytes', async () => {
  const [first, second] = [await compareShop(), await compareShop()];
  expect(renderComparisonJson(first)).toBe(renderComparisonJson(second));
});
