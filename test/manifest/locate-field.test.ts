import { describe, expect, test } from 'vitest';
import { fieldLocator } from '../../src/manifest/locate-field.ts';
import type { ManifestObject } from '../../src/manifest/manifest-document.ts';
import { parseFieldPath } from '../../src/manifest/parse-field-path.ts';
import { readManifest } from '../../src/manifest/read-manifest.ts';

function objectsOf(text: string): readonly ManifestObject[] {
  const file = readManifest('a.yaml', new TextEncoder().encode(text));
  return file.documents.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : []));
}

const text = `# a comment
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: a
  annotations:
    example.com/role.a: b
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: b}
  spec:
    containers:
    - name: web
      image: x
      ports:
      - containerPort: 80
        protocol: TCP
      - &port
        containerPort: 80
        protocol: UDP
    - name: side
      env: &env
      - {name: A, value: "1"}
      ports: [*port]
      image: y
    initContainers:
    - name: init
      env: *env
      <<: {image: z}
`;

describe('fieldLocator', () => {
  const objects = objectsOf(text.slice(text.indexOf('---\n')).replace(/^---\n/, '\n'.repeat(8)));

  test.each([
    ['spec.containers[name=web].image', 18],
    ['spec.containers[0].image', 18],
    ['spec.containers[name=side].image', 29],
    ['spec.containers[name=web].ports[containerPort=80,protocol=UDP].protocol', 24],
    ['spec.containers[name=web].ports', 19],
    ['spec.containers[name=web].resources.limits', 17],
    ['spec.containers[name=none].image', 16],
    ['spec.initContainers[0].env[name=A].value', 27],
    ['spec.initContainers[0].image', 33],
    ['spec.containers[1].ports[0].containerPort', 23],
    ['metadata.name', 14],
    ['status', 12],
    ['', 12],
  ])('%s stands on line %i', (path, line) => {
    expect(
      objects.map(({ document, value }) => fieldLocator(document.documentText)(document, parseFieldPath(path, value))),
    ).toEqual([line]);
  });

  test('the same text elsewhere has other lines', () => {
    const twice = objectsOf(`${text}---\n${text}`).filter(({ kind }) => kind === objects[0]?.kind);
    const locate = fieldLocator(twice[0]?.document.documentText ?? '');
    const [first = 0, second = 0] = twice.map(({ document }) => locate(document, ['metadata', 'name']));
    expect(second - first).toBe(text.split('\n').length);
  });

  test('a field of JSON has its line too', () => {
    const [object] = objectsOf('\n{"apiVersion": "v1",\n "kind": "A",\n "metadata": {\n  "name": "\\/"}}\n');
    expect(object && fieldLocator(object.document.documentText)(object.document, ['metadata', 'name'])).toBe(5);
  });
});

describe('parseFieldPath', () => {
  const value = {
    metadata: { annotations: { 'example.com/role.a': 'b' }, labels: { app: 'c' } },
    spec: { list: ['x', 'y'], items: [{ name: 'a.b', port: 80n }, { name: 'c' }] },
  };

  test.each([
    ['metadata.annotations[example.com/role.a]', ['metadata', 'annotations', 'example.com/role.a']],
    ['metadata.annotations["example.com/role.a"]', ['metadata', 'annotations', 'example.com/role.a']],
    ['metadata.annotations.example.com/role.a', ['metadata', 'annotations', 'example.com/role.a']],
    ['metadata.labels[other]', ['metadata', 'labels', 'other']],
    ['metadata.labels.other.deep', ['metadata', 'labels', 'other']],
    ['spec.items[name=a.b].port', ['spec', 'items', 0, 'port']],
    ['spec.items[port=80]', ['spec', 'items', 0]],
    ['spec.items[1].name', ['spec', 'items', 1, 'name']],
    ['spec.items[7].name', ['spec', 'items']],
    ['spec.list[y]', ['spec', 'list', 1]],
    ['spec.list.y', ['spec', 'list']],
    ['spec.items[name=a.b', ['spec', 'items']],
    ['constructor.name', ['constructor']],
  ])('%s', (path, expected) => {
    expect(parseFieldPath(path, value)).toEqual(expected);
  });
});
