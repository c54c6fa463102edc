import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../../src/kubernetes/default-object.ts';
import { validateObject } from '../../../src/kubernetes/validation/validate-object.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { Rejection } from '../../../src/schema/rejection.ts';

const options = { kubernetesVersion: '1.32' };

function refusals(manifest: JsonObject): readonly Rejection[] {
  const decoded = decodeObject(manifest, options);
  if (decoded.kind === undefined) throw new Error('a kind without table');
  return validateObject(decoded.kind, defaultObject(decoded, options));
}

function fields(manifest: JsonObject): readonly string[] {
  return refusals(manifest).map(({ field }) => field);
}

const labels = { app: 'web' };
const container = { name: 'web', image: 'web:1' };

function deployment(change: { spec?: JsonObject; podSpec?: JsonObject; container?: JsonObject }): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ ...container, ...change.container }], ...change.podSpec },
      },
      ...change.spec,
    },
  };
}

const pod = 'spec.template.spec';
const first = `${pod}.containers[0]`;

describe('a Deployment', () => {
  test('is accepted as it is', () => {
    expect(refusals(deployment({}))).toEqual([]);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['a name in upper case', { metadata: { name: 'Web' } }, ['metadata.name']],
    ['no name', { metadata: {} }, ['metadata.name']],
    ['a bad label', { metadata: { name: 'web', labels: { 'a b': 'c' } } }, ['metadata.labels']],
  ])('is refused for %s', (_about, change, expected) => {
    expect(fields({ ...deployment({}), ...change })).toEqual(expected);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['no selector', { selector: null }, ['spec.selector', 'spec.template.metadata.labels']],
    ['an empty selector', { selector: {} }, ['spec.selector']],
    ['a selector which does not match', { selector: { matchLabels: { app: 'x' } } }, ['spec.template.metadata.labels']],
    ['a negative number of replicas', { replicas: -1 }, ['spec.replicas']],
    ['a deadline below minReadySeconds', { minReadySeconds: 600 }, ['spec.progressDeadlineSeconds']],
    ['an unknown strategy', { strategy: { type: 'Blue' } }, ['spec.strategy']],
  ])('is refused for %s', (_about, spec, expected) => {
    expect(fields(deployment({ spec }))).toEqual(expected);
  });

  const surge = 'spec.strategy.rollingUpdate.maxSurge';
  const unavailable = 'spec.strategy.rollingUpdate.maxUnavailable';

  test.each<[number | string, number | string, readonly string[]]>([
    [1, 0, []],
    ['150%', 1, []],
    [0, '100%', []],
    [0, 0, [unavailable]],
    ['0%', 0, [unavailable]],
    [1, '101%', [unavailable]],
    [1, '25.5%', [unavailable]],
    [1, '1', [unavailable]],
    ['abc', 1, [surge]],
    [-1, 1, [surge]],
  ])('with maxSurge %s and maxUnavailable %s is refused at %s', (maxSurge, maxUnavailable, expected) => {
    const strategy = { rollingUpdate: { maxSurge, maxUnavailable } };
    expect(fields(deployment({ spec: { strategy } }))).toEqual(expected);
  });

  test('cannot be Recreate and have a rollingUpdate', () => {
    const strategy = { type: 'Recreate', rollingUpdate: { maxSurge: 1 } };
    expect(fields(deployment({ spec: { strategy } }))).toEqual(['spec.strategy.rollingUpdate']);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['no containers', { containers: [] }, [`${pod}.containers`]],
    ['two containers of one name', { containers: [container, container] }, [`${pod}.containers[1].name`]],
    ['an init container of that name', { initContainers: [container] }, [`${pod}.initContainers[0].name`]],
    ['restartPolicy Never', { restartPolicy: 'Never' }, [`${pod}.restartPolicy`]],
    ['an unknown dnsPolicy', { dnsPolicy: 'Cluster' }, [`${pod}.dnsPolicy`]],
    ['a toleration without key', { tolerations: [{ value: 'x' }] }, [`${pod}.tolerations[0].operator`]],
    [
      'a mode in decimal',
      { volumes: [{ name: 'v', secret: { secretName: 's', defaultMode: 644 } }] },
      [`${pod}.volumes[0].secret.defaultMode`],
    ],
    [
      'a volume with two sources',
      { volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/x' } }] },
      [`${pod}.volumes[0].hostPath`],
    ],
    [
      'a volume of a claim without name',
      { volumes: [{ name: 'v', persistentVolumeClaim: {} }] },
      [`${pod}.volumes[0].persistentVolumeClaim.claimName`],
    ],
  ])('is refused for %s', (_about, podSpec, expected) => {
    expect(fields(deployment({ podSpec }))).toEqual(expected);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['no image', { image: '' }, [`${first}.image`]],
    ['no name', { name: '' }, [`${first}.name`]],
    ['an unknown pull policy', { imagePullPolicy: 'always' }, [`${first}.imagePullPolicy`]],
    ['a port out of range', { ports: [{ containerPort: 70_000 }] }, [`${first}.ports[0].containerPort`]],
    ['a port name without letter', { ports: [{ name: '80', containerPort: 80 }] }, [`${first}.ports[0].name`]],
    ['a lower case protocol', { ports: [{ containerPort: 80, protocol: 'tcp' }] }, [`${first}.ports[0].protocol`]],
    [
      'a mount of an unknown volume',
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      [`${first}.volumeMounts[0].name`],
    ],
    ['a probe without handler', { livenessProbe: {} }, [`${first}.livenessProbe`]],
    [
      'a probe with two handlers',
      { livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } },
      [`${first}.livenessProbe.tcpSocket`],
    ],
    [
      'a port number as text',
      { readinessProbe: { httpGet: { port: '80' } } },
      [`${first}.readinessProbe.httpGet.port`],
    ],
    [
      'a liveness probe which must succeed twice',
      { livenessProbe: { exec: { command: ['x'] }, successThreshold: 2 } },
      [`${first}.livenessProbe.successThreshold`],
    ],
    [
      'value and valueFrom',
      { env: [{ name: 'A', value: '1', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
      [`${first}.env[0].valueFrom`],
    ],
    [
      'requests above limits',
      { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      [`${first}.resources.requests`],
    ],
    [
      'half a GPU',
      { resources: { limits: { 'nvidia.com/gpu': '0.5' } } },
      [`${first}.resources.limits[nvidia.com/gpu]`],
    ],
    ['a resource which is none', { resources: { limits: { gpu: '1' } } }, [`${first}.resources.limits[gpu]`]],
  ])('is refused for a container with %s', (_about, change, expected) => {
    expect(fields(deployment({ container: change }))).toEqual(expected);
  });
});

describe('other kinds', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'StatefulSet whose containers are wrong',
      {
        ...deployment({ container: { image: '' } }),
        kind: 'StatefulSet',
      },
      [],
    ],
    [
      'DaemonSet with surge and unavailable',
      {
        ...deployment({ spec: { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } } }),
        kind: 'DaemonSet',
      },
      ['spec.updateStrategy.rollingUpdate.maxSurge'],
    ],
    [
      'DaemonSet which may not take a step',
      {
        ...deployment({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } } }),
        kind: 'DaemonSet',
      },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable'],
    ],
    [
      'Job which always restarts',
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'j' },
        spec: { template: { spec: { containers: [container] } } },
      },
      ['spec.template.spec.restartPolicy'],
    ],
    ['Service without ports', { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: {} }, ['spec.ports']],
    [
      'Service with two unnamed ports',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { ports: [{ port: 80 }, { port: 81 }] },
      },
      ['spec.ports[0].name', 'spec.ports[1].name'],
    ],
    [
      'Secret for TLS without key',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's' },
        type: 'kubernetes.io/tls',
        data: { 'tls.crt': 'AAAA' },
      },
      ['data[tls.key]'],
    ],
    [
      'ClusterRole with a namespace',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'system:x', namespace: 'y' },
        rules: [],
      },
      [],
    ],
    [
      'claim without size',
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'c' },
        spec: { accessModes: ['ReadWriteOnce'] },
      },
      ['spec.resources[storage]'],
    ],
    [
      'budget with both bounds',
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'b' },
        spec: { minAvailable: 1, maxUnavailable: 1 },
      },
      ['spec'],
    ],
    [
      'autoscaler without maximum',
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'h' },
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
      },
      ['spec.maxReplicas', 'spec.maxReplicas'],
    ],
  ])('a %s is refused at the right fields', (_about, manifest, expected) => {
    expect(fields(manifest)).toEqual(expected);
  });

  test('no reason tells a value of a Secret', () => {
    const manifest: JsonObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      type: 'kubernetes.io/tls',
      data: { 'bad key': 'c2VjcmV0' },
    };
    const told = JSON.stringify(refusals(manifest));
    expect(told).toContain('data[bad key]');
    expect(told).not.toContain('c2VjcmV0');
  });
});
