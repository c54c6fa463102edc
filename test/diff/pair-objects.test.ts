import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import { configMap, workload } from './manifests.ts';
import { revisionObject } from './revision-object.ts';

function summaries(base: readonly RevisionObject[], head: readonly RevisionObject[]) {
  return diffObjects({ base, head, kubernetesVersion: '1.34' }).map(({ change }) => ({
    object: `${change.object.root} ${change.object.kind} ${change.object.name}`,
    action: change.action,
    effects: change.effects.map(({ type }) => type),
    with: change.pairedWith?.object.name,
    reason: change.pairedWith?.reason,
  }));
}

const replaced = 'the old one is deleted, the new one created';

const webIn = (root: string) => [revisionObject(workload(), { root })];

describe('one object under two identities', () => {
  test('that moves to another root is an update, and the same object if one cluster gets both', () => {
    const [moved, ...more] = summaries(
      [revisionObject(workload(), { root: 'a' })],
      [revisionObject(workload({ image: 'shop/web:2' }), { root: 'b' })],
    );
    expect(more).toEqual([]);
    expect(moved).toMatchObject({ object: 'b Deployment web', action: 'update', effects: ['RollsPods'] });
    expect(moved?.reason).toBe('moved from a to b: the same object if both are applied to one cluster');
  });

  test('that moves unchanged has no effect', () => {
    expect(summaries(webIn('a'), webIn('b'))).toMatchObject([{ action: 'update', effects: ['NoEffect'] }]);
  });

  test('that moves to another group of its API is an update', () => {
    const old = { ...workload(), apiVersion: 'extensions/v1beta1' };
    expect(summaries([revisionObject(old)], [revisionObject(workload())])).toMatchObject([
      { action: 'update', with: 'web' },
    ]);
  });

  test('whose namespace is written out is an update', () => {
    const { namespace: _, ...metadata } = { name: 'web', namespace: 'shop' };
    expect(summaries([revisionObject({ ...workload(), metadata })], [revisionObject(workload())])).toMatchObject([
      { action: 'update', effects: ['NoEffect'], reason: expect.stringContaining('namespace shop is written out') },
    ]);
  });

  test('is not guessed where there are two candidates', () => {
    const base = [revisionObject(workload(), { root: 'a' })];
    const head = [revisionObject(workload(), { root: 'b' }), revisionObject(workload(), { root: 'c' })];
    expect(summaries(base, head).map((each) => each.with)).toEqual([undefined, undefined, undefined]);
  });

  test('is told from those of its name which move at once by what its root is called', () => {
    const base = [...webIn('apps/dev'), ...webIn('apps/prod'), ...webIn('apps/test')];
    const head = [...webIn('all/prod'), ...webIn('all/dev'), ...webIn('all/try')];
    expect(summaries(base, head).map(({ object, action, reason }) => [object, action, reason?.split(':')[0]])).toEqual([
      ['all/dev Deployment web', 'update', 'moved from apps/dev to all/dev'],
      ['all/prod Deployment web', 'update', 'moved from apps/prod to all/prod'],
      ['all/try Deployment web', 'create', undefined],
      ['apps/test Deployment web', 'delete', undefined],
    ]);
  });

  test('is not guessed where two such roots are called the same', () => {
    const base = [...webIn('a/dev'), ...webIn('b/dev')];
    const head = [...webIn('c/dev'), ...webIn('d/dev')];
    expect(summaries(base, head).map(({ action }) => action)).toEqual(['delete', 'delete', 'create', 'create']);
  });
});

describe('an object in the place of another one', () => {
  test('a renamed workload in the same file', () => {
    const head = revisionObject(workload({ name: 'shop', image: 'other/shop:1' }));
    const reason = `renamed from web to shop: another name is another object, ${replaced}`;
    expect(summaries([revisionObject(workload())], [head])).toEqual([
      { object: '. Deployment shop', action: 'create', effects: ['Recreates', 'StartsPods'], with: 'web', reason },
      { object: '. Deployment web', action: 'delete', effects: ['Recreates', 'StopsPods'], with: 'shop', reason },
    ]);
  });

  test('a renamed workload in another file with the same images', () => {
    const head = revisionObject(workload({ name: 'shop', image: 'shop/web:2' }), { path: './other.yaml' });
    expect(summaries([revisionObject(workload())], [head]).map((each) => each.with)).toEqual(['web', 'shop']);
  });

  test('workloads with other images in other files are strangers', () => {
    const head = revisionObject(workload({ name: 'shop', image: 'other/shop:1' }), { path: './other.yaml' });
    expect(summaries([revisionObject(workload())], [head]).map((each) => each.with)).toEqual([undefined, undefined]);
  });

  test('another kind of workload', () => {
    const changes = summaries([revisionObject(workload({ kind: 'StatefulSet' }))], [revisionObject(workload())]);
    expect(changes.map(({ action, effects }) => [action, ...effects])).toEqual([
      ['create', 'Recreates', 'StartsPods'],
      ['delete', 'Recreates', 'StopsPods'],
    ]);
    expect(changes[0]?.reason).toBe(
      `the StatefulSet becomes a Deployment: another kind is another object, ${replaced}`,
    );
  });

  test('another namespace', () => {
    const changes = summaries([revisionObject(workload())], [revisionObject(workload({ namespace: 'other' }))]);
    expect(changes.map(({ effects }) => effects[0])).toEqual(['Recreates', 'Recreates']);
  });

  test('a ConfigMap with another hash suffix, which tells what differs', () => {
    const [base, head] = [configMap({ a: '1' }, 'app-7h2k9mt4fc'), configMap({ a: '2' }, 'app-9m4tkfc2bd')];
    const changes = diffObjects({
      base: [revisionObject(base)],
      head: [revisionObject(head)],
      kubernetesVersion: '1.34',
    });
    expect(changes.map(({ change }) => [change.action, change.effects, change.fields.map(({ path }) => path)])).toEqual(
      [
        ['delete', [{ type: 'UpdatesObject' }], []],
        ['create', [{ type: 'UpdatesObject' }], ['data.a', 'metadata.name']],
      ],
    );
    expect(changes[1]?.change.pairedWith?.reason).toBe(
      'generated name with another hash suffix: app-7h2k9mt4fc becomes app-9m4tkfc2bd',
    );
  });

  test.each([
    ['app-7h2k9mt4fc', 'api-9m4tkfc2bd', 'another stem'],
    ['app-7h2k9mt4fa', 'app-9m4tkfc2bd', 'a letter which kustomize does not use'],
    ['app-one', 'app-two', 'no hash'],
  ])('%s and %s are strangers: %s', (before, after) => {
    const changes = summaries([revisionObject(configMap({}, before))], [revisionObject(configMap({}, after))]);
    expect(changes.map((each) => each.with)).toEqual([undefined, undefined]);
  });
});
