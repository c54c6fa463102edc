import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../../src/kubernetes/default-object.ts';
import { validateUpdate } from '../../../src/kubernetes/update-rules/validate-update.ts';
import type { JsonObject } from '../../../src/schema/json.ts';

function refusedFields(before: JsonObject, after: JsonObject, kubernetesVersion = '1.32'): readonly string[] {
  const options = { kubernetesVersion, sent: after };
  const decoded = decodeObject(before, options);
  if (decoded.kind === undefined) throw new Error('a kind without table');
  const next = defaultObject(decodeObject(after, options), options);
  const found = validateUpdate(decoded.kind, defaultObject(decoded, options), next, options);
  return found.map(({ field }) => field);
}

function edit(manifest: JsonObject, from: JsonObject, to: JsonObject): readonly [JsonObject, JsonObject] {
  const spec = manifest['spec'] as JsonObject;
  return [
    { ...manifest, spec: { ...spec, ...from } },
    { ...manifest, spec: { ...spec, ...to } },
  ];
}

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1' }], restartPolicy: 'Never' },
};
const otherTemplate = { ...template, spec: { ...template.spec, containers: [{ name: 'web', image: 'web:2' }] } };
const placedTemplate = { ...template, spec: { ...template.spec, nodeSelector: { zone: 'a' } } };
const selector = { matchLabels: { app: 'web' } };
const otherSelector = { matchLabels: { app: 'web', tier: 'front' } };

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector, template },
};
const statefulSet = { ...deployment, kind: 'StatefulSet' };
const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'web' }, spec: { template } };
const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], volumeName: 'pv-1', storageClassName: 'fast' },
};

function annotated(name: string): JsonObject {
  return {
    ...claim,
    metadata: { name: 'data', annotations: { 'volume.beta.kubernetes.io/storage-class': name } },
  };
}

function storage(size: string): JsonObject {
  return { resources: { requests: { storage: size } } };
}

function claims(size: string): JsonObject {
  return { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: [], ...storage(size) } }] };
}

function roleBinding(name: string): JsonObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'b' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
  };
}

function podWith(change: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'a', image: 'a:1', ...change }] },
  };
}

describe('an update', () => {
  test.each<[string, JsonObject, JsonObject, JsonObject, readonly string[]]>([
    ['another selector of a Deployment', deployment, {}, { selector: otherSelector }, ['spec.selector']],
    ['other replicas and template', deployment, {}, { replicas: 3, template: otherTemplate }, []],
    ['another template of a StatefulSet', statefulSet, {}, { template: otherTemplate, replicas: 3 }, []],
    ['another service of a StatefulSet', statefulSet, {}, { serviceName: 'db' }, ['spec']],
    ['a bigger claim of a StatefulSet', statefulSet, claims('1Gi'), claims('2Gi'), ['spec']],
    ['an equal claim in other words', statefulSet, claims('1Gi'), claims('1073741824'), []],
    ['another template of a Job', job, {}, { template: otherTemplate }, ['spec.template']],
    ['another place for a Job', job, {}, { template: placedTemplate }, ['spec.template']],
    ['another place for a suspended Job', job, { suspend: true }, { template: placedTemplate }, []],
    ['another image of a suspended Job', job, { suspend: true }, { template: otherTemplate }, ['spec.template']],
    ['other completions', job, { completions: 1 }, { completions: 2 }, ['spec.completions']],
    [
      'other completions of an Indexed Job with its parallelism',
      job,
      { completionMode: 'Indexed', completions: 1, parallelism: 1 },
      { completionMode: 'Indexed', completions: 2, parallelism: 2 },
      [],
    ],
    [
      'other completions of an Indexed Job alone',
      job,
      { completionMode: 'Indexed', completions: 1, parallelism: 1 },
      { completionMode: 'Indexed', completions: 2, parallelism: 1 },
      ['spec.completions'],
    ],
    ['other parallelism and backoff', job, { completions: 1 }, { completions: 1, parallelism: 2, backoffLimit: 1 }, []],
    ['a growing claim', claim, storage('1Gi'), storage('2Gi'), []],
    ['a shrinking claim', claim, storage('1Gi'), storage('1G'), ['spec.resources.requests.storage']],
    ['an equal size of a claim', claim, storage('1Gi'), storage('1024Mi'), []],
    ['another class of a claim', claim, storage('1Gi'), { ...storage('1Gi'), storageClassName: 'slow' }, ['spec']],
    [
      'another mode of a claim',
      claim,
      storage('1Gi'),
      { ...storage('1Gi'), volumeMode: 'Block' },
      ['spec', 'volumeMode'],
    ],
  ])('with %s is refused where it must not change', (_about, manifest, from, to, expected) => {
    const [before, after] = edit(manifest, from, to);
    expect(refusedFields(before, after)).toEqual(expected);
  });

  test.each([
    ['1.32', ['spec']],
    ['1.33', []],
  ])('of the history limit of a StatefulSet in %s is refused at %j', (version, expected) => {
    const [before, after] = edit(statefulSet, { revisionHistoryLimit: 3 }, { revisionHistoryLimit: 5 });
    expect(refusedFields(before, after, version)).toEqual(expected);
  });

  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['a sealed value', { immutable: true, data: { a: '1' } }, { immutable: true, data: { a: '2' } }, ['data']],
    ['the seal', { immutable: true, data: { a: '1' } }, { data: { a: '1' } }, ['immutable']],
    ['a value, which is sealed at once', { data: { a: '1' } }, { immutable: true, data: { a: '2' } }, []],
    ['nothing into empty data', { immutable: true }, { immutable: true, data: {}, binaryData: null }, ['data']],
    ['empty data into nothing', { immutable: true, data: {} }, { immutable: true }, []],
  ])('of a ConfigMap changing %s is refused at %j', (_about, from, to, expected) => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } };
    expect(refusedFields({ ...map, ...from }, { ...map, ...to })).toEqual(expected);
  });

  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['other scopes', { scopes: ['NotBestEffort'] }, { scopes: ['BestEffort'] }, ['spec.scopes']],
    ['another amount', { hard: { pods: '1' } }, { hard: { pods: '2' } }, []],
    [
      'scopes in another order',
      { scopes: ['Terminating', 'BestEffort'] },
      { scopes: ['BestEffort', 'Terminating'] },
      [],
    ],
  ])('of a ResourceQuota to %s is refused at %j', (_about, from, to, expected) => {
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' } };
    expect(refusedFields({ ...quota, spec: from }, { ...quota, spec: to })).toEqual(expected);
  });

  test('of the class of a claim is refused in an annotation as well', () => {
    const field = 'metadata.annotations.volume.beta.kubernetes.io/storage-class';
    expect(refusedFields(annotated('fast'), annotated('slow'))).toEqual([field]);
    expect(refusedFields(annotated('fast'), annotated('fast'))).toEqual([]);
  });

  test('of the type of a Secret is refused', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
    expect(refusedFields(secret, { ...secret, type: 'x.io/y' })).toEqual(['type']);
  });

  test('of the role of a RoleBinding is refused', () => {
    expect(refusedFields(roleBinding('a'), roleBinding('b'))).toEqual(['roleRef']);
  });

  test('of a Pod may change an image and nothing else', () => {
    expect(refusedFields(podWith({}), podWith({ image: 'a:2' }))).toEqual([]);
    expect(refusedFields(podWith({}), podWith({ args: ['x'] }))).toEqual(['spec']);
  });
});
