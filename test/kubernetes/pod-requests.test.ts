import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addAmounts,
  addRequests,
  multiplyRequests,
  noRequests,
  podRequests,
  requestsText,
  subtractRequests,
} from '../../src/kubernetes/pod-requests.ts';
import type { JsonObject } from '../../src/schema/json.ts';

function container(cpu: string, memory = '0'): JsonObject {
  return { resources: { requests: { cpu, memory } } };
}

function sidecar(cpu: string): JsonObject {
  return { ...container(cpu), restartPolicy: 'Always' };
}

describe('podRequests', () => {
  test.each<{ title: string; spec: JsonObject; cpu: string; memory?: string }>([
    { title: 'nothing', spec: {}, cpu: '0' },
    { title: 'one container', spec: { containers: [container('500m', '1Gi')] }, cpu: '500m', memory: '1Gi' },
    {
      title: 'containers add up',
      spec: { containers: [container('300m', '1Gi'), container('0.2', '512Mi')] },
      cpu: '500m',
      memory: '1536Mi',
    },
    {
      title: 'a limit stands in for an absent request',
      spec: { containers: [{ resources: { limits: { cpu: 2, memory: '64Mi' }, requests: { cpu: '1' } } }] },
      cpu: '1',
      memory: '64Mi',
    },
    {
      title: 'an init container below the containers costs nothing',
      spec: { containers: [container('500m')], initContainers: [container('200m')] },
      cpu: '500m',
    },
    {
      title: 'the hungriest init container counts',
      spec: { containers: [container('500m')], initContainers: [container('2'), container('1')] },
      cpu: '2',
    },
    {
      title: 'a sidecar adds to the containers',
      spec: { containers: [container('500m')], initContainers: [sidecar('100m')] },
      cpu: '600m',
    },
    {
      title: 'a sidecar adds to the init containers after it',
      spec: { containers: [container('500m')], initContainers: [sidecar('100m'), container('1')] },
      cpu: '1100m',
    },
    {
      title: 'a sidecar does not add to the init containers before it',
      spec: { containers: [container('500m')], initContainers: [container('1'), sidecar('100m')] },
      cpu: '1',
    },
    {
      title: 'overhead comes on top',
      spec: { containers: [container('500m', '1Gi')], overhead: { cpu: '250m', memory: '120Mi' } },
      cpu: '750m',
      memory: '1144Mi',
    },
    {
      title: 'the pod states a request of its own',
      spec: { containers: [container('500m', '1Gi')], resources: { requests: { cpu: '2' } } },
      cpu: '2',
      memory: '1Gi',
    },
    {
      title: 'the limit of the pod counts where no container requests',
      spec: { containers: [{}], resources: { limits: { cpu: '2' } } },
      cpu: '2',
    },
    {
      title: 'the limit of the pod does not count beside requests',
      spec: { containers: [container('1')], resources: { limits: { cpu: '2' } } },
      cpu: '1',
    },
    {
      title: 'what is no quantity counts as nothing',
      spec: { containers: [container('a lot'), container('1')] },
      cpu: '1',
    },
    {
      title: 'fields of a wrong type count as nothing',
      spec: { containers: [{ resources: [] }, 5, { resources: { requests: 'x' } }] },
      cpu: '0',
    },
    { title: 'a spelling is not kept', spec: { containers: [container('+1')] }, cpu: '1' },
  ])('$title', ({ spec, cpu, memory = '0' }) => {
    expect(requestsText(podRequests(spec))).toEqual({ cpu, memory });
  });

  test('more init containers never lower it', () => {
    const anyContainer = fc
      .tuple(fc.nat({ max: 4000 }), fc.boolean())
      .map(([milli, isSidecar]) => (isSidecar ? sidecar(`${milli}m`) : container(`${milli}m`)));
    fc.assert(
      fc.property(fc.array(anyContainer), fc.array(anyContainer), anyContainer, (containers, initContainers, one) => {
        const before = podRequests({ containers, initContainers });
        const after = podRequests({ containers, initContainers: [...initContainers, one] });
        expect(subtractRequests(after, before).cpu.unscaled >= 0n).toBe(true);
      }),
    );
  });
});

test('totals are canonical', () => {
  const pod = podRequests({ containers: [container('500m', '768Mi')] });
  const one = podRequests({ containers: [container('1', '768Mi')] });
  expect(requestsText(multiplyRequests(pod, 4))).toEqual({ cpu: '2', memory: '3Gi' });
  expect(requestsText(addRequests(noRequests, pod))).toEqual({ cpu: '500m', memory: '768Mi' });
  expect(requestsText(subtractRequests(pod, one))).toEqual({ cpu: '-500m', memory: '0' });
  const sum = addAmounts({ cpu: '500m', memory: '1Gi' }, { cpu: '1', memory: '512Mi' });
  expect(sum).toEqual({ cpu: '1500m', memory: '1536Mi' });
});
