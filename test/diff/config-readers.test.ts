import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';
import { configMap, secret, workload } from './manifests.ts';
import { revisionObject } from './revision-object.ts';

/** Who sees the changed ConfigMap or Secret, how, and when. */
function readers(base: readonly RevisionObject[], head: readonly RevisionObject[]) {
  return diffObjects({ base, head, kubernetesVersion: '1.34' })
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

describe('roots', () => {
  test('a workload reads the ConfigMap of its own root', () => {
    const others = [flagsIn('b', '1'), readerIn('a'), readerIn('b')];
    const found = diffObjects({
      base: [flagsIn('a', '1'), ...others],
      head: [flagsIn('a', '2'), ...others],
      kubernetesVersion: '1.34',
    });
    expect(found[0]?.change.effects).toMatchObject([{ type: 'ConfigReaches', readers: [{ object: { root: 'a' } }] }]);
  });

  test('without one there, it reads the only one of that name', () => {
    expect(readers([flagsIn('a', '1'), readerIn('b')], [flagsIn('a', '2'), readerIn('b')])).toEqual([
      ['web', 'EnvFrom', 'AtTheNextRestart'],
    ]);
  });

  test('without one there and with two elsewhere, it is not guessed', () => {
    const others = [flagsIn('c', '1'), readerIn('b')];
    expect(readers([flagsIn('a', '1'), ...others], [flagsIn('a', '2'), ...others])).toEqual([]);
  });
});
