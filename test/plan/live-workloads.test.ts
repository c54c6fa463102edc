import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

interface Workload {
  readonly kind: string;
  readonly image?: string;
  readonly replicas?: number;
  readonly spec?: object;
  readonly status?: object;
}

function workload({ kind, image = '1', replicas = 5, spec = {}, status }: Workload): object {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template, ...spec },
    ...(status && { status }),
  };
}

/** The forecast from what the cluster holds. */
async function rolloutOf(base: Workload, head: Workload, live: Workload) {
  const files = (side: Workload) => ({ 'web.yaml': JSON.stringify(workload(side)) });
  const facts = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [workload(live)] });
  const [rollout] = (await planInline(files(base), files(head), { facts })).rollouts;
  return rollout;
}

test('a ReplicaSet whose pods are all available has no rollout under way', async () => {
  const base = { kind: 'ReplicaSet', replicas: 3 };
  const status = { replicas: 3, readyReplicas: 3, availableReplicas: 3 };
  const rollout = await rolloutOf(base, { ...base, replicas: 5 }, { ...base, status });
  expect(rollout?.remarks).toEqual([]);
});

test.each([
  ['a partition', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } }],
  ['OnDelete', { updateStrategy: { type: 'OnDelete' } }],
])('pods which %s keeps at another template are no rollout under way', async (_, spec) => {
  const base = { kind: 'StatefulSet', image: '2', spec: { serviceName: 'web', ...spec } };
  const status = {
    replicas: 5,
    readyReplicas: 5,
    availableReplicas: 5,
    currentReplicas: 3,
    updatedReplicas: 2,
    currentRevision: 'web-1',
    updateRevision: 'web-2',
  };
  const rollout = await rolloutOf(base, { ...base, image: '3' }, { ...base, status });
  expect(rollout?.remarks[0]).toBe(
    'In the cluster 2 of 5 pods have its template, 5 are available. The forecast starts from there.',
  );
});

test('the way back leads to the replicas of base as it is written, not to those of the cluster', async () => {
  const base = { kind: 'Deployment', replicas: 3 };
  const status = { replicas: 6, updatedReplicas: 6, readyReplicas: 6, availableReplicas: 6 };
  const rollout = await rolloutOf(base, { ...base, image: '2' }, { ...base, replicas: 6, status });
  expect(rollout?.rollback?.steps.map(({ actions }) => actions)).toEqual([
    [expect.objectContaining({ type: 'PodsStopped', generation: 'old', pods: 1 })],
  ]);
});
