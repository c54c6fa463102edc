import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/schema/json.ts';
import { statefulSet as controller } from '../../../../src/simulate/controllers/stateful-set/stateful-set.ts';
import { statefulSet } from './builders.ts';

function observed(status: JsonObject, spec: JsonObject = {}) {
  const object = { spec: { template: { metadata: {} }, ...spec }, status };
  const live = { object, replicaSets: [], templateId: () => 'A' };
  const { pods, currentRevision } = controller.observed(live, statefulSet());
  return { pods: pods.map(({ from, to, revision, status: is }) => `${from}-${to} ${revision} ${is}`), currentRevision };
}

const updating = { currentRevision: 'web-1', updateRevision: 'web-2' };
const rolledOut = { currentRevision: 'web-2', updateRevision: 'web-2' };

test('a StatefulSet which is rolled out has pods of the present template only', () => {
  const status = { replicas: 3, availableReplicas: 3, updatedReplicas: 3, ...rolledOut };
  expect(observed(status)).toEqual({ pods: ['0-2 A Available'], currentRevision: 'A' });
});

test('during an update the highest pods are the updated ones, and the lowest of them is not ready', () => {
  const status = { replicas: 5, availableReplicas: 4, updatedReplicas: 2, ...updating };
  expect(observed(status)).toEqual({
    pods: ['0-2 web-1 Available', '3-3 A Starting', '4-4 A Available'],
    currentRevision: 'web-1',
  });
});

test('if more pods are not ready than are updated, the highest others are not ready either', () => {
  const status = { replicas: 5, availableReplicas: 2, updatedReplicas: 1, ...updating };
  expect(observed(status).pods).toEqual(['0-1 web-1 Available', '2-3 web-1 Starting', '4-4 A Starting']);
});

test('without an update the highest pod is the one which is being created', () => {
  const status = { replicas: 3, availableReplicas: 2, updatedReplicas: 3, ...rolledOut };
  expect(observed(status).pods).toEqual(['0-1 A Available', '2-2 A Starting']);
});

test('ordinals begin where the live object says', () => {
  const status = { replicas: 2, availableReplicas: 2, updatedReplicas: 2, ...rolledOut };
  expect(observed(status, { ordinals: { start: 4 } }).pods).toEqual(['4-5 A Available']);
});

test('the name of the other revision is never a template which is known', () => {
  const status = { replicas: 2, availableReplicas: 2, updatedReplicas: 1, currentRevision: 'A', updateRevision: 'B' };
  expect(observed(status)).toEqual({ pods: ["0-0 A' Available", '1-1 A Available'], currentRevision: "A'" });
});

test.each<[JsonObject]>([[{}], [{ replicas: -3, availableReplicas: 'x' }], [{ availableReplicas: 9 }]])(
  'a status of %j shows no pods',
  (status) => {
    expect(observed(status)).toEqual({ pods: [], currentRevision: 'A' });
  },
);
