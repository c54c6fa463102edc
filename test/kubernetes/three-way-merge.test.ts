import { assert, constantFrom, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../src/kubernetes/default-object.ts';
import { fieldAt } from '../../src/kubernetes/field-access.ts';
import { threeWayMerge } from '../../src/kubernetes/three-way-merge.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

const options = { kubernetesVersion: '1.32' };

/** What applying `after` over the stored `before` leaves in the cluster. */
function applied(before: JsonObject, after: JsonObject): JsonObject {
  const decoded = decodeObject(before, options);
  return threeWayMerge(decoded.kind, before, defaultObject(decoded, options), after);
}

function deployment(podSpec: JsonObject, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { ...spec, template: { spec: podSpec } },
  };
}

function podField(before: JsonObject, after: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  return fieldAt(applied(deployment(before), deployment(after)), 'spec', 'template', 'spec', ...path);
}

function containerOf(env: readonly JsonValue[], image = 'a:1'): JsonObject {
  return { containers: [{ name: 'a', image, env }] };
}

function envAfter(before: readonly JsonValue[], after: readonly JsonValue[]): JsonValue | undefined {
  const containers = podField(containerOf(before), containerOf(after), 'containers');
  return fieldAt(Array.isArray(containers) ? containers[0] : undefined, 'env');
}

function withVolume(source: JsonObject): JsonObject {
  return { ...containerOf([]), volumes: [{ name: 'v', ...source }] };
}

function tolerating(key: string): JsonObject {
  return {
    ...containerOf([]),
    tolerations: [{ key, operator: 'Exists' }],
  };
}

function configMap(data: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c' },
    data,
  };
}

function finalized(...finalizers: readonly string[]): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', finalizers },
  };
}

function budget(matchLabels: JsonObject): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'p' },
    spec: { selector: { matchLabels } },
  };
}

function custom(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'x.io/v1',
    kind: 'X',
    metadata: { name: 'x' },
    spec,
  };
}

const [a, b, c] = ['A', 'B', 'C'].map((name) => ({ name, value: '1' }));

describe('kubectl apply', () => {
  test('keeps a default which neither manifest states', () => {
    const [before, after] = [containerOf([]), containerOf([], 'a:latest')];
    expect(podField(before, after, 'containers')).toMatchObject([
      { image: 'a:latest', imagePullPolicy: 'IfNotPresent' },
    ]);
  });

  test('removes what only the last applied manifest states', () => {
    const before = { ...containerOf([]), nodeSelector: { zone: 'a', disk: 'ssd' } };
    expect(podField(before, { ...containerOf([]), nodeSelector: { zone: 'a' } }, 'nodeSelector')).toEqual({
      zone: 'a',
    });
    expect(podField(before, containerOf([]), 'nodeSelector')).toBeUndefined();
  });

  test('keeps the twin of a removed serviceAccountName', () => {
    const before = { ...containerOf([]), serviceAccountName: 'web' };
    expect(podField(before, containerOf([]), 'serviceAccount')).toBe('web');
  });

  test.each<[string, readonly (JsonValue | undefined)[], readonly (JsonValue | undefined)[]]>([
    ['added', [a], [a, b]],
    ['inserted', [a, b], [a, c, b]],
    ['removed', [a, b, c], [a, c]],
    ['reordered', [a, b, c], [c, a, b]],
    ['replaced', [a], [b]],
  ])('gives merged lists the order of the next manifest: items %s', (_about, before, after) => {
    expect(envAfter(asItems(before), asItems(after))).toEqual(after);
  });

  test('loses the second of two variables of one name', () => {
    const twice = asItems([a, b, { name: 'A', value: '2' }]);
    expect(envAfter(asItems([a, b]), twice)).toEqual([a, b]);
  });

  test('drops a value beside valueFrom only where the last manifest stated it', () => {
    const valueFrom = { configMapKeyRef: { name: 'c', key: 'k' } };
    expect(envAfter(asItems([a]), [{ name: 'A', valueFrom }])).toEqual([{ name: 'A', valueFrom }]);
  });

  test('replaces the source of a volume as a whole', () => {
    const merged = podField(withVolume({ configMap: { name: 'c' } }), withVolume({ emptyDir: {} }), 'volumes');
    expect(merged).toEqual([{ name: 'v', emptyDir: {} }]);
  });

  test('clears the rolling update of a strategy which becomes Recreate', () => {
    const after = deployment(containerOf([]), { strategy: { type: 'Recreate' } });
    expect(fieldAt(applied(deployment(containerOf([])), after), 'spec', 'strategy')).toEqual({ type: 'Recreate' });
  });

  test('replaces a list without merge key', () => {
    expect(podField(tolerating('x'), tolerating('y'), 'tolerations')).toEqual([{ key: 'y', operator: 'Exists' }]);
  });

  test('deletes with null, and ignores a null for what is not there', () => {
    expect(fieldAt(applied(configMap({ a: '1' }), configMap({ a: null, b: null })), 'data')).toEqual({});
  });

  test('keeps keys which are names of JavaScript itself', () => {
    const [before, after]: JsonObject[] = ['1', '2'].map((value) => JSON.parse(`{"__proto__": "${value}"}`));
    const merged = fieldAt(applied(configMap(before ?? {}), configMap(after ?? {})), 'data');
    expect(JSON.stringify(merged)).toBe('{"__proto__":"2"}');
    const data: JsonObject = JSON.parse('{"__proto__": {"a": 1}}');
    expect(JSON.stringify(threeWayMerge(undefined, custom({}), custom({}), custom(data)))).toContain('__proto__');
  });

  test('replaces the selector of a PodDisruptionBudget, a null in it included', () => {
    const merged = applied(budget({ app: 'web', tier: 'x' }), budget({ app: null }));
    expect(fieldAt(merged, 'spec', 'selector', 'matchLabels')).toEqual({ app: null });
    expect(fieldAt(applied(budget({ app: 'web' }), budget({})), 'spec', 'selector', 'matchLabels')).toEqual({});
  });

  test('merges finalizers as a set', () => {
    expect(fieldAt(applied(finalized('x/a', 'x/b'), finalized('x/c', 'x/b')), 'metadata', 'finalizers')).toEqual([
      'x/c',
      'x/b',
    ]);
  });

  test('takes the next manifest as a whole where a list lacks its merge key', () => {
    const after = deployment({ containers: [{ image: 'a:1' }] });
    expect(applied(deployment(containerOf([])), after)).toBe(after);
  });

  test('merges a custom resource field by field and replaces its lists', () => {
    const live = custom({ a: 1, b: 2, list: [1, 2], byCluster: true });
    const merged = threeWayMerge(
      undefined,
      custom({ a: 1, b: 2, list: [1, 2] }),
      live,
      custom({ a: 3, list: [2], c: null }),
    );
    expect(merged).toEqual(custom({ a: 3, list: [2], byCluster: true }));
  });

  test('ends with the next list whatever the lists were, if the cluster added nothing', () => {
    const item = record({ name: constantFrom('A', 'B', 'C', 'D', 'E'), value: constantFrom('1', '2') });
    const list = uniqueArray(item, { selector: ({ name }) => name });
    assert(
      property(list, list, (before, after) => {
        expect(envAfter(before, after) ?? []).toEqual(after);
      }),
    );
  });
});

function asItems(items: readonly (JsonValue | undefined)[]): readonly JsonValue[] {
  return items.filter((item) => item !== undefined);
}
