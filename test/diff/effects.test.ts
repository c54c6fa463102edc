import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import type { Effect } from '../../src/schema/effect.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { configMap, workload } from './manifests.ts';
import { revisionObject } from './revision-object.ts';

function effects(before: JsonObject | undefined, after: JsonObject | undefined, replicas?: number): readonly Effect[] {
  const [changed] = diffObjects({
    base: before ? [revisionObject(before)] : [],
    head: after ? [revisionObject(after)] : [],
    kubernetesVersion: '1.34',
    ...(replicas !== undefined && { replicasIfUnwritten: () => replicas }),
  });
  return changed?.change.effects ?? [];
}

const container = (fields: JsonObject, kind = 'Deployment') => workload({ kind, container: fields });
const limits = (memory: string, kind: string) => container({ resources: { limits: { memory } } }, kind);
const web = { name: 'web', image: 'shop/web:1.4.2' };
const proxy = { name: 'proxy', image: 'proxy:1' };

const rollout = (image: string) => ({
  ...workload({ image }),
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
});

const trafficObject = (
  apiVersion: string,
  kind: string,
  spec: JsonObject,
  annotations: JsonObject = {},
): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop', annotations },
  spec,
});

describe('pods that roll', () => {
  test.each<[string, JsonObject, JsonObject, Partial<Extract<Effect, { type: 'RollsPods' }>>]>([
    [
      'a new image, its repository named once',
      workload(),
      workload({ image: 'shop/web:1.5.0' }),
      { reason: 'image of container web: shop/web:1.4.2 → 1.5.0', orderOnly: false },
    ],
    [
      'another repository, both named',
      workload(),
      workload({ image: 'quay.io/shop/web:1.4.2' }),
      { reason: 'image of container web: shop/web:1.4.2 → quay.io/shop/web:1.4.2' },
    ],
    [
      'the image first, then two at most, the rest counted',
      container({}),
      workload({
        image: 'shop/web:2',
        container: { command: ['x'], args: ['y'], env: [{ name: 'A', value: 'b' }] },
      }),
      { reason: 'image of container web: shop/web:1.4.2 → 2, args of container web added, and 2 more' },
    ],
    [
      'a changed environment variable',
      container({ env: [{ name: 'LOG', value: 'info' }] }),
      container({ env: [{ name: 'LOG', value: 'debug' }] }),
      { reason: 'env LOG of container web: info → debug' },
    ],
    [
      'a changed credential, without its value',
      container({ env: [{ name: 'DB_PASSWORD', value: 'a' }] }),
      container({ env: [{ name: 'DB_PASSWORD', value: 'b' }] }),
      { reason: 'env DB_PASSWORD of container web changed' },
    ],
    [
      'an annotation of the template',
      workload(),
      workload({ podMetadata: { annotations: { 'checksum/config': 'f00' } } }),
      { reason: 'template annotation checksum/config added: f00' },
    ],
    [
      'two containers swapped',
      workload({ containers: [web, proxy] }),
      workload({ containers: [proxy, web] }),
      { reason: 'order of containers', orderOnly: true },
    ],
    [
      'two variables swapped',
      container({ env: [{ name: 'A' }, { name: 'B' }] }),
      container({ env: [{ name: 'B' }, { name: 'A' }] }),
      { reason: 'order of env of container web', orderOnly: true },
    ],
    [
      'an equal quantity in a StatefulSet',
      limits('1Gi', 'StatefulSet'),
      limits('1073741824', 'StatefulSet'),
      { reason: 'spelling of resources.limits.memory of container web', orderOnly: true },
    ],
    [
      'a paused Deployment',
      workload({ spec: { paused: true } }),
      workload({ spec: { paused: true }, image: 'shop/web:2' }),
      { heldBy: 'Paused' },
    ],
    [
      'a StatefulSet with OnDelete',
      workload({ kind: 'StatefulSet', spec: { updateStrategy: { type: 'OnDelete' } } }),
      workload({ kind: 'StatefulSet', spec: { updateStrategy: { type: 'OnDelete' } }, image: 'shop/web:2' }),
      { heldBy: 'OnDelete' },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(effects(before, after)).toEqual([expect.objectContaining({ type: 'RollsPods', ...expected })]);
  });

  test('a Rollout of Argo rolls although its kind is not known', () => {
    expect(effects(rollout('a:1'), rollout('a:2'))).toMatchObject([
      { type: 'RollsPods', reason: 'image of container web: a:1 → 2' },
    ]);
  });
});

describe('nothing that a pod would notice', () => {
  test.each<[string, JsonObject, JsonObject, Effect]>([
    [
      'a default written out',
      workload(),
      workload({ pod: { dnsPolicy: 'ClusterFirst' } }),
      { type: 'NoEffect', reason: 'another spelling of the same values' },
    ],
    [
      'an equal quantity in a Deployment',
      limits('1Gi', 'Deployment'),
      limits('1073741824', 'Deployment'),
      { type: 'NoEffect', reason: 'another spelling of the same values' },
    ],
    [
      'a misspelt field',
      container({}),
      container({ imagePullpolicy: 'Always' }),
      {
        type: 'NoEffect',
        reason: 'the API server drops what it does not know: spec.template.spec.containers[name=web].imagePullpolicy',
      },
    ],
    [
      'a strategy',
      workload(),
      workload({ spec: { strategy: { type: 'Recreate' } } }),
      { type: 'StrategyOnly', reason: 'strategy.type added: Recreate' },
    ],
    ['a label of the object', workload(), workload({ annotations: { a: 'b' } }), { type: 'UpdatesObject' }],
    ['a ConfigMap without readers', configMap({ a: '1' }), configMap({ a: '2' }), { type: 'UpdatesObject' }],
  ])('%s', (_, before, after, effect) => {
    expect(effects(before, after)).toEqual([effect]);
  });
});

const partition = (number: number) =>
  workload({
    kind: 'StatefulSet',
    spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: number } } },
  });
const onDelete = workload({ kind: 'DaemonSet', spec: { updateStrategy: { type: 'OnDelete' } } });

test.each<[string, JsonObject, JsonObject, boolean]>([
  ['a pause which ends', workload({ spec: { paused: true } }), workload(), true],
  ['a pause which begins', workload(), workload({ spec: { paused: true } }), false],
  ['a partition which is lowered', partition(3), partition(1), true],
  ['a partition which is raised', partition(1), partition(3), false],
  ['OnDelete which is given up', onDelete, workload({ kind: 'DaemonSet' }), true],
])('%s may let go of pods or not', (_, before, after, releases) => {
  const [effect] = effects(before, after);
  expect(effect?.type).toBe('StrategyOnly');
  expect(effect?.type === 'StrategyOnly' && effect.releasesPods === true).toBe(releases);
});

describe('replicas', () => {
  test.each<[string, JsonObject, JsonObject, number | undefined, Effect]>([
    ['written on both sides', { replicas: 3 }, { replicas: 5 }, undefined, { type: 'Scales', from: 3, to: 5 }],
    ['no longer written: the default is 1', { replicas: 3 }, {}, undefined, { type: 'Scales', from: 3, to: 1 }],
    ['no longer written: the caller knows better', { replicas: 3 }, {}, 4, { type: 'Scales', from: 3, to: 4 }],
  ])('%s', (_, before, after, replicas, effect) => {
    expect(effects(workload({ spec: before }), workload({ spec: after }), replicas)).toEqual([effect]);
  });

  test.each<[string, JsonObject, Effect]>([
    ['a Deployment', workload({ spec: { replicas: 2 } }), { type: 'StartsPods', replicas: 2 }],
    ['a paused Deployment', workload({ spec: { replicas: 2, paused: true } }), { type: 'StartsPods', replicas: 0 }],
    ['a DaemonSet', workload({ kind: 'DaemonSet' }), { type: 'StartsPods' }],
    ['a ConfigMap', configMap({}), { type: 'UpdatesObject' }],
  ])('%s is created', (_, after, effect) => {
    expect(effects(undefined, after)).toEqual([effect]);
  });

  test('a deleted Deployment stops its pods', () => {
    expect(effects(workload({ spec: { replicas: 2 } }), undefined)).toEqual([{ type: 'StopsPods', replicas: 2 }]);
  });
});

describe('traffic', () => {
  const service = (version: string, port = 80) =>
    trafficObject('v1', 'Service', { selector: { app: 'web', version }, ports: [{ port }] });
  const ingress = { defaultBackend: { service: { name: 'web', port: { number: 80 } } } };
  const virtualService = (weight: number, more: JsonObject = {}) =>
    trafficObject('networking.istio.io/v1', 'VirtualService', {
      http: [{ route: [{ weight }, { weight: 100 - weight }], ...more }],
    });

  test.each<[string, JsonObject, JsonObject | undefined, string]>([
    ['the selector of a Service', service('blue'), service('green'), 'selector.version: blue → green'],
    ['a port of a Service', service('blue'), service('blue', 81), 'port 81 added, port 80 removed'],
    [
      'weights',
      virtualService(0),
      virtualService(10),
      'http[0].route[0].weight: 0 → 10, http[0].route[1].weight: 100 → 90',
    ],
    [
      'the weight of an ingress-nginx canary',
      trafficObject('networking.k8s.io/v1', 'Ingress', ingress, { 'nginx.ingress.kubernetes.io/canary-weight': '10' }),
      trafficObject('networking.k8s.io/v1', 'Ingress', ingress, { 'nginx.ingress.kubernetes.io/canary-weight': '50' }),
      'annotation nginx.ingress.kubernetes.io/canary-weight: 10 → 50',
    ],
    [
      'a Service is deleted',
      service('blue'),
      undefined,
      'the Service is deleted: nothing is reached through it any more',
    ],
  ])('%s', (_, before, after, reason) => {
    expect(effects(before, after)).toEqual([{ type: 'MovesTraffic', reason }]);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['a timeout', virtualService(10), virtualService(10, { timeout: '3s' })],
    [
      'another annotation',
      service('blue'),
      { ...service('blue'), metadata: { name: 'web', namespace: 'shop', annotations: { a: 'b' } } },
    ],
    [
      'a kind of that name of another group',
      trafficObject('serving.knative.dev/v1', 'Service', { selector: { a: 'b' } }),
      trafficObject('serving.knative.dev/v1', 'Service', {}),
    ],
  ])('%s moves none', (_, before, after) => {
    expect(effects(before, after)).toEqual([{ type: 'UpdatesObject' }]);
  });
});
