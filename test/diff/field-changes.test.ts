import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { configMap, workload } from './manifests.ts';
import { revisionObject } from './revision-object.ts';

function fieldsOf(before: JsonObject, after: JsonObject) {
  const [changed] = diffObjects({
    base: [revisionObject(before)],
    head: [revisionObject(after)],
    kubernetesVersion: '1.34',
  });
  return changed?.change.fields ?? [];
}

const container = (fields: JsonObject) => workload({ container: fields });
const pod = (fields: JsonObject) => workload({ pod: fields });
const service = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { app: 'web' }, ...spec },
});
const web = 'spec.template.spec.containers[name=web]';

const withEnv = (...names: string[]) => container({ env: names.map((name) => ({ name, value: name.toLowerCase() })) });

const withArgs = (...values: string[]) => container({ args: values });

const dnsService = (udp: string) =>
  service({
    ports: [
      { name: 't', port: 53 },
      { name: 'u', port: 53, protocol: 'UDP', targetPort: udp },
    ],
  });

const big = (id: bigint): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Big',
  metadata: { name: 'x' },
  spec: { id },
});

const custom = (...names: string[]): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Custom',
  metadata: { name: 'x' },
  spec: { parts: names.map((name) => ({ name })) },
});

describe('fields that mean the same', () => {
  test.each<[string, JsonObject, JsonObject, string]>([
    [
      'a default of the template written out',
      pod({}),
      pod({ restartPolicy: 'Always' }),
      'spec.template.spec.restartPolicy',
    ],
    ['a default of the object written out', workload(), workload({ spec: { replicas: 1 } }), 'spec.replicas'],
    [
      'a pull policy which follows from the tag',
      container({}),
      container({ imagePullPolicy: 'IfNotPresent' }),
      `${web}.imagePullPolicy`,
    ],
    [
      'the protocol of a port',
      container({ ports: [{ containerPort: 80 }] }),
      container({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
      `${web}.ports[containerPort=80,protocol=TCP].protocol`,
    ],
    [
      'an equal quantity',
      container({ resources: { limits: { cpu: '1000m' } } }),
      container({ resources: { limits: { cpu: '1' } } }),
      `${web}.resources.limits.cpu`,
    ],
    [
      'an equal quantity of another format',
      container({ resources: { limits: { memory: '1Gi' } } }),
      container({ resources: { limits: { memory: '1073741824' } } }),
      `${web}.resources.limits.memory`,
    ],
    ['null for an absent field', container({}), container({ workingDir: null }), `${web}.workingDir`],
    ['an empty list for an absent one', pod({}), pod({ tolerations: [] }), 'spec.template.spec.tolerations'],
    [
      'a field which the API server does not know',
      container({}),
      container({ imagePullpolicy: 'Always' }),
      `${web}.imagePullpolicy`,
    ],
    ['a field which the API server sets itself', workload(), { ...workload(), status: { replicas: 3 } }, 'status'],
  ])('%s', (_, before, after, path) => {
    expect(fieldsOf(before, after).map((field) => [field.path, field.type])).toEqual([[path, 'SameMeaning']]);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['enableServiceLinks', pod({}), pod({ enableServiceLinks: true })],
    ['an empty security context of a container', container({}), container({ securityContext: {} })],
    [
      'requests equal to limits',
      container({ resources: { limits: { cpu: '1' } } }),
      container({ resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } }),
    ],
    [
      'an image with its registry',
      workload({ image: 'busybox' }),
      workload({ image: 'docker.io/library/busybox:latest' }),
    ],
  ])('%s does not', (_, before, after) => {
    expect(fieldsOf(before, after).map(({ type }) => type)).not.toContain('SameMeaning');
  });

  test('the other fields of a mapping with defaults are told one by one', () => {
    const after = workload({ spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2 } } } });
    expect(fieldsOf(workload(), after)).toEqual([
      { path: 'spec.strategy.rollingUpdate.maxSurge', type: 'Added', after: 2 },
      { path: 'spec.strategy.type', type: 'SameMeaning', after: 'RollingUpdate' },
    ]);
  });
});

describe('lists', () => {
  test('items of keyed lists are compared with their namesakes', () => {
    const after = container({
      env: [
        { name: 'NEW', value: 'n' },
        { name: 'A', value: 'a' },
        { name: 'B', value: 'other' },
      ],
    });
    expect(fieldsOf(withEnv('A', 'B', 'C'), after)).toEqual([
      { path: `${web}.env[name=NEW]`, type: 'Added', after: { name: 'NEW', value: 'n' } },
      { path: `${web}.env[name=B].value`, type: 'Changed', before: 'b', after: 'other' },
      { path: `${web}.env[name=C]`, type: 'Removed', before: { name: 'C', value: 'c' } },
    ]);
  });

  test('a list which appears is told item by item', () => {
    expect(fieldsOf(container({}), withEnv('A')).map(({ path }) => path)).toEqual([`${web}.env[name=A]`]);
  });

  test('another order is one field', () => {
    expect(fieldsOf(withEnv('A', 'B', 'C'), withEnv('C', 'A', 'B'))).toEqual([
      { path: `${web}.env`, type: 'Reordered', before: ['A', 'B', 'C'], after: ['C', 'A', 'B'] },
    ]);
  });

  test('items without a key are found again where they have moved', () => {
    expect(
      fieldsOf(withArgs('serve', '--port=80', '--fast', 'x'), withArgs('serve', '--slow', '--port=81', '--fast', 'x')),
    ).toEqual([
      { path: `${web}.args[1]`, type: 'Added', after: '--slow' },
      { path: `${web}.args[2]`, type: 'Changed', before: '--port=80', after: '--port=81' },
    ]);
    expect(fieldsOf(withArgs('a', 'b', 'c'), withArgs('b', 'a', 'c'))).toEqual([
      { path: `${web}.args`, type: 'Reordered', before: ['a', 'b', 'c'], after: ['b', 'a', 'c'] },
    ]);
  });

  test('ports of a Service are told apart by number and protocol', () => {
    expect(fieldsOf(dnsService('a'), dnsService('b')).map(({ path }) => path)).toEqual([
      'spec.ports[port=53,protocol=UDP].targetPort',
    ]);
  });

  test('items which share a key are compared by position', () => {
    expect(
      fieldsOf(
        withEnv('A', 'A'),
        container({
          env: [
            { name: 'A', value: 'a' },
            { name: 'A', value: 'b' },
          ],
        }),
      ),
    ).toEqual([{ path: `${web}.env[1].value`, type: 'Changed', before: 'a', after: 'b' }]);
  });
});

describe('what is shown', () => {
  test('keys which hold dots or slashes stand in brackets', () => {
    const after = workload({ annotations: { 'example.com/owner': 'me' } });
    expect(fieldsOf(workload(), after)).toEqual([
      { path: 'metadata.annotations[example.com/owner]', type: 'Added', after: 'me' },
    ]);
  });

  test('long texts are cut and say so', () => {
    const [field] = fieldsOf(configMap({ text: '' }), configMap({ text: `${'a'.repeat(399)}😀${'b'.repeat(100)}` }));
    expect(field?.after).toBe(`${'a'.repeat(399)}… (102 more characters)`);
  });

  test('a key which readers of JSON drop is shown in another form', () => {
    const [field] = fieldsOf(container({}), container({ env: JSON.parse('{"__proto__": "a", "b": "c"}') }));
    expect(JSON.stringify(field?.after)).toBe('{"\\"__proto__\\"":"a","b":"c"}');
  });

  test('integers beyond 2^53 keep their digits', () => {
    expect(fieldsOf(big(9007199254740993n), big(9007199254740995n))).toEqual([
      { path: 'spec.id', type: 'Changed', before: '9007199254740993', after: '9007199254740995' },
    ]);
  });

  test('a kind that is not known has no defaults, and lists of named items are keyed', () => {
    expect(fieldsOf(custom('a', 'b'), custom('b')).map(({ path, type }) => [path, type])).toEqual([
      ['spec.parts[name=a]', 'Removed'],
    ]);
  });
});
