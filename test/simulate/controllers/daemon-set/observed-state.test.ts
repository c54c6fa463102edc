import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/schema/json.ts';
import { daemonSet } from '../../../../src/simulate/controllers/daemon-set/daemon-set.ts';
import type { FoundNodes } from '../../../../src/simulate/controllers/daemon-set/initial-world.ts';
import { daemonSetSpec, nodes } from './builders.ts';

const other = 'another revision than B';

function observe(status: JsonObject, replicas = 10) {
  const ports = [{ containerPort: 80, hostPort: 80 }];
  const object = { spec: { template: { spec: { containers: [{ ports }] } } }, status };
  const spec = daemonSetSpec({ replicas, template: 'B' });
  return daemonSet.observed({ object, replicaSets: [], templateId: () => 'B' }, spec);
}

function ofOther(count: number, phase: 'Available' | 'NotAvailable'): FoundNodes {
  return { nodes: count, pods: [{ template: other, phase }] };
}

test('a settled DaemonSet is seen as rolled out', () => {
  const status = {
    desiredNumberScheduled: 10,
    currentNumberScheduled: 10,
    updatedNumberScheduled: 10,
    numberReady: 10,
    numberAvailable: 10,
  };
  expect(observe(status).groups).toEqual([nodes(10, 'B')]);
});

test('of the pods which are not available the updated ones are taken first', () => {
  const status = {
    desiredNumberScheduled: 10,
    currentNumberScheduled: 9,
    updatedNumberScheduled: 2,
    numberReady: 6,
    numberAvailable: 6,
    numberUnavailable: 4,
  };
  expect(observe(status).groups).toEqual([
    nodes(2, 'B?'),
    ofOther(6, 'Available'),
    ofOther(1, 'NotAvailable'),
    nodes(1),
  ]);
});

test('the host ports of both revisions are those of the live template', () => {
  const { hostPorts } = observe({ desiredNumberScheduled: 1, currentNumberScheduled: 1 });
  const ports = [{ port: 80, protocol: 'TCP', hostIp: '' }];
  expect(hostPorts).toEqual([
    { template: 'B', ports },
    { template: other, ports },
  ]);
});

test('a status which contradicts itself makes no negative number of nodes', () => {
  const status = {
    desiredNumberScheduled: 3,
    currentNumberScheduled: 5,
    updatedNumberScheduled: 9,
    numberAvailable: -1,
  };
  expect(observe(status).groups).toEqual([nodes(3, 'B?')]);
});

test('without a status there is no pod yet, and the rollout starts all', () => {
  const state = observe({});
  expect(state.groups).toEqual([]);
  const desired = daemonSetSpec({ template: 'B' });
  const profile = { startupSeconds: 10, neverReady: false, terminationGracePeriodSeconds: 0 };
  const simulation = daemonSet.simulate({ state, desired, pods: { profile } });
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 0, counts: { newAvailable: 10 } });
});

test('a rollout which was found half done goes on to its end', () => {
  const state = observe({
    desiredNumberScheduled: 10,
    currentNumberScheduled: 10,
    updatedNumberScheduled: 4,
    numberAvailable: 9,
  });
  const profile = { startupSeconds: 10, neverReady: false, terminationGracePeriodSeconds: 0 };
  const desired = daemonSetSpec({ template: 'B' });
  const simulation = daemonSet.simulate({ state, desired, pods: { profile } });
  expect(simulation.series[0]).toMatchObject({ old: 6, oldAvailable: 6, new: 4, newAvailable: 3 });
  expect(simulation).toMatchObject({ outcome: 'Completed', floor: 9, endSeconds: 70 });
});
