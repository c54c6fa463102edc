import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import { objectReader } from '../../src/kubernetes/object-reader.ts';
import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import { addConfigReaders } from '../../src/plan/add-config-readers.ts';
import { revisionPairs } from '../../src/plan/revision-pairs.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';
import { configMap, secret, workload } from '../diff/manifests.ts';
import { revisionObject } from '../diff/revision-object.ts';

function changesOf(base: readonly RevisionObject[], head: readonly RevisionObject[]) {
  const input = { base, head, kubernetesVersion: '1.34' };
  const changes = diffObjects(input);
  return addConfigReaders(changes, { pairs: revisionPairs(changes, base, head), read: objectReader(input) });
}

/** Who sees the changed ConfigMap or Secret, how, and when. */
function readers(base: readonly RevisionObject[], head: readonly RevisionObject[]) {
  return changesOf(base, head)
    .flatMap(({ change }) => change.effects)
    .flatMap((effect) => (effect.type === 'ConfigReaches' ? effect.readers : []))
    .map(({ object, via, sees }) => [object.name, via.join(), sees]);
}

function readersOf(
  reader: JsonObject,
  before: JsonObject = configMap({ a: '1', b: '1' }),
  after: JsonObject = configMap({ a: '2', b: '1' }),
) {
  return readers(
    [before, reader].map((value) => revisionObject(value)),
    [after, reader].map((value) => revisionObject(value)),
  );
}

const mounted = (volume: JsonObject, mount: JsonObject = {}, more: JsonObject = {}): JsonObject =>
  workload({
    ...more,
    container: { volumeMounts: [{ name: 'v', mountPath: '/etc/app', ...mount }] },
    pod: { volumes: [{ name: 'v', ...volume }] },
  });
const envFrom: JsonValue = [{ configMapRef: { name: 'flags' } }];
const annotated = (annotations: JsonObject) => workload({ container: { envFrom }, annotations });
const key = (name: string) =>
  workload({ container: { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'flags', key: name } } }] } });

const rollingReader = (image: string, spec: JsonObject = {}) =>
  revisionObject(workload({ image, spec, container: { envFrom } }));

const flagsWith = (value: string) => revisionObject(configMap({ a: value }));

const generated = (name: string, value: string) => [
  revisionObject(configMap({ a: value }, name)),
  revisionObject(workload({ container: { envFrom: [{ configMapRef: { name } }] } })),
];

const secretReaders = (reader: JsonObject) => readersOf(reader, secret({ a: '1' }), secret({ a: '2' }));

const readerIn = (root: string) => revisionObject(workload({ container: { envFrom } }), { root });

const flagsIn = (root: string, value: string) => revisionObject(configMap({ a: value }), { root });

describe('a changed ConfigMap reaches', () => {
  test.each<[string, JsonObject, string, string]>([
    ['a variable', key('a'), 'Env', 'AtTheNextRestart'],
    ['all variables', workload({ container: { envFrom } }), 'EnvFrom', 'AtTheNextRestart'],
    [
      'an init container',
      workload({ pod: { initContainers: [{ name: 'i', envFrom }] } }),
      'EnvFrom',
      'AtTheNextRestart',
    ],
    ['a volume', mounted({ configMap: { name: 'flags' } }), 'Volume', 'WhenTheKubeletSyncs'],
    [
      'a projected volume',
      mounted({ projected: { sources: [{ configMap: { name: 'flags' } }] } }),
      'Volume',
      'WhenTheKubeletSyncs',
    ],
    [
      'one file of a volume',
      mounted({ configMap: { name: 'flags' } }, { subPath: 'a' }),
      'SubPath',
      'AtTheNextRestart',
    ],
    [
      'a renamed file of a volume',
      mounted({ configMap: { name: 'flags', items: [{ key: 'a', path: 'x/y' }] } }, { subPath: 'x' }),
      'SubPath',
      'AtTheNextRestart',
    ],
    ['a reloaded workload', annotated({ 'reloader.stakater.com/auto': 'true' }), 'EnvFrom', 'ByReloader'],
    [
      'one reloaded by name',
      annotated({ 'configmap.reloader.stakater.com/reload': 'x, flags' }),
      'EnvFrom',
      'ByReloader',
    ],
    [
      'one that excludes it from reloading',
      annotated({ 'reloader.stakater.com/auto': 'true', 'configmaps.exclude.reloader.stakater.com/reload': 'flags' }),
      'EnvFrom',
      'AtTheNextRestart',
    ],
    [
      'one that searches for a mark which it has not',
      annotated({ 'reloader.stakater.com/search': 'true' }),
      'EnvFrom',
      'AtTheNextRestart',
    ],
  ])('%s', (_, reader, via, sees) => {
    expect(readersOf(reader)).toEqual([['web', via, sees]]);
  });

  test.each<[string, JsonObject]>([
    ['a workload which reads another key', key('b')],
    ['a volume which takes another key', mounted({ configMap: { name: 'flags', items: [{ key: 'b', path: 'b' }] } })],
    ['a mount of another file', mounted({ configMap: { name: 'flags' } }, { subPath: 'b' })],
    [
      'a volume which no container mounts',
      workload({ pod: { volumes: [{ name: 'v', configMap: { name: 'flags' } }] } }),
    ],
    ['a workload of another namespace', workload({ namespace: 'other', container: { envFrom } })],
    [
      'a workload which reads a Secret of that name',
      workload({ container: { envFrom: [{ secretRef: { name: 'flags' } }] } }),
    ],
  ])('not %s', (_, reader) => {
    expect(readersOf(reader)).toEqual([]);
  });

  test('a CronJob at its next run', () => {
    const template = workload({ container: { envFrom } })['spec'];
    const cron: JsonObject = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'night', namespace: 'shop' },
      spec: { schedule: '0 0 * * *', jobTemplate: { spec: template ?? {} } },
    };
    expect(readersOf(cron)).toEqual([['night', 'EnvFrom', 'AtTheNextRun']]);
  });

  test('nobody if only its labels change', () => {
    const labelled = {
      ...configMap({ a: '1', b: '1' }),
      metadata: { name: 'flags', namespace: 'shop', labels: { x: 'y' } },
    };
    expect(readersOf(workload({ container: { envFrom } }), undefined, labelled)).toEqual([]);
  });
});

describe('a reader which rolls in the same change', () => {
  test('sees it with its new pods', () => {
    expect(readers([flagsWith('1'), rollingReader('a:1')], [flagsWith('2'), rollingReader('a:2')])).toEqual([
      ['web', 'EnvFrom', 'WithThisRollout'],
    ]);
  });

  test('does not if it is paused', () => {
    const paused = { paused: true };
    expect(
      readers([flagsWith('1'), rollingReader('a:1', paused)], [flagsWith('2'), rollingReader('a:2', paused)]),
    ).toEqual([['web', 'EnvFrom', 'AtTheNextRestart']]);
  });

  test('because the ConfigMap has a new hash suffix', () => {
    expect(readers(generated('app-7h2k9mt4fc', '1'), generated('app-9m4tkfc2bd', '2'))).toEqual([
      ['web', 'EnvFrom', 'WithThisRollout'],
    ]);
  });
});

describe('a Secret', () => {
  test('reaches variables, and image pull secrets without a restart', () => {
    const variables = workload({ container: { envFrom: [{ secretRef: { name: 'db' } }] } });
    const pulls = workload({ pod: { imagePullSecrets: [{ name: 'db' }] } });
    expect(secretReaders(variables)).toEqual([['web', 'EnvFrom', 'AtTheNextRestart']]);
    expect(secretReaders(pulls)).toEqual([['web', 'ImagePullSecret', 'WhenTheKubeletSyncs']]);
  });

  test('reaches nobody if it only moves from stringData to data', () => {
    const reader = workload({ container: { envFrom: [{ secretRef: { name: 'db' } }] } });
    expect(readersOf(reader, secret({ a: 'x' }), { ...secret({}), data: { a: 'eA==' } })).toEqual([]);
  });
});

const remarks = (base: readonly RevisionObject[], head: readonly RevisionObject[]) =>
  changesOf(base, head).flatMap(({ change }) => change.remarks ?? []);

describe('roots', () => {
  test('a workload reads the ConfigMap of its own root, and nothing has to be said of that', () => {
    const others = [flagsIn('b', '1'), readerIn('a'), readerIn('b')];
    const [base, head] = ['1', '2'].map((value) => [flagsIn('a', value), ...others]);
    const [found] = changesOf(base ?? [], head ?? []);
    expect(found?.change.effects).toMatchObject([{ type: 'ConfigReaches', readers: [{ object: { root: 'a' } }] }]);
    expect(found?.change).not.toHaveProperty('remarks');
  });

  test('without one there, it reads the only one of that name, and that is said', () => {
    const [base, head] = ['1', '2'].map((value) => [flagsIn('a', value), readerIn('b')]);
    expect(readers(base ?? [], head ?? [])).toEqual([['web', 'EnvFrom', 'AtTheNextRestart']]);
    expect(remarks(base ?? [], head ?? [])).toEqual([
      'Deployment shop/web in b finds no ConfigMap flags in its own root: this one is the only match in the repository.',
    ]);
  });

  test('without one there and with two elsewhere, it is not guessed, and that is said', () => {
    const others = [flagsIn('c', '1'), readerIn('b'), readerIn('.')];
    const [base, head] = ['1', '2'].map((value) => [flagsIn('a', value), ...others]);
    expect(readers(base ?? [], head ?? [])).toEqual([]);
    expect(remarks(base ?? [], head ?? [])).toEqual([
      'Deployment shop/web in the top directory and Deployment shop/web in b find no ConfigMap flags in their own roots, but in a and c: which is meant is not known, so they are not counted here.',
    ]);
  });

  test('a ConfigMap which moves is still that of the root which it leaves', () => {
    const base = [flagsIn('a', '1'), readerIn('a'), readerIn('b')];
    const head = [flagsIn('b', '2'), readerIn('a'), readerIn('b')];
    expect(readers(base, head)).toEqual([
      ['web', 'EnvFrom', 'AtTheNextRestart'],
      ['web', 'EnvFrom', 'AtTheNextRestart'],
    ]);
    expect(remarks(base, head)).toEqual([]);
  });

  test('a ConfigMap which is deleted reaches its own readers, and the namesake elsewhere does not take its place', () => {
    const others = [readerIn('a'), readerIn('b')];
    const base = [flagsIn('a', '1'), flagsIn('b', '1'), ...others];
    expect(readers(base, [flagsIn('b', '2'), ...others])).toEqual([
      ['web', 'EnvFrom', 'AtTheNextRestart'],
      ['web', 'EnvFrom', 'AtTheNextRestart'],
    ]);
    expect(remarks(base, [flagsIn('b', '2'), ...others])).toEqual([]);
  });

  test('nothing is said of a reader of another key', () => {
    const reader = revisionObject(key('b'), { root: 'b' });
    const sides = ['1', '2'].map((value) => [flagsIn('a', value), flagsIn('c', '1'), reader]);
    expect(remarks(sides[0] ?? [], sides[1] ?? [])).toEqual([]);
  });
});
