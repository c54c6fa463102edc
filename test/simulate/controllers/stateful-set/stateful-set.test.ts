import { expect, test } from 'vitest';
import { readObject } from '../../../../src/kubernetes/object-reader.ts';
import type { JsonObject } from '../../../../src/schema/json.ts';
import { statefulSet as controller } from '../../../../src/simulate/controllers/stateful-set/stateful-set.ts';
import type { StatefulSetSpec } from '../../../../src/simulate/controllers/stateful-set/stateful-set-spec.ts';
import { atOnce, rolling, statefulSet } from './builders.ts';

function read(spec: JsonObject, minor: number): StatefulSetSpec {
  const written = { apiVersion: 'apps/v1', kind: 'StatefulSet', spec };
  const { filled } = readObject(written, { kubernetesVersion: `1.${minor}` });
  return controller.readSpec(filled, { replicas: 3, template: 'A', minor, written });
}

test('the spec holds what decides, with the defaults of the API server', () => {
  expect(read({}, 34)).toEqual(statefulSet());
  expect(read({ minReadySeconds: 5, ordinals: { start: 7 }, podManagementPolicy: 'Parallel' }, 34)).toEqual(
    statefulSet({ minReadySeconds: 5, startOrdinal: 7, podManagementPolicy: 'Parallel' }),
  );
});

test.each<[JsonObject, StatefulSetSpec['updateStrategy']]>([
  [{}, rolling()],
  [{ rollingUpdate: {} }, rolling()],
  [{ type: 'RollingUpdate', rollingUpdate: { partition: 2 } }, rolling(2)],
  [{ type: 'RollingUpdate' }, { type: 'RollingUpdate' }],
  [{ type: 'OnDelete' }, { type: 'OnDelete' }],
  [{ type: 'RollingUpdate', rollingUpdate: { partition: -1 } }, rolling()],
])('updateStrategy %j', (updateStrategy, expected) => {
  expect(read({ updateStrategy }, 34).updateStrategy).toEqual(expected);
});

test.each([
  [33, { isMaxUnavailableEnabled: false, waitsForAvailable: false, droppedMaxUnavailable: '50%' }],
  [34, { isMaxUnavailableEnabled: false, waitsForAvailable: true, droppedMaxUnavailable: '50%' }],
  [35, { isMaxUnavailableEnabled: true, waitsForAvailable: true, updateStrategy: rolling(0, '50%') }],
  [36, { isMaxUnavailableEnabled: false, waitsForAvailable: true, droppedMaxUnavailable: '50%' }],
])('maxUnavailable in 1.%i', (minor, fields) => {
  const spec = { updateStrategy: { rollingUpdate: { maxUnavailable: '50%' } } };
  expect(read(spec, minor)).toEqual(statefulSet(fields));
});

test.each<[Partial<StatefulSetSpec>, object]>([
  [{}, { type: 'RollingUpdate', name: 'rolling-update', podManagementPolicy: 'OrderedReady', unavailablePods: 1 }],
  [
    { updateStrategy: rolling(2), podManagementPolicy: 'Parallel' },
    {
      type: 'RollingUpdate',
      name: 'rolling-update',
      podManagementPolicy: 'Parallel',
      partition: 2,
      unavailablePods: 1,
    },
  ],
  [
    { replicas: 10, ...atOnce('33%') },
    {
      type: 'RollingUpdate',
      name: 'rolling-update',
      podManagementPolicy: 'OrderedReady',
      maxUnavailable: '33%',
      unavailablePods: 3,
    },
  ],
  [
    { updateStrategy: { type: 'OnDelete' } },
    { type: 'OnDelete', name: 'on-delete', podManagementPolicy: 'OrderedReady' },
  ],
])('the strategy of %j', (fields, strategy) => {
  expect(controller.strategy(statefulSet(fields))).toEqual(strategy);
});

test.each([
  ['33%', 10, 3],
  ['5%', 10, 1],
  ['100%', 3, 3],
  [7, 3, 7],
  ['x%', 3, 1],
])('maxUnavailable %s of %i replicas: %i pods at once', (maxUnavailable, replicas, pods) => {
  expect(controller.strategy(statefulSet({ replicas, ...atOnce(maxUnavailable) })).unavailablePods).toBe(pods);
});
