import { object as anyObject, assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeOrigin } from '../../src/manifest/rendered-origin.ts';
import { readYaml } from '../../src/manifest/yaml.ts';
import { isJsonObject, type JsonObject } from '../../src/schema/json.ts';

/** What kubectl kustomize (kustomize 5.5) prints. */
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    alpha.config.kubernetes.io/transformations: |
      - configuredIn: ../tree/components/tuned/kustomization.yaml
        configuredBy:
          apiVersion: builtin
          kind: PatchTransformer
      - configuredIn: ../tree/overlay/prefix.yaml
        configuredBy:
          apiVersion: builtin
          kind: PrefixTransformer
          name: prefix
      - configuredIn: ../tree/overlay/kustomization.yaml
        configuredBy:
          apiVersion: builtin
          kind: ImageTagTransformer
    config.kubernetes.io/origin: |
      path: ../tree/base/deployment.yaml
    team: shop
    zone: a
  name: prod-web
spec:
  replicas: 2
`;

const configMap = `apiVersion: v1
data:
  A: "1"
kind: ConfigMap
metadata:
  annotations:
    config.kubernetes.io/origin: |
      configuredIn: ../tree/base/kustomization.yaml
      configuredBy:
        apiVersion: builtin
        kind: ConfigMapGenerator
  name: settings-bcc842kc7f
`;

function objectOf(text: string): JsonObject {
  const read = readYaml(text);
  if (read.type !== 'Value' || !isJsonObject(read.value)) throw new Error('the text is no object');
  return read.value;
}

function annotated(origin: string, transformations?: string): JsonObject {
  const annotations = {
    'config.kubernetes.io/origin': origin,
    ...(transformations !== undefined && { 'alpha.config.kubernetes.io/transformations': transformations }),
  };
  return { kind: 'A', metadata: { name: 'a', annotations } };
}

const nothing = { path: undefined, configuredIn: undefined, transformations: [] };

describe('takeOrigin', () => {
  test('tells the file of a resource, and all that it went through in that order', () => {
    expect(takeOrigin(objectOf(deployment), '../tree').origin).toEqual({
      path: 'base/deployment.yaml',
      configuredIn: undefined,
      transformations: [
        { configuredIn: 'components/tuned/kustomization.yaml', kind: 'PatchTransformer' },
        { configuredIn: 'overlay/prefix.yaml', kind: 'PrefixTransformer' },
        { configuredIn: 'overlay/kustomization.yaml', kind: 'ImageTagTransformer' },
      ],
    });
  });

  test('tells the kustomization of a generator', () => {
    expect(takeOrigin(objectOf(configMap), '../tree').origin).toEqual({
      path: undefined,
      configuredIn: 'base/kustomization.yaml',
      transformations: [],
    });
  });

  test('leaves the other annotations in their order', () => {
    const { object } = takeOrigin(objectOf(deployment), '../tree');
    expect(JSON.stringify(object['metadata'])).toBe('{"annotations":{"team":"shop","zone":"a"},"name":"prod-web"}');
    expect(Object.keys(object)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });

  test('removes the mapping which held nothing else', () => {
    const { object } = takeOrigin(objectOf(configMap), '../tree');
    expect(object).toEqual({
      apiVersion: 'v1',
      data: { A: '1' },
      kind: 'ConfigMap',
      metadata: { name: 'settings-bcc842kc7f' },
    });
  });

  test('gives an object without these annotations as it is', () => {
    const object = { kind: 'A', metadata: { name: 'a', annotations: {} } };
    const taken = takeOrigin(object, '../tree');
    expect(taken.object).toBe(object);
    expect(taken.origin).toEqual(nothing);
  });

  test.each([
    ['of another repository', annotated('path: ../tree/a.yaml\nrepo: https://example.com/a\nref: v1\n')],
    ['outside the tree', annotated('path: ../other/a.yaml\n')],
    ['which climbs out of the tree', annotated('path: ../tree/../a.yaml\n')],
    ['that is no text', annotated('path: [a]\n')],
    ['that is no YAML', annotated('path: "\n')],
    ['that is no mapping', annotated('- a\n', 'a: b\n')],
    [
      'of transformers which do not say where they are',
      annotated('', '- configuredBy: {kind: A}\n- configuredIn: 1\n- a\n'),
    ],
    ['which is a number', { kind: 'A', metadata: { annotations: { 'config.kubernetes.io/origin': 1 } } }],
  ])('tells nothing of an origin %s', (_, object) => {
    const taken = takeOrigin(object, '../tree');
    expect(taken.origin).toEqual(nothing);
    expect(JSON.stringify(taken.object)).not.toContain('kubernetes.io');
  });

  test.each([[{ metadata: null }], [{ metadata: { annotations: [] } }], [{}]])('takes %j as it is', (object) => {
    expect(takeOrigin(object, '../tree')).toEqual({ object, origin: nothing });
  });

  test('never throws, and changes no object which it is given', () => {
    assert(
      property(string(), string(), anyObject({ maxDepth: 2 }), (origin, transformations, spec) => {
        const object = Object.freeze({ ...annotated(origin, transformations), spec: JSON.parse(JSON.stringify(spec)) });
        expect(takeOrigin(object, '../tree').object).toEqual({ kind: 'A', metadata: { name: 'a' }, spec: object.spec });
      }),
    );
  });
});
