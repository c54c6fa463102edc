import { describe, expect, test } from 'vitest';
import {
  containerPorts,
  declaresPort,
  servesAnyPort,
  servesPort,
  servicePorts,
} from '../../src/kubernetes/service-ports.ts';

const podSpec = {
  containers: [
    {
      name: 'web',
      ports: [
        { name: 'http', containerPort: 8080 },
        { containerPort: 53, protocol: 'UDP' },
      ],
    },
  ],
  initContainers: [
    { name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'mesh', containerPort: 15001 }] },
    { name: 'migrate', ports: [{ name: 'debug', containerPort: 5005 }] },
  ],
};
const ports = containerPorts(podSpec);
const portTo = (target: number | string, protocol = 'TCP') => ({ port: 80, protocol, target });

test('a targetPort which is left out, empty or 0 is the port itself', () => {
  const written = [
    { port: 80 },
    { port: 81, targetPort: '' },
    { port: 82, targetPort: 0 },
    { port: 83, targetPort: 'http' },
  ];
  expect(servicePorts({ spec: { ports: written } }).map(({ target }) => target)).toEqual([80, 81, 82, 'http']);
});

describe('the ports of a pod are those of its containers and sidecars', () => {
  test.each([
    ['http', 'TCP', true],
    ['mesh', 'TCP', true],
    ['debug', 'TCP', false],
    ['http', 'UDP', false],
    [8080, 'TCP', true],
    [53, 'TCP', false],
    [53, 'UDP', true],
  ])('%s of %s: %s', (target, protocol, isDeclared) => {
    expect(declaresPort(portTo(target, protocol), ports)).toBe(isDeclared);
  });
});

test('a number is reached whether it is declared or not, a name only where it is', () => {
  expect(servesPort(portTo(9999), ports)).toBe(true);
  expect(servesPort(portTo('web'), ports)).toBe(false);
});

test('a pod is an endpoint with one of the ports, and of a Service without ports always', () => {
  expect(servesAnyPort([portTo('web'), portTo('http')], ports)).toBe(true);
  expect(servesAnyPort([portTo('web')], ports)).toBe(false);
  expect(servesAnyPort([], ports)).toBe(true);
});
