import { describe, expect, test } from 'vitest';
import { type LiveCluster, liveCluster } from '../../src/plan/live-cluster.ts';
import { Facts } from '../../src/schema/facts.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { list, liveDeployment, liveObject, liveReplicaSet, ownedBy } from '../app/live-objects.ts';

const cluster = (...items: readonly JsonObject[]): LiveCluster => liveCluster(Facts.parse(list(...items)));
const deployment = (name: string, namespace?: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name,
  ...(namespace === undefined ? {} : { namespace }),
});

/** The names of the ReplicaSets of the Deployment web; why there are none. */
const replicaSetsOf = (live: LiveCluster, namespace: string) => {
  const answer = live.workload(deployment('web', namespace));
  return answer.type === 'Found' ? answer.replicaSets.map(({ metadata }) => metadata.name) : answer.type;
};
const createdAt = (creationTimestamp: string) => ({ creationTimestamp, ...ownedBy('web', 'u1') });
const target = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 9 };
const hpa = (name: string) =>
  liveObject('autoscaling/v2/HorizontalPodAutoscaler', name, {}, { spec: target, status: { currentReplicas: 4 } });

describe('a workload is found', () => {
  const live = cluster(liveDeployment('web'), liveDeployment('api'), liveDeployment('api', { namespace: 'blog' }));

  test('by its namespace and name', () => {
    expect(live.workload(deployment('api', 'blog'))).toMatchObject({
      type: 'Found',
      namespace: 'blog',
      object: { metadata: { name: 'api', namespace: 'blog' }, spec: { replicas: 3 }, status: { replicas: 0 } },
      replicaSets: [],
    });
  });

  test('under the group in which it was served before', () => {
    const reference = { ...deployment('web', 'shop'), apiVersion: 'extensions/v1beta1' };
    expect(live.workload(reference)).toMatchObject({ type: 'Found', namespace: 'shop' });
    const old = cluster({ ...liveDeployment('web'), apiVersion: 'extensions/v1beta1' });
    expect(old.workload(deployment('web', 'shop')).type).toBe('Found');
  });

  test('without a namespace where only one namespace has it', () => {
    expect(live.workload(deployment('web'))).toMatchObject({ type: 'Found', namespace: 'shop' });
    expect(live.workload(deployment('api'))).toEqual({ type: 'Ambiguous', namespaces: ['blog', 'shop'] });
  });

  test('as the last of two of one identity', () => {
    const twice = cluster(liveDeployment('web', {}, { replicas: 1 }), liveDeployment('web', {}, { replicas: 2 }));
    expect(twice.workload(deployment('web', 'shop'))).toMatchObject({ object: { status: { replicas: 2 } } });
  });
});

describe('a workload is not found', () => {
  const live = cluster(liveDeployment('web'), liveReplicaSet('web-1', { namespace: 'blog' }));

  test.each([
    ['another name', deployment('api', 'shop')],
    ['another name in any namespace', deployment('api')],
    ['a namespace which has others', deployment('web', 'blog')],
  ])('with %s', (_, reference) => {
    expect(live.workload(reference)).toEqual({ type: 'Missing' });
  });

  test.each([
    ['a kind of which there is none', { ...deployment('web', 'shop'), kind: 'StatefulSet' }],
    ['a namespace of which there is nothing', deployment('web', 'elsewhere')],
    ['the same kind of another group', { ...deployment('web', 'shop'), apiVersion: 'apps.kruise.io/v1' }],
  ])('and nothing is known of %s', (_, reference) => {
    expect(live.workload(reference)).toEqual({ type: 'NoFacts' });
  });

  test('where there are no facts', () => {
    const nothing = liveCluster(undefined);
    expect(nothing.workload(deployment('web', 'shop'))).toEqual({ type: 'NoFacts' });
    expect(nothing.autoscalerOf({ kind: 'Deployment', metadata: { namespace: 'shop', name: 'web' } })).toBeUndefined();
    expect([nothing.nodes, nothing.quotas('shop')]).toEqual([undefined, []]);
  });

  test('where the reference means something that is no workload', () => {
    const budget = liveObject('policy/v1/PodDisruptionBudget', 'web', {}, { spec: {} });
    const reference = { ...deployment('web', 'shop'), apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
    expect(cluster(budget).workload(reference)).toEqual({ type: 'NoFacts' });
  });
});

describe('the ReplicaSets of a Deployment', () => {
  test('come the oldest first, and equally old ones by name', () => {
    const live = cluster(
      liveReplicaSet('web-c', createdAt('2026-02-01T00:00:00Z')),
      liveReplicaSet('web-b', createdAt('2026-01-01T00:00:00Z')),
      liveReplicaSet('web-a', createdAt('2026-02-01T00:00:00Z')),
      liveDeployment('web', { uid: 'u1' }),
    );
    expect(replicaSetsOf(live, 'shop')).toEqual(['web-b', 'web-a', 'web-c']);
  });

  test('are those which it controls', () => {
    const { ownerReferences } = ownedBy('web', 'u1');
    const notControlled = ownerReferences.map((owner) => ({ ...owner, controller: false }));
    const live = cluster(
      liveDeployment('web', { uid: 'u1' }),
      liveReplicaSet('own', ownedBy('web', 'u1')),
      liveReplicaSet('of-a-deleted-one', ownedBy('web', 'u0')),
      liveReplicaSet('of-another-one', ownedBy('api', 'u2')),
      liveReplicaSet('of-nobody'),
      liveReplicaSet('not-controlled', { ownerReferences: notControlled }),
      liveReplicaSet('elsewhere', { namespace: 'blog', ...ownedBy('web', 'u1') }),
    );
    expect(replicaSetsOf(live, 'shop')).toEqual(['own']);
  });

  test.each([
    ['the Deployment', undefined, 'u1'],
    ['the reference to the owner', 'u1', undefined],
  ])('are found by kind and name where %s has no uid', (_, uid, ownerUid) => {
    const live = cluster(
      liveDeployment('web', uid === undefined ? {} : { uid }),
      liveReplicaSet('web-1', ownedBy('web', ownerUid)),
    );
    expect(replicaSetsOf(live, 'shop')).toEqual(['web-1']);
  });
});

test('an autoscaler is found by what it scales, in its own namespace', () => {
  const live = cluster(hpa('web'), hpa('keda-hpa-api'));
  const nameOf = (namespace: string) =>
    live.autoscalerOf({ kind: 'Deployment', metadata: { namespace, name: 'web' } })?.metadata.name;
  expect(nameOf('shop')).toBeDefined();
  expect(nameOf('blog')).toBeUndefined();
});

test('nodes and quotas are told, the latter by namespace', () => {
  const quota = liveObject(
    'v1/ResourceQuota',
    'compute',
    {},
    {
      status: { hard: { pods: '10' }, used: { pods: '3' } },
    },
  );
  const live = cluster(liveObject('v1/Node', 'worker-1', {}), quota);
  expect(live.nodes?.map(({ metadata }) => metadata.name)).toEqual(['worker-1']);
  expect(live.quotas('shop').map(({ status }) => status)).toEqual([{ hard: { pods: '10' }, used: { pods: '3' } }]);
  expect([live.quotas('blog'), cluster(quota).nodes]).toEqual([[], undefined]);
});
