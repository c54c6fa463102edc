import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../src/kubernetes/decode-object.ts';
import { fieldAt } from '../../src/kubernetes/field-access.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

const at132 = { kubernetesVersion: '1.32' };

function configMap(fields: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' }, ...fields };
}

function deployment(container: JsonObject, podSpec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: { containers: [{ name: 'app', ...container }], ...podSpec } } },
  };
}

function decodedContainer(container: JsonObject): JsonObject {
  return containerOf(decodeObject(deployment(container), at132).value);
}

function containerOf(value: JsonObject): JsonObject {
  const { spec } = value as { spec: { template: { spec: { containers: readonly JsonObject[] } } } };
  return spec.template.spec.containers[0] ?? {};
}

test('a manifest which holds nothing to drop is decoded to an equal object', () => {
  const manifest = deployment({ image: 'web:1', env: [{ name: 'A', value: '1' }] });
  expect(decodeObject(manifest, at132).value).toEqual(manifest);
});

test.each<[string, JsonObject]>([
  ['null', { command: null }],
  ['an empty list', { env: [] }],
  ['an empty text', { workingDir: '' }],
  ['false of a field that is no pointer', { stdin: false }],
  ['an empty struct that is no pointer', { resources: {} }],
  ['a struct of which nothing is left', { resources: { limits: {} } }],
  ['a field in the wrong case', { imagePullpolicy: 'Always' }],
  ['a field whose gate is off', { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }],
])('%s is as good as absent', (_, container) => {
  expect(decodedContainer(container)).toEqual({ name: 'app' });
});

test.each<[string, JsonObject]>([
  ['an empty struct', { securityContext: {} }],
  ['false', { securityContext: { privileged: false } }],
  ['0', { securityContext: { runAsUser: 0 } }],
])('a pointer keeps %s', (_, container) => {
  expect(decodedContainer(container)).toEqual({ name: 'app', ...container });
});

test('a gate which drops the only field of a pointer leaves the pointer', () => {
  expect(decodedContainer({ securityContext: { procMount: 'Default' } })).toEqual({ name: 'app', securityContext: {} });
});

test('a gated field is kept from the version on which enables it', () => {
  const container = { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] };
  const { value } = decodeObject(deployment(container), { kubernetesVersion: '1.33' });
  expect(containerOf(value)).toEqual({ name: 'app', ...container });
});

test.each([
  ['1.34', {}],
  ['1.35', { maxUnavailable: 2 }],
  ['1.36', {}],
])('in %s a field is dropped unless its gate is on, also where it was on before', (kubernetesVersion, kept) => {
  const spec = { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } };
  const { value } = decodeObject({ apiVersion: 'apps/v1', kind: 'StatefulSet', spec }, { kubernetesVersion });
  expect(fieldAt(value, 'spec', 'updateStrategy', 'rollingUpdate')).toEqual(kept);
});

test('null within a list or a map is the zero value', () => {
  expect(decodedContainer({ args: ['a', null] })['args']).toEqual(['a', '']);
  const { value } = decodeObject(configMap({ data: { key: null } }), at132);
  expect(value['data']).toEqual({ key: '' });
});

test.each<[JsonValue, string]>([
  ['1000m', '1'],
  [0.5, '500m'],
  [' 1Gi', '1Gi'],
  ['1024Mi', '1Gi'],
  ['1073741824', '1073741824'],
  [null, '0'],
])('the quantity %j is held as %s', (given, canonical) => {
  expect(decodedContainer({ resources: { limits: { memory: given } } })['resources']).toEqual({
    limits: { memory: canonical },
  });
});

test.each<[string, JsonObject, string]>([
  ['a number as text', { replicas: '3' }, 'spec.replicas'],
  ['a fraction', { replicas: 1.5 }, 'spec.replicas'],
  ['a number beyond 32 bits', { replicas: 2 ** 31 }, 'spec.replicas'],
  ['a text as list', { template: { spec: { containers: 'app' } } }, 'spec.template.spec.containers'],
  ['a list as mapping', { selector: [] }, 'spec.selector'],
  ['no quantity', { template: { spec: { overhead: { cpu: '1gi' } } } }, 'spec.template.spec.overhead.cpu'],
  [
    'a number as label',
    { template: { metadata: { labels: { version: 2 } } } },
    'spec.template.metadata.labels.version',
  ],
  [
    'a number as value of a variable',
    { template: { spec: { containers: [{ name: 'app' }, { env: [{ name: 'A', value: 1 }] }] } } },
    'spec.template.spec.containers[1].env[0].value',
  ],
])('%s is a problem at its field', (_, spec, field) => {
  const { problems } = decodeObject({ apiVersion: 'apps/v1', kind: 'Deployment', spec }, at132);
  expect(problems.map((problem) => problem.field)).toEqual([field]);
});

function autoscaler(scaleDown: JsonObject): JsonObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { behavior: { scaleDown } },
  };
}

test('an empty list of scaling policies is not the same as none', () => {
  const manifest = autoscaler({ policies: [] });
  expect(decodeObject(manifest, at132).value).toEqual(manifest);
  expect(decodeObject(autoscaler({ policies: null }), at132).value).toEqual(autoscaler({}));
});

test('the API version of a field of the pod is a known field', () => {
  const fieldRef = { apiVersion: 'v1', fieldPath: 'status.podIP' };
  const env = [{ name: 'IP', valueFrom: { fieldRef } }];
  expect(decodedContainer({ env })).toEqual({ name: 'app', env });
});

test('the value of a problem is not told', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', data: { password: 'hunter2!' } };
  const { problems } = decodeObject(secret, at132);
  expect(problems).toHaveLength(1);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});

test.each<[string, boolean]>([
  ['cGFzcw==', true],
  ['cGFz\ncw==\n', true],
  ['', true],
  ['cGFzcw', false],
  ['cGFz cw==', false],
])('data %j of a Secret is base64: %s', (data, isValid) => {
  const { problems } = decodeObject({ apiVersion: 'v1', kind: 'Secret', data: { key: data } }, at132);
  expect(problems.length === 0).toBe(isValid);
});

test('unknown fields are named by their path', () => {
  const { unknownFields } = decodeObject(deployment({ imagePullpolicy: 'Always' }, { foo: 1 }), at132);
  expect(unknownFields).toEqual(['spec.template.spec.containers[0].imagePullpolicy', 'spec.template.spec.foo']);
});

test('a kind whose fields are not known is left as it is', () => {
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { replicas: 'many', strategy: null } };
  expect(decodeObject(rollout, at132)).toEqual({ kind: undefined, value: rollout, problems: [], unknownFields: [] });
});

test('names of JavaScript itself are ordinary keys', () => {
  const labels: JsonObject = JSON.parse('{"__proto__": "a", "constructor": null}');
  const { value } = decodeObject(configMap({ metadata: { labels }, constructor: 1 }), at132);
  expect(JSON.stringify(value['metadata'])).toBe('{"labels":{"__proto__":"a","constructor":""}}');
});

describe('a version which is no longer served', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'apps/v1beta1 keeps two old ReplicaSets',
      { apiVersion: 'apps/v1beta1', kind: 'Deployment', spec: {} },
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { revisionHistoryLimit: 2 } },
    ],
    [
      'extensions/v1beta1 Deployments have neither limit nor deadline, and select the labels of their template',
      {
        apiVersion: 'extensions/v1beta1',
        kind: 'Deployment',
        spec: { template: { metadata: { labels: { app: 'web' } } } },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { labels: { app: 'web' } },
        spec: {
          progressDeadlineSeconds: 2147483647,
          revisionHistoryLimit: 2147483647,
          selector: { matchLabels: { app: 'web' } },
          strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
          template: { metadata: { labels: { app: 'web' } } },
        },
      },
    ],
    [
      'extensions/v1beta1 DaemonSets wait for their pods to be deleted',
      { apiVersion: 'extensions/v1beta1', kind: 'DaemonSet' },
      { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { updateStrategy: { type: 'OnDelete' } } },
    ],
    [
      'the old Ingress names a backend',
      {
        apiVersion: 'networking.k8s.io/v1beta1',
        kind: 'Ingress',
        spec: {
          backend: { serviceName: 'all', servicePort: 'http' },
          rules: [{ http: { paths: [{ backend: { serviceName: 'web', servicePort: 80 } }] } }],
        },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        spec: {
          defaultBackend: { service: { name: 'all', port: { name: 'http' } } },
          rules: [
            {
              http: {
                paths: [
                  { pathType: 'ImplementationSpecific', backend: { service: { name: 'web', port: { number: 80 } } } },
                ],
              },
            },
          ],
        },
      },
    ],
    [
      'autoscaling/v1 knows the CPU only',
      { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', spec: { targetCPUUtilizationPercentage: 70 } },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        spec: {
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
          ],
        },
      },
    ],
    [
      'autoscaling/v2beta1 writes targets beside the metrics',
      {
        apiVersion: 'autoscaling/v2beta1',
        kind: 'HorizontalPodAutoscaler',
        spec: {
          metrics: [
            { type: 'Pods', pods: { metricName: 'rps', targetAverageValue: 100 } },
            {
              type: 'Object',
              object: { metricName: 'rps', target: { kind: 'Service', name: 'web' }, targetValue: '2k' },
            },
          ],
        },
      },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        spec: {
          metrics: [
            { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } } },
            {
              type: 'Object',
              object: {
                metric: { name: 'rps' },
                describedObject: { kind: 'Service', name: 'web' },
                target: { type: 'Value', value: '2k' },
              },
            },
          ],
        },
      },
    ],
    [
      'an empty selector of policy/v1beta1 matches nothing',
      { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', spec: { selector: {} } },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        spec: {
          selector: {
            matchExpressions: [
              { key: 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match', operator: 'Exists' },
            ],
          },
        },
      },
    ],
  ])('is read as the one that is: %s', (_, old, served) => {
    expect(decodeObject(old, at132).value).toEqual(served);
  });
});
