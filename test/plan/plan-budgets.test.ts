import { describe, expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const web = ({ tag = '1', replicas = 4, namespace = 'shop' }) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: web, image: "web:${tag}", readinessProbe: { httpGet: { port: 80 } } }] }
`;
const budget = (selector: string, { apiVersion = 'policy/v1', namespace = 'shop', name = 'web' } = {}) =>
  `apiVersion: ${apiVersion}
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: ${namespace} }
spec: { maxUnavailable: 1, selector: ${selector} }
`;

async function remarksOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const plan = await planInline({ 'a/web.yaml': web({}), ...files }, { 'a/web.yaml': web({ tag: '2' }), ...files });
  return plan.rollouts[0]?.remarks.filter((remark) => remark.includes('PodDisruptionBudget')) ?? [];
}

describe('an unchanged budget', () => {
  test.each([
    ['by label', budget('{ matchLabels: { app: web } }')],
    ['by one of several values', budget('{ matchExpressions: [{ key: app, operator: In, values: [api, web] }] }')],
    ['by the mere presence of a label', budget('{ matchExpressions: [{ key: tier, operator: Exists }] }')],
    ['by the absence of a label', budget('{ matchExpressions: [{ key: batch, operator: DoesNotExist }] }')],
    ['with all of its namespace', budget('{}')],
  ])('is found where it selects the pods %s', async (_, text) => {
    expect(await remarksOf({ 'a/budget.yaml': text })).toHaveLength(1);
  });

  test.each([
    ['of another namespace', budget('{ matchLabels: { app: web } }', { namespace: 'other' })],
    ['with one more label than the pods', budget('{ matchLabels: { app: web, track: canary } }')],
    ['without a selector', budget('null')],
    ['with an empty selector in policy/v1beta1', budget('{}', { apiVersion: 'policy/v1beta1' })],
  ])('%s has no say', async (_, text) => {
    expect(await remarksOf({ 'a/budget.yaml': text })).toEqual([]);
  });

  test('of another root is named as the only match', async () => {
    const [first, second] = await remarksOf({ 'b/budget.yaml': budget('{ matchLabels: { app: web } }') });
    expect(first).toContain('does not restrain');
    expect(second).toContain('PodDisruptionBudget shop/web in b finds no matching pods in its own root');
  });

  test('of another root has no say beside one of its own root', async () => {
    const selector = '{ matchLabels: { app: web } }';
    const files = { 'a/budget.yaml': budget(selector), 'b/budget.yaml': budget(selector) };
    expect(await remarksOf(files)).toHaveLength(1);
  });
});

describe('a budget which selects two workloads', () => {
  const api = web({ replicas: 6 }).replace('name: web', 'name: api');

  test('counts the pods of both', async () => {
    const files = { 'a/api.yaml': api };
    const { changes } = await planInline(
      { 'a/web.yaml': web({}), ...files },
      { 'a/web.yaml': web({}), ...files, 'a/budget.yaml': budget('{ matchLabels: { tier: front } }') },
    );
    expect(changes[0]?.remarks).toEqual(['Allows 1 of its 10 pods to be evicted at a time.']);
  });
});

test('a budget of a DaemonSet claims no number of evictions, and blocks no node drain', async () => {
  const agent = web({}).replace('Deployment', 'DaemonSet').replace('  replicas: 4\n', '');
  const { changes, findings } = await planInline(
    { 'a/web.yaml': agent },
    {
      'a/web.yaml': agent,
      'a/budget.yaml': budget('{ matchLabels: { app: web } }').replace('Unavailable: 1', 'Unavailable: 0'),
    },
  );
  expect(changes[0]?.remarks).toEqual(['It selects pods of a DaemonSet, which a node drain leaves where they are.']);
  expect(findings).toEqual([]);
});

test.each([
  ['every pod of its namespace', '{}'],
  ['pods by the mere presence of a label', '{ matchExpressions: [{ key: tier, operator: Exists }] }'],
])(
  'a changed budget which selects %s claims no number of evictions: not all of its pods were looked for',
  async (_, selector) => {
    const { changes, findings } = await planInline(
      { 'a/web.yaml': web({}) },
      {
        'a/web.yaml': web({ replicas: 2 }),
        'a/budget.yaml': budget(selector).replace('Unavailable: 1', 'Unavailable: 0'),
      },
    );
    expect(changes.find(({ object }) => object.kind === 'PodDisruptionBudget')?.remarks).toEqual([
      'It selects pods by no value of a label, so how many they are is not known.',
    ]);
    expect(findings).toEqual([]);
  },
);
