import { expect, test } from 'vitest';
import { checkClusterLaws, checkFenceposts } from '../../src/simulate/check-laws.ts';
import type { DeploymentWorld } from '../../src/simulate/controllers/deployment/deployment-world.ts';
import { initialWorld, rolledOutDeployment } from '../../src/simulate/controllers/deployment/initial-world.ts';
import { InvariantError } from '../../src/simulate/invariant-error.ts';
import { deployment, podProfile } from './builders.ts';

const spec = deployment({ replicas: 4 });
const { world } = initialWorld(rolledOutDeployment(spec), spec, { profile: podProfile() }, { type: 'Timed' });

function withPods(replicas: number, available: number): DeploymentWorld {
  return { ...world, replicaSets: world.replicaSets.map((each) => ({ ...each, replicas, available })) };
}

test('a sound world is accepted', () => {
  expect(() => checkClusterLaws(world, world)).not.toThrow();
  expect(() => checkFenceposts(world)).not.toThrow();
});

test.each([
  ['time that goes back', { ...world, at: 5 }, world, 'time went back from 5 to 0'],
  ['a pod that nobody counts', world, withPods(5, 4), 'A has 4 + 0 pods of 5'],
  ['less than no pods', world, withPods(-1, -1), 'A has -1 + 0 pods of -1'],
])('%s is noticed', (_, before, after, message) => {
  expect(() => checkClusterLaws(before, after)).toThrow(new InvariantError(message));
});

test('pods which should be gone are noticed', () => {
  const late = { ...world, at: 9, terminating: [{ replicaSet: 'A', template: 'A', pods: 1, goneAt: 8 }] };
  expect(() => checkClusterLaws(world, late)).toThrow('1 pods are to be gone at 8');
});

test('4 replicas with 25 % and 25 % have 3 to 5 pods', () => {
  expect(() => checkFenceposts(withPods(5, 5))).not.toThrow();
  expect(() => checkFenceposts(withPods(6, 6))).toThrow('6 pods where maxSurge allows 5');
  expect(() => checkFenceposts(withPods(3, 3))).not.toThrow();
  expect(() => checkFenceposts(withPods(2, 2))).toThrow('2 available pods where maxUnavailable promises 3');
});
