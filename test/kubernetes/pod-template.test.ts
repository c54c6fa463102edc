import { expect, test } from 'vitest';
import { podTemplateOf } from '../../src/kubernetes/pod-template.ts';
import type { JsonObject } from '../../src/schema/json.ts';

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };

test.each<[string, string, JsonObject]>([
  ['apps/v1', 'Deployment', { spec: { template } }],
  ['extensions/v1beta1', 'Deployment', { spec: { template } }],
  ['apps/v1', 'StatefulSet', { spec: { template } }],
  ['v1', 'ReplicationController', { spec: { template } }],
  ['batch/v1', 'Job', { spec: { template } }],
  ['batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }],
  ['argoproj.io/v1alpha1', 'Rollout', { spec: { template } }],
  ['serving.knative.dev/v1', 'Service', { spec: { template } }],
])('%s %s keeps its pod template where its kind says', (apiVersion, kind, rest) => {
  expect(podTemplateOf({ apiVersion, kind, ...rest })).toEqual(template);
});

test('a Pod is its own template', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', ...template };
  expect(podTemplateOf(pod)).toBe(pod);
});

test.each<[string, JsonObject]>([
  [
    'of a CronJob is not looked for where a Job has it',
    { apiVersion: 'batch/v1', kind: 'CronJob', spec: { template } },
  ],
  [
    'without a list of containers is none',
    { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: {} } } },
  ],
  ['that is text is none', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: 'x' } }],
  ['is not to be had of a Service', { apiVersion: 'v1', kind: 'Service', spec: { ports: [] } }],
  ['is not to be had of what has no kind', { spec: {} }],
  ['is not to be had of a kind named like a member of an object', { apiVersion: '', kind: 'constructor' }],
])('a pod template %s', (_, value) => {
  expect(podTemplateOf(value)).toBeUndefined();
});
