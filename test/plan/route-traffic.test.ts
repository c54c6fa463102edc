import { describe, expect, test } from 'vitest';
import { type TrafficObjects, trafficChanges } from '../../src/plan/traffic-changes.ts';
import type { WorkloadPods } from '../../src/plan/workload-pods.ts';
import { deploymentOf, revisionObject, serviceOf } from './plan-objects.ts';

/** A workload whose pods are ready from the second given on. */
function pods(name: string, count: number, readyAt = 0, more: Readonly<Record<string, string>> = {}): WorkloadPods {
  const labels = { app: name, ...more };
  const moment = (at: number, ready: number) => ({
    at,
    old: 0,
    new: count,
    oldAvailable: 0,
    newAvailable: ready,
    terminating: 0,
  });
  return {
    workload: deploymentOf(name, labels),
    base: readyAt === 0 ? { labels, ports: [] } : undefined,
    head: { labels, ports: [] },
    before: readyAt === 0 ? count : 0,
    desired: count,
    series: readyAt === 0 ? [moment(0, count)] : [moment(0, 0), moment(readyAt, count)],
    changes: readyAt > 0,
  };
}

const always = (object: ReturnType<typeof serviceOf>) => ({ base: object, head: object });
const services = ['blue', 'green'].map((name) => always(serviceOf(name, { app: name })));

function routeOf(weights: Readonly<Record<string, number>>, place = {}) {
  const backendRefs = Object.entries(weights).map(([name, weight]) => ({ name, weight }));
  return revisionObject(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'web',
    { spec: { rules: [{ backendRefs }] } },
    place,
  );
}

type Weights = Readonly<Record<string, number>>;

function routeChange(
  before: Weights,
  after: Weights,
  workloads: readonly WorkloadPods[],
  more: Partial<TrafficObjects> = {},
) {
  const routes = [{ base: routeOf(before), head: routeOf(after) }];
  const { changes } = trafficChanges({ services, destinationRules: [], routes, ...more }, workloads);
  return changes.find(({ object }) => object.kind !== 'Service');
}

describe('a route which switches from one Service to another', () => {
  test('loses nothing where the pods of the other are ready', () => {
    const change = routeChange({ blue: 1 }, { green: 1 }, [pods('blue', 3), pods('green', 4)]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 4, after: 4 });
    expect(change?.switch).toMatchObject({ type: 'Backends', failingPercent: 0, windowSeconds: 0 });
  });

  test('finds no endpoint until they are, and says for how long', () => {
    const change = routeChange({ blue: 1 }, { green: 1 }, [pods('blue', 3), pods('green', 4, 20)]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 0, after: 4 });
    expect(change?.switch).toMatchObject({ failingPercent: 100, windowSeconds: 20 });
  });

  test('claims nothing of a Service which is in none of the files', () => {
    const change = routeChange({ blue: 1 }, { chart: 1 }, [pods('blue', 3)]);
    expect(change?.after?.backends).toEqual([{ service: 'chart', weight: 1, isUnknown: true }]);
    expect(change?.switch).toMatchObject({ failingPercent: 0 });
    expect(change?.switch).not.toHaveProperty('windowSeconds');
  });
});

describe('a route which shifts weights', () => {
  test('counts the endpoints of all Services which get requests', () => {
    const change = routeChange({ blue: 90, green: 10 }, { blue: 50, green: 50 }, [pods('blue', 3), pods('green', 1)]);
    expect(change?.endpoints).toEqual({ before: 4, floor: 4, after: 4 });
    expect(change?.switch?.type).toBe('Weights');
  });

  test('tells the share of the requests which finds no endpoint', () => {
    const change = routeChange({ blue: 1 }, { blue: 2, green: 1 }, [pods('blue', 3), pods('green', 1, 15)]);
    expect(change?.endpoints).toEqual({ before: 3, floor: 3, after: 4 });
    expect(change?.switch).toMatchObject({ failingPercent: 33.3, windowSeconds: 15 });
  });

  test('loses nothing where it had no endpoint before', () => {
    const change = routeChange({ blue: 1 }, { green: 1 }, [pods('green', 1, 15)]);
    expect(change?.switch).toMatchObject({ failingPercent: 0 });
  });
});

const ingressOf = (weight: string) =>
  revisionObject('networking.k8s.io/v1', 'Ingress', 'canary', {
    metadata: {
      name: 'canary',
      namespace: 'shop',
      annotations: {
        'nginx.ingress.kubernetes.io/canary': 'true',
        'nginx.ingress.kubernetes.io/canary-weight': weight,
      },
    },
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'blue' } } }] } }] },
  });

test('a canary Ingress without a ready pod leaves the requests to the other one', () => {
  const rolling = { ...pods('blue', 1, 30), base: pods('blue', 1).base, before: 1 };
  const routes = [{ base: ingressOf('10'), head: ingressOf('20') }];
  expect(routeChange({}, {}, [rolling], { routes })?.switch).toMatchObject({ type: 'Weights', failingPercent: 0 });
});

describe('a route which stays as it is', () => {
  const same = { green: 1 };

  test('is listed behind a Service of which the workload changes', () => {
    const change = routeChange(same, same, [pods('green', 3, 20)]);
    expect(change).toMatchObject({ endpoints: { before: 0, floor: 0, after: 3 } });
    expect(change).not.toHaveProperty('switch');
  });

  test('is not listed otherwise', () => {
    expect(routeChange(same, same, [pods('green', 3)])).toBeUndefined();
  });
});

const virtualService = (...weights: readonly number[]) =>
  revisionObject('networking.istio.io/v1', 'VirtualService', 'web', {
    spec: {
      http: [
        {
          route: ['a', 'b'].map((subset, index) => ({
            destination: { host: 'blue', subset },
            weight: weights[index] ?? 0,
          })),
        },
      ],
    },
  });

const track = (name: string, count: number) => ({
  ...pods('blue', count, 0, { track: name }),
  workload: deploymentOf(name, {}),
});

describe('a subset of a Service', () => {
  const rule = revisionObject('networking.istio.io/v1', 'DestinationRule', 'web', {
    spec: { host: 'blue.shop', subsets: ['a', 'b'].map((name) => ({ name, labels: { track: name } })) },
  });
  const routes = [{ base: virtualService(100, 0), head: virtualService(0, 100) }];

  test('has those of its pods which have the labels of the subset', () => {
    const destinationRules = [always(rule)];
    const change = routeChange({}, {}, [track('a', 3), track('b', 2)], { routes, destinationRules });
    expect(change?.endpoints).toEqual({ before: 3, floor: 2, after: 2 });
  });

  test('is not known where no DestinationRule says which they are', () => {
    const change = routeChange({}, {}, [track('a', 3), track('b', 2)], { routes });
    expect(change?.after?.backends).toEqual([{ service: 'blue', subset: 'b', weight: 100, isUnknown: true }]);
  });
});
