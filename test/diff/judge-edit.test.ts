import { describe, expect, test } from 'vitest';
import { judgeEdit } from '../../src/diff/judge-edit.ts';
import type { Verdict } from '../../src/diff/verdict.ts';
import type { JsonObject } from '../../src/schema/json.ts';

type Kind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

interface Parts {
  readonly container?: JsonObject;
  readonly pod?: JsonObject;
  readonly meta?: JsonObject;
  readonly spec?: JsonObject;
  readonly metadata?: JsonObject;
}

function workload(kind: Kind, { container, pod, meta, spec, metadata }: Parts = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: {
      ...(kind === 'StatefulSet' ? { serviceName: 'web' } : {}),
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' }, ...meta },
        spec: { containers: [{ name: 'web', image: 'shop/web:1.4.2', ...container }], ...pod },
      },
      ...spec,
    },
  };
}

const vias = ['update', 'apply'] as const;

function judge(before: JsonObject, after: JsonObject, via: 'update' | 'apply' = 'apply'): Verdict {
  return judgeEdit(before, after, { kubernetesVersion: '1.34', via });
}

function service(spec: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }], ...spec } };
}

describe.each(vias)('sent by %s', (via) => {
  test.each<[string, Parts, Parts]>([
    ['restartPolicy and dnsPolicy', {}, { pod: { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' } }],
    ['an empty security context of the pod', {}, { pod: { securityContext: {} } }],
    ['a grace period of 30 s', {}, { pod: { terminationGracePeriodSeconds: 30 } }],
    ['hostNetwork: false', {}, { pod: { hostNetwork: false } }],
    ['the pull policy which the tag implies', {}, { container: { imagePullPolicy: 'IfNotPresent' } }],
    [
      'the protocol of a port',
      { container: { ports: [{ containerPort: 80 }] } },
      { container: { ports: [{ containerPort: 80, protocol: 'TCP' }] } },
    ],
    ['empty resources', {}, { container: { resources: {} } }],
    ['an empty list', {}, { container: { args: [] } }],
    [
      'an emptyDir for a volume without source',
      { pod: { volumes: [{ name: 'a' }] } },
      { pod: { volumes: [{ name: 'a', emptyDir: {} }] } },
    ],
    [
      'the same amount of cpu',
      { container: { resources: { limits: { cpu: '1000m' } } } },
      { container: { resources: { limits: { cpu: 1 } } } },
    ],
    ['a field in the wrong case', {}, { container: { imagePullpolicy: 'Never' } }],
    ['status', {}, { metadata: { uid: 'a', generation: 7, managedFields: [{ manager: 'kubectl' }] } }],
  ])('%s changes nothing', (_, before, after) => {
    const verdict = judge(workload('Deployment', before), workload('Deployment', after), via);
    expect(verdict).toMatchObject({ action: 'none', semanticallyEqual: true, rolls: false, rejected: [] });
  });

  test.each<[string, Parts, Parts]>([
    [
      'requests which equal the limits',
      { container: { resources: { limits: { cpu: '1' } } } },
      { container: { resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } } },
    ],
    ['an empty security context of a container', {}, { container: { securityContext: {} } }],
    ['enableServiceLinks: true', {}, { pod: { enableServiceLinks: true } }],
    ['the default service account', {}, { pod: { serviceAccountName: 'default' } }],
    ['an empty affinity', {}, { pod: { affinity: {} } }],
    ['an annotation of the template', {}, { meta: { annotations: { checksum: 'a' } } }],
    ['a name of the template', {}, { meta: { name: 'web' } }],
    [
      'other order of variables',
      { container: { env: [{ name: 'A' }, { name: 'B' }] } },
      { container: { env: [{ name: 'B' }, { name: 'A' }] } },
    ],
    [
      'optional: false',
      { container: { envFrom: [{ configMapRef: { name: 'a' } }] } },
      { container: { envFrom: [{ configMapRef: { name: 'a', optional: false } }] } },
    ],
    [
      'operator: Equal',
      { pod: { tolerations: [{ key: 'a', value: 'b' }] } },
      { pod: { tolerations: [{ key: 'a', value: 'b', operator: 'Equal' }] } },
    ],
    ['another name of the same image', {}, { container: { image: 'docker.io/shop/web:1.4.2' } }],
  ])('%s replaces every pod', (_, before, after) => {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet'] as const) {
      expect(judge(workload(kind, before), workload(kind, after), via)).toMatchObject({
        action: 'update',
        rolls: true,
      });
    }
  });

  test.each<[Kind, boolean]>([
    ['Deployment', false],
    ['StatefulSet', true],
    ['DaemonSet', true],
  ])('another suffix of the same amount rolls a %s: %s', (kind, rolls) => {
    const before = workload(kind, { container: { resources: { limits: { memory: '1Gi' } } } });
    const after = workload(kind, { container: { resources: { limits: { memory: '1073741824' } } } });
    const action = rolls ? 'update' : 'none';
    expect(judge(before, after, via)).toMatchObject({ action, semanticallyEqual: true, rolls });
  });

  test('the hash label of a template is no difference', () => {
    const after = workload('Deployment', { meta: { labels: { app: 'web', 'pod-template-hash': 'a' } } });
    expect(judge(workload('Deployment'), after, via)).toMatchObject({ action: 'update', rolls: false });
  });

  test.each<[string, Parts]>([
    ['labels of the object', { metadata: { labels: { a: 'b' } } }],
    ['a strategy', { spec: { strategy: { rollingUpdate: { maxSurge: 2 } } } }],
    ['paused', { spec: { paused: true } }],
  ])('%s change the object and no pod', (_, after) => {
    const verdict = judge(workload('Deployment'), workload('Deployment', after), via);
    expect(verdict).toMatchObject({ action: 'update', semanticallyEqual: false, rolls: false, scales: false });
  });

  test('finalizers change the object although it says the same', () => {
    const after = workload('Deployment', { metadata: { finalizers: ['example.org/a'] } });
    expect(judge(workload('Deployment'), after, via)).toMatchObject({ action: 'update', semanticallyEqual: true });
  });

  test('replicas scale and roll nothing', () => {
    const verdict = judge(workload('StatefulSet'), workload('StatefulSet', { spec: { replicas: 3 } }), via);
    expect(verdict).toMatchObject({ action: 'update', rolls: false, scales: true });
  });

  test.each<[Kind, JsonObject, string]>([
    ['Deployment', { paused: true }, 'Paused'],
    ['DaemonSet', { updateStrategy: { type: 'OnDelete' } }, 'OnDelete'],
    ['StatefulSet', { updateStrategy: { rollingUpdate: { partition: 1 } } }, 'Partition'],
  ])('the roll of a %s with %j is held', (kind, spec, heldBy) => {
    const before = workload(kind, { spec });
    const after = workload(kind, { spec, container: { image: 'shop/web:1.5.0' } });
    expect(judge(before, after, via)).toMatchObject({ rolls: true, heldBy });
  });

  test.each<[JsonObject, number, number]>([
    [{ replicas: 10 }, 3, 2],
    [{ replicas: 1 }, 1, 0],
    [{ replicas: 4, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '20%' } } }, 0, 1],
    [{ replicas: 4, strategy: { type: 'Recreate' } }, 0, 0],
  ])('a Deployment with %j has a surge of %i and %i unavailable', (spec, surge, unavailable) => {
    const manifest = workload('Deployment', { spec });
    expect(judge(manifest, manifest, via).numbers).toEqual({ surge, unavailable });
  });

  test('the inputs stay as they are', () => {
    const before = deepFreeze(workload('Deployment', { pod: { serviceAccount: 'a' } }));
    const after = deepFreeze(workload('Deployment', { container: { env: [{ name: 'A', value: null }] } }));
    expect(judge(before, after, via).rolls).toBe(true);
  });

  test('a ClusterIP Service which is stored keeps its address', () => {
    expect(judge(service({ clusterIP: 'None' }), service({}), 'update').action).toBe('none');
    expect(judge(service({}), service({}), via).action).toBe('none');
  });
});

test('another namespace is another object', () => {
  const after = workload('Deployment', { metadata: { namespace: 'other' } });
  expect(judge(workload('Deployment'), after)).toMatchObject({ action: 'delete+create', rolls: null, rejected: [] });
});

test('an absent namespace is the default one', () => {
  const [absent, stated] = [service({}), { ...service({}), metadata: { name: 'web', namespace: 'default' } }];
  expect(judge(absent, stated).action).toBe('none');
});

test('a version of the same API group is the same object', () => {
  const before = { ...workload('Deployment'), apiVersion: 'apps/v1beta2' };
  expect(judge(before, workload('Deployment'))).toMatchObject({ action: 'none', rolls: false });
});

test('creation and deletion roll nothing', () => {
  const options = { kubernetesVersion: '1.34', via: 'apply' } as const;
  const manifest = workload('StatefulSet');
  expect(judgeEdit(undefined, manifest, options)).toEqual({
    action: 'create',
    semanticallyEqual: false,
    rolls: null,
    scales: false,
    rejected: [],
  });
  expect(judgeEdit(manifest, undefined, options).action).toBe('delete');
});

test('a value of the wrong type is refused at its field', () => {
  const verdict = judge(workload('Deployment'), workload('Deployment', { spec: { replicas: '3' } }));
  expect(verdict).toMatchObject({ rolls: null, rejected: [{ field: 'spec.replicas' }] });
  expect(verdict).not.toHaveProperty('numbers');
});

test('a kind whose fields are not known is compared as it stands', () => {
  expect(judge(rollout({ replicas: 1 }), rollout({ replicas: 1 })).action).toBe('none');
  expect(judge(rollout({ replicas: 1 }), rollout({ replicas: 2 }))).toMatchObject({ action: 'update', rolls: null });
});

function rollout(spec: JsonObject): JsonObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
