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

const midRollout = {
  replicas: 5,
  readyReplicas: 5,
  availableReplicas: 5,
  currentReplicas: 3,
  updatedReplicas: 2,
  currentRevision: 'web-1',
  updateRevision: 'web-2',
};

function partitioned(partition: number, status?: object): Workload {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition } };
  return { kind: 'StatefulSet', spec: { serviceName: 'web', updateStrategy }, ...(status && { status }) };
}

test('a lower partition lets the present template reach the pods which it held back', async () => {
  const rollout = await rolloutOf(partitioned(3), partitioned(0), partitioned(3, midRollout));
  const { oldAvailable, newAvailable } = rollout?.timeline.at(-1) ?? {};
  expect([rollout?.type, rollout?.outcome, oldAvailable, newAvailable]).toEqual(['Rolls', 'Completed', 0, 5]);
});

test('an edit of how pods are replaced moves none where all have the present template', async () => {
  const status = { ...midRollout, updatedReplicas: 5, currentReplicas: 5, currentRevision: 'web-2' };
  expect(await rolloutOf(partitioned(3), partitioned(0), partitioned(3, status))).toBeUndefined();
});

test('a rollout which is under way is not laid to an edit which leaves its course as it is', async () => {
  const live = { ...partitioned(0, midRollout) };
  const edited = { ...partitioned(0), spec: { ...partitioned(0).spec, revisionHistoryLimit: 5 } };
  expect(await rolloutOf(partitioned(0), edited, live)).toBeUndefined();
});

test('other ordinals give every pod another name', async () => {
  const base = { kind: 'StatefulSet', replicas: 3, spec: { serviceName: 'web' } };
  const head = { ...base, spec: { ...base.spec, ordinals: { start: 5 } } };
  const status = { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3, currentReplicas: 3 };
  const rollout = await rolloutOf(base, head, { ...base, status });
  expect([rollout?.type, rollout?.outcome, rollout?.capacity.peakPods]).toEqual(['Rolls', 'Completed', 6]);
});

function autoscaler(minReplicas: number, maxReplicas: number): string {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return JSON.stringify({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { minReplicas, maxReplicas, scaleTargetRef },
  });
}

test.each([
  { title: 'a maximum below the present number scales down to it', live: 8, scales: [[8, 5]] },
  { title: 'a maximum above the present number scales nothing', live: 4, scales: [] },
  { title: 'a number which base would not have kept either is not laid to the change', live: 2, scales: [] },
])('$title', async ({ live, scales }) => {
  const unsized = JSON.stringify(workload({ kind: 'Deployment', spec: { replicas: undefined } }));
  const files = (max: number) => ({ 'web.yaml': unsized, 'autoscaler.yaml': autoscaler(3, max) });
  const status = { replicas: live, updatedReplicas: live, readyReplicas: live, availableReplicas: live };
  const items = [workload({ kind: 'Deployment', replicas: live, status })];
  const facts = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { rollouts } = await planInline(files(10), files(5), { facts });
  expect(rollouts.map(({ capacity: { base, desired } }) => [base, desired])).toEqual(scales);
});
