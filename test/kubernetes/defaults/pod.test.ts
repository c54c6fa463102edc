import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../../src/kubernetes/default-object.ts';
import { fieldAt } from '../../../src/kubernetes/field-access.ts';
import type { JsonObject, JsonValue } from '../../../src/schema/json.ts';

const options = { kubernetesVersion: '1.32' };

function specOf(apiVersion: string, kind: string, spec: JsonObject): JsonValue | undefined {
  return defaultObject(decodeObject({ apiVersion, kind, spec }, options), options)['spec'];
}

function podSpecOf(podSpec: JsonObject): JsonValue | undefined {
  return fieldAt(specOf('apps/v1', 'Deployment', { template: { spec: podSpec } }), 'template', 'spec');
}

const podDefaults = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};
const containerDefaults = {
  imagePullPolicy: 'Always',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};

describe('a pod template', () => {
  test('has its defaults although nothing of it is stated', () => {
    expect(podSpecOf({})).toEqual(podDefaults);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['ports', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80, protocol: 'TCP' }] }],
    [
      'probes, in which a 0 is as absent',
      { livenessProbe: { httpGet: { port: 80 }, timeoutSeconds: 0 } },
      {
        livenessProbe: {
          httpGet: { path: '/', port: 80, scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      },
    ],
    [
      'gRPC probes',
      { startupProbe: { grpc: { port: 80 }, failureThreshold: 30 } },
      {
        startupProbe: {
          grpc: { port: 80, service: '' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 30,
        },
      },
    ],
    [
      'hooks',
      { lifecycle: { preStop: { httpGet: { port: 'http' } } } },
      { lifecycle: { preStop: { httpGet: { path: '/', port: 'http', scheme: 'HTTP' } } } },
    ],
    [
      'field references',
      { env: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }] },
      { env: [{ name: 'NODE', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }] },
    ],
    [
      'amounts below a thousandth',
      { resources: { limits: { cpu: '1u', memory: '1Gi' } } },
      { resources: { limits: { cpu: '1m', memory: '1Gi' } } },
    ],
  ])('fills in %s', (_, container, filled) => {
    expect(podSpecOf({ containers: [container], initContainers: [container] })).toEqual({
      ...podDefaults,
      containers: [{ ...containerDefaults, imagePullPolicy: 'IfNotPresent', ...filled }],
      initContainers: [{ ...containerDefaults, imagePullPolicy: 'IfNotPresent', ...filled }],
    });
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['no source', {}, { emptyDir: {} }],
    ['a source that is null', { hostPath: null }, { emptyDir: {} }],
    ['configMap', { configMap: { name: 'a' } }, { configMap: { name: 'a', defaultMode: 420 } }],
    ['secret', { secret: { secretName: 'a' } }, { secret: { secretName: 'a', defaultMode: 420 } }],
    ['hostPath', { hostPath: { path: '/' } }, { hostPath: { path: '/', type: '' } }],
    [
      'projected',
      { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
      {
        projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] },
      },
    ],
    [
      'downwardAPI',
      { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      {
        downwardAPI: {
          defaultMode: 420,
          items: [{ path: 'labels', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }],
        },
      },
    ],
    [
      'ephemeral',
      { ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1Gi' } } } } } },
      {
        ephemeral: {
          volumeClaimTemplate: { spec: { resources: { requests: { storage: '1Gi' } }, volumeMode: 'Filesystem' } },
        },
      },
    ],
  ])('fills in a volume with %s', (_, volume, filled) => {
    expect(podSpecOf({ volumes: [{ name: 'data', ...volume }] })).toEqual({
      ...podDefaults,
      volumes: [{ name: 'data', ...filled }],
    });
  });

  test.each<JsonObject>([{ serviceAccount: 'app' }, { serviceAccountName: 'app' }])(
    'mirrors the service account of %j',
    (podSpec) => {
      expect(podSpecOf(podSpec)).toEqual({ ...podDefaults, serviceAccount: 'app', serviceAccountName: 'app' });
    },
  );

  test('has no default for what only a pod gets', () => {
    const containers = [{ resources: { limits: { cpu: '1' } }, ports: [{ containerPort: 80, protocol: 'TCP' }] }];
    const filled = containers.map((container) => ({
      ...containerDefaults,
      ...container,
      imagePullPolicy: 'IfNotPresent',
    }));
    expect(podSpecOf({ containers, hostNetwork: true })).toEqual({
      ...podDefaults,
      containers: filled,
      hostNetwork: true,
    });
  });
});

test('a pod gets requests from limits, service links, and the ports of its host', () => {
  const containers = [{ image: 'web', resources: { limits: { cpu: '1' } }, ports: [{ containerPort: 80 }] }];
  expect(specOf('v1', 'Pod', { containers, hostNetwork: true })).toEqual({
    ...podDefaults,
    enableServiceLinks: true,
    hostNetwork: true,
    containers: [
      {
        ...containerDefaults,
        image: 'web',
        resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
        ports: [{ containerPort: 80, hostPort: 80, protocol: 'TCP' }],
      },
    ],
  });
});

const digest = `sha256:${'0'.repeat(64)}`;

test.each([
  ['web', 'Always'],
  ['web:latest', 'Always'],
  ['web:1.2', 'IfNotPresent'],
  ['localhost:5000/app', 'Always'],
  ['registry.example.org:5000/shop/app:1.2', 'IfNotPresent'],
  [`web@${digest}`, 'IfNotPresent'],
  [`web:1.2@${digest}`, 'IfNotPresent'],
  [`web:latest@${digest}`, 'Always'],
  ['ko://example.org/app', 'IfNotPresent'],
  ['example.org/Shop/app', 'IfNotPresent'],
  ['0'.repeat(64), 'IfNotPresent'],
])('the image %s is pulled %s', (image, policy) => {
  expect(podSpecOf({ containers: [{ image }] })).toMatchObject({ containers: [{ imagePullPolicy: policy }] });
});
