import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';
import { isJsonArray, isJsonObject } from '../../src/schema/json.ts';
import { ResourceChange } from '../../src/schema/resource-change.ts';
import { configMap, secret, workload } from './manifests.ts';
import { revisionObject } from './revision-object.ts';

function diff(base: readonly RevisionObject[], head: readonly RevisionObject[]) {
  return diffObjects({ base, head, kubernetesVersion: '1.34' });
}

function shown(base: readonly RevisionObject[], head: readonly RevisionObject[]) {
  return diff(base, head).map(({ change }) => change);
}

/** Small revisions in which objects are created, deleted, changed and equal. */
const name = fc.constantFrom('web', 'api', 'job');
const deployment = fc
  .record({
    name,
    tag: fc.constantFrom('1', '2'),
    env: fc.array(fc.record({ name: fc.constantFrom('A', 'B', 'DB_PASSWORD'), value: fc.constantFrom('x', 'y') }), {
      maxLength: 3,
    }),
    replicas: fc.option(fc.nat(4), { nil: undefined }),
    memory: fc.constantFrom('1Gi', '1024Mi', '1073741824'),
  })
  .map(({ tag, env, replicas, memory, ...rest }) =>
    workload({
      ...rest,
      image: `shop/web:${tag}`,
      container: { env, resources: { limits: { memory } } },
      spec: replicas === undefined ? {} : { replicas },
    }),
  );
const data = fc.dictionary(fc.constantFrom('a', 'b', 'token'), fc.constantFrom('1', '2'), { maxKeys: 3 });
const manifest = fc.oneof(
  deployment,
  fc.tuple(data, name).map(([values, each]) => configMap(values, each)),
  fc.tuple(data, name).map(([values, each]) => secret(values, each)),
);
const revision = fc
  .uniqueArray(fc.tuple(manifest, fc.constantFrom('a', 'b')), {
    maxLength: 5,
    selector: ([value, root]) => JSON.stringify([root, value['kind'], value['metadata']]),
  })
  .map((objects) => objects.map(([value, root]) => revisionObject(value, { root })));

const manyKeys = (value: string) =>
  configMap(Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`k${index}`, value])));

describe('laws', () => {
  test('a revision does not differ from an equal one', () => {
    fc.assert(
      fc.property(revision, (objects) => {
        expect(diff(objects, structuredClone(objects))).toEqual([]);
      }),
    );
  });

  test('neither the order of objects nor that of keys has any influence', () => {
    fc.assert(
      fc.property(revision, revision, (base, head) => {
        expect(shown(base.toReversed(), head.map(withReversedKeys))).toEqual(shown(base, head));
        expect(shown(base.map(withReversedKeys), head.toReversed())).toEqual(shown(base, head));
      }),
    );
  });

  test('frozen objects are compared and stay as they are', () => {
    fc.assert(
      fc.property(revision, revision, (base, head) => {
        const before = structuredClone([base, head]);
        deepFreeze(base);
        deepFreeze(head);
        diff(base, head);
        expect([base, head]).toEqual(before);
      }),
    );
  });

  test('every change keeps to the schema', () => {
    fc.assert(
      fc.property(revision, revision, (base, head) => {
        for (const change of shown(base, head)) expect(ResourceChange.parse(change)).toEqual(change);
      }),
    );
  });
});

describe('objects', () => {
  test('a created and a deleted object are told with their text', () => {
    const [created] = shown([], [revisionObject(configMap({ a: '1' }))]);
    expect(created).toMatchObject({ action: 'create', fields: [], source: { revision: 'head' } });
    expect(created?.hunks).toContain('+  a: "1"');
    const [deleted] = shown([revisionObject(configMap({ a: '1' }))], []);
    expect(deleted).toMatchObject({ action: 'delete', fields: [], source: { revision: 'base' } });
    expect(deleted?.hunks).toContain('-  a: "1"');
  });

  test('of two objects of one name the last one counts', () => {
    const twice = [revisionObject(configMap({ a: '1' })), revisionObject(configMap({ a: '2' }))];
    expect(diff(twice, [revisionObject(configMap({ a: '2' }))])).toEqual([]);
  });

  test('the objects beside a change are not masked', () => {
    const after = secret({ plain: 'opensesame' });
    expect(diff([], [revisionObject(after)])[0]?.after?.object.value).toBe(after);
  });

  test('no more than a hundred fields are listed, real ones first', () => {
    const [change] = shown([revisionObject(manyKeys('a'))], [revisionObject({ ...manyKeys('b'), spelling: null })]);
    expect(change?.fields).toHaveLength(100);
    expect(change?.fieldsOmitted).toBe(31);
    expect(change?.fields.every(({ type }) => type === 'Changed')).toBe(true);
  });
});

function withReversedKeys(object: RevisionObject): RevisionObject {
  return { ...object, object: { ...object.object, value: reverseMapping(object.object.value) } };
}

function reverseMapping(mapping: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapping)
      .toReversed()
      .map(([key, value]) => [key, reverseKeys(value)]),
  );
}

function reverseKeys(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(reverseKeys);
  return isJsonObject(value) ? reverseMapping(value) : value;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
}
