import { expect, test } from 'vitest';
import { listKeys } from '../../src/kubernetes/list-keys.ts';
import { servedKind } from '../../src/kubernetes/object-kinds.ts';

const container = ['spec', 'template', 'spec', 'containers', 0] as const;

test.each<[readonly (string | number)[], readonly string[] | undefined]>([
  [container.slice(0, -1), ['name']],
  [[...container, 'env'], ['name']],
  [
    [...container, 'ports'],
    ['containerPort', 'protocol'],
  ],
  [[...container, 'volumeMounts'], ['mountPath']],
  [[...container, 'args'], undefined],
  [[...container, 'envFrom'], undefined],
  [['spec', 'template', 'spec', 'volumes'], ['name']],
  [
    ['spec', 'template', 'spec', 'topologySpreadConstraints'],
    ['topologyKey', 'whenUnsatisfiable'],
  ],
  [['metadata', 'finalizers'], []],
  [['spec', 'replicas'], undefined],
  [['spec', 'nothing', 0, 'such'], undefined],
])('the items of %j are told apart by %j', (path, keys) => {
  expect(listKeys(servedKind('apps/v1', 'Deployment'), path)).toEqual(keys);
});

test('a kind whose fields are not known has no keys', () => {
  expect(listKeys(undefined, ['spec', 'containers'])).toBeUndefined();
});
