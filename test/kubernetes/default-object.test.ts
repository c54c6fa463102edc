import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../src/kubernetes/default-object.ts';
import { fieldAt } from '../../src/kubernetes/field-access.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

function stored(manifest: JsonObject, kubernetesVersion = '1.32'): JsonObject {
  const options = { kubernetesVersion };
  return defaultObject(decodeObject(manifest, options), options);
}

function specOf(apiVersion: string, kind: string, spec: JsonObject = {}): JsonValue | undefined {
  return stored({ apiVersion, kind, spec })['spec'];
}

const podDefaults = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};

describe('an object', () => {
  const template = { spec: podDefaults };

  test.each<[string, string, JsonObject, JsonObject]>([
    [
      'apps/v1',
      'Deployment',
      {},
      {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template,
      },
    ],
    [
      'apps/v1',
      'Deployment',
      { replicas: 0, strategy: { type: 'Recreate' } },
      {
        replicas: 0,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: 'Recreate' },
        template,
      },
    ],
    [
      'apps/v1',
      'StatefulSet',
      {},
      {
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        podManagementPolicy: 'OrderedReady',
        replicas: 1,
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        template,
      },
    ],
    [
      'apps/v1',
      'DaemonSet',
      {},
      {
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
        template,
      },
    ],
    [
      'batch/v1',
      'Job',
      { parallelism: 2, backoffLimitPerIndex: 1, podFailurePolicy: { rules: [{ onPodConditions: [{ type: 'A' }] }] } },
      {
        parallelism: 2,
        backoffLimit: 2147483647,
        backoffLimitPerIndex: 1,
        completionMode: 'NonIndexed',
        manualSelector: false,
        suspend: false,
        podReplacementPolicy: 'Failed',
        podFailurePolicy: { rules: [{ onPodConditions: [{ status: 'True', type: 'A' }] }] },
        template,
      },
    ],
    [
      'batch/v1',
      'CronJob',
      {},
      {
        concurrencyPolicy: 'Allow',
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
        jobTemplate: { spec: { template } },
      },
    ],
    [
      'v1',
      'Service',
      { type: 'LoadBalancer', ports: [{ port: 80 }], sessionAffinity: 'ClientIP' },
      {
        type: 'LoadBalancer',
        ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
        allocateLoadBalancerNodePorts: true,
        externalTrafficPolicy: 'Cluster',
        internalTrafficPolicy: 'Cluster',
      },
    ],
    [
      'v1',
      'Service',
      { sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } },
      { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' },
    ],
    ['v1', 'PersistentVolumeClaim', {}, { volumeMode: 'Filesystem' }],
    [
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      { maxReplicas: 3, behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } },
      {
        minReplicas: 1,
        maxReplicas: 3,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [
              { type: 'Pods', value: 4, periodSeconds: 15 },
              { type: 'Percent', value: 100, periodSeconds: 15 },
            ],
          },
          scaleDown: {
            stabilizationWindowSeconds: 60,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
          },
        },
      },
    ],
    [
      'networking.k8s.io/v1',
      'NetworkPolicy',
      { egress: [{ ports: [{ port: 53 }] }] },
      { egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }], policyTypes: ['Ingress', 'Egress'] },
    ],
  ])('%s %s with %j is filled in', (apiVersion, kind, spec, filled) => {
    expect(specOf(apiVersion, kind, spec)).toEqual(filled);
  });

  test('a strategy type which is written out leaves the rolling update of a StatefulSet open', () => {
    const set = stored({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      spec: { updateStrategy: { type: 'RollingUpdate' } },
    });
    expect(fieldAt(set, 'spec', 'updateStrategy')).toEqual({ type: 'RollingUpdate' });
  });

  test.each([
    ['1.34', { partition: 0 }],
    ['1.35', { partition: 0, maxUnavailable: 1 }],
    ['1.36', { partition: 0 }],
  ])('a StatefulSet of version %s has a maxUnavailable only while its gate is on', (version, rollingUpdate) => {
    const set = stored({ apiVersion: 'apps/v1', kind: 'StatefulSet' }, version);
    expect(fieldAt(set, 'spec', 'updateStrategy', 'rollingUpdate')).toEqual(rollingUpdate);
  });

  test('the labels of a job are those of its template where it has none', () => {
    const job = stored({
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: { template: { metadata: { labels: { a: 'b' } } } },
    });
    expect(fieldAt(job, 'metadata', 'labels')).toEqual({ a: 'b' });
  });

  test('annotations which the API server keeps for itself are dropped', () => {
    const template = { metadata: { annotations: { 'pod.beta.kubernetes.io/init-containers': '[]', a: 'b' } } };
    const set = stored({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { annotations: { 'deprecated.daemonset.template.generation': '7' } },
      spec: { template },
    });
    expect(fieldAt(set, 'metadata', 'annotations')).toEqual({});
    expect(fieldAt(set, 'spec', 'template', 'metadata', 'annotations')).toEqual({ a: 'b' });
  });

  test.each<[JsonObject, JsonObject]>([
    [{ dataSource: { kind: 'A', name: 'a' } }, { dataSourceRef: { kind: 'A', name: 'a' } }],
    [{ dataSourceRef: { kind: 'A', name: 'a', namespace: '' } }, { dataSource: { kind: 'A', name: 'a' } }],
  ])('a claim with %j also has %j', (spec, mirrored) => {
    expect(specOf('v1', 'PersistentVolumeClaim', spec)).toMatchObject(mirrored);
  });

  test('stringData is encoded into data and wins over it', () => {
    const secret = stored({
      apiVersion: 'v1',
      kind: 'Secret',
      data: { key: 'b2xk', other: 'b2xk' },
      stringData: { key: 'pässword', four: 'four', five: 'five!' },
    });
    expect(secret).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      data: { key: 'cMOkc3N3b3Jk', other: 'b2xk', four: 'Zm91cg==', five: 'Zml2ZSE=' },
    });
  });

  test('the users of a binding are of the RBAC group, service accounts are not', () => {
    const binding = stored({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      roleRef: { kind: 'Role', name: 'a' },
      subjects: [
        { kind: 'User', name: 'a' },
        { kind: 'ServiceAccount', name: 'a' },
      ],
    });
    expect(binding).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io' },
      subjects: [
        { kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'ServiceAccount', name: 'a' },
      ],
    });
  });

  test('a container limit of a LimitRange is its own default and default request', () => {
    expect(
      specOf('v1', 'LimitRange', { limits: [{ type: 'Container', max: { cpu: '2' }, min: { memory: '1Mi' } }] }),
    ).toEqual({
      limits: [
        {
          type: 'Container',
          max: { cpu: '2' },
          min: { memory: '1Mi' },
          default: { cpu: '2' },
          defaultRequest: { cpu: '2', memory: '1Mi' },
        },
      ],
    });
  });
});
