import { describe, expect, test } from 'vitest';
import { contestedPort, hostPortsOf } from '../../../../src/kubernetes/host-ports.ts';
import type { JsonObject } from '../../../../src/schema/json.ts';
import { daemonSet } from '../../../../src/simulate/controllers/daemon-set/daemon-set.ts';

const wanted = { replicas: 10, template: 'A', minor: 34 };

function read(spec: JsonObject, minor = 34) {
  return daemonSet.readSpec({ spec }, { ...wanted, minor });
}

test.each([
  { updateStrategy: {}, strategy: { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 } },
  {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '10%', maxUnavailable: 0 } },
    strategy: { type: 'RollingUpdate', maxSurge: '10%', maxUnavailable: 0 },
  },
  {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: -1, maxUnavailable: 'most' } },
    strategy: { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 },
  },
  { updateStrategy: { type: 'OnDelete' }, strategy: { type: 'OnDelete' } },
])('reads $updateStrategy', ({ updateStrategy, strategy }) => {
  expect(read({ updateStrategy }).strategy).toEqual(strategy);
});

test('reads minReadySeconds, which is never negative', () => {
  expect(read({ minReadySeconds: 30 }).minReadySeconds).toBe(30);
  expect(read({ minReadySeconds: -1 }).minReadySeconds).toBe(0);
});

test.each([
  { minor: 28, counted: false },
  { minor: 30, counted: false },
  { minor: 31, counted: true },
  { minor: 36, counted: true },
])('in Kubernetes 1.$minor broken old pods use up maxUnavailable: $counted', ({ minor, counted }) => {
  expect(read({}, minor).areBrokenOldPodsCounted).toBe(counted);
});

test.each([
  {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '1%', maxSurge: 0 } },
    strategy: {
      type: 'RollingUpdate',
      name: 'rolling-update',
      maxSurge: 0,
      maxUnavailable: '1%',
      surgePods: 0,
      unavailablePods: 1,
    },
  },
  { updateStrategy: { type: 'OnDelete' }, strategy: { type: 'OnDelete', name: 'on-delete' } },
])('tells the strategy $updateStrategy in pods', ({ updateStrategy, strategy }) => {
  expect(daemonSet.strategy(read({ updateStrategy }))).toEqual(strategy);
});

function template(spec: JsonObject): JsonObject {
  return { spec };
}

describe('host ports', () => {
  test('are those of containers and sidecars, but not of init containers which end', () => {
    const found = hostPortsOf(
      template({
        containers: [{ ports: [{ containerPort: 80, hostPort: 8080 }, { containerPort: 81 }] }],
        initContainers: [
          { restartPolicy: 'Always', ports: [{ containerPort: 1, hostPort: 53, protocol: 'UDP', hostIP: '10.0.0.1' }] },
          { ports: [{ containerPort: 2, hostPort: 22 }] },
        ],
      }),
    );
    expect(found).toEqual([
      { port: 53, protocol: 'UDP', hostIp: '10.0.0.1' },
      { port: 8080, protocol: 'TCP', hostIp: '' },
    ]);
  });

  test('are all container ports of a pod on the host’s network', () => {
    const spec = { hostNetwork: true, containers: [{ ports: [{ containerPort: 9100, hostIP: '0.0.0.0' }] }] };
    expect(hostPortsOf(template(spec))).toEqual([{ port: 9100, protocol: 'TCP', hostIp: '' }]);
  });

  test.each([
    { one: { port: 80, protocol: 'TCP', hostIp: '' }, isContested: true },
    { one: { port: 80, protocol: 'TCP', hostIp: '10.0.0.1' }, isContested: true },
    { one: { port: 80, protocol: 'TCP', hostIp: '10.0.0.2' }, isContested: false },
    { one: { port: 80, protocol: 'UDP', hostIp: '' }, isContested: false },
    { one: { port: 81, protocol: 'TCP', hostIp: '' }, isContested: false },
  ])('$one against 80/TCP of 10.0.0.1: $isContested', ({ one, isContested }) => {
    const found = contestedPort([one], [{ port: 80, protocol: 'TCP', hostIp: '10.0.0.1' }]);
    expect(found).toEqual(isContested ? one : undefined);
  });
});
