import { describe, expect, test } from 'vitest';
import { countFittingNodes, type FitNode } from '../../src/kubernetes/node-fit.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

type Taint = NonNullable<FitNode['spec']['taints']>[number];

function node(name: string, labels: Readonly<Record<string, string>> = {}, taints: readonly Taint[] = []): FitNode {
  const ownLabels = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels };
  return { metadata: { name, labels: ownLabels }, spec: { taints: [...taints] } };
}

const condition = (name: string, effect = 'NoSchedule') => ({ key: `node.kubernetes.io/${name}`, effect });
const controlPlane = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const gpu = { key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' };

/** A control plane, two workers, a cordoned one, one that is not ready, and a pool of two GPU nodes. */
const cluster: readonly FitNode[] = [
  node('control-plane', { 'node-role.kubernetes.io/control-plane': '' }, [controlPlane]),
  node('worker-1', { zone: 'a', cores: '8' }),
  node('worker-2', { zone: 'b', cores: '16' }, [{ key: 'spot', value: 'true', effect: 'PreferNoSchedule' }]),
  node('cordoned', { zone: 'a' }, [condition('unschedulable')]),
  node('not-ready', { zone: 'b' }, [condition('not-ready', 'NoExecute'), condition('disk-pressure')]),
  node('gpu-1', { pool: 'gpu', zone: 'a', cores: '64' }, [gpu]),
  node('gpu-2', { pool: 'gpu', zone: 'b', cores: '64' }, [gpu, condition('memory-pressure')]),
];

const fitting = (podSpec: JsonObject) =>
  cluster.filter((each) => countFittingNodes(podSpec, [each]) === 1).map(({ metadata }) => metadata.name);
const workers = ['worker-1', 'worker-2', 'cordoned', 'not-ready'];

test('a pod without any wish runs where no taint repels it, also on nodes which are cordoned or not ready', () => {
  expect(fitting({})).toEqual(workers);
  expect(countFittingNodes({}, cluster)).toBe(4);
  expect(countFittingNodes({}, [])).toBe(0);
});

describe('tolerations', () => {
  test.each<[string, JsonValue, readonly string[]]>([
    ['of a key', { key: controlPlane.key, operator: 'Exists', effect: 'NoSchedule' }, ['control-plane', ...workers]],
    ['of every taint', { operator: 'Exists' }, ['control-plane', ...workers, 'gpu-1', 'gpu-2']],
    ['of a key and value', { key: gpu.key, value: 'present' }, [...workers, 'gpu-1', 'gpu-2']],
    ['of another value', { key: gpu.key, operator: 'Equal', value: 'absent' }, workers],
    ['of another effect', { key: gpu.key, operator: 'Exists', effect: 'NoExecute' }, workers],
    ['with an operator which is none', { key: gpu.key, operator: 'In', value: 'present' }, workers],
  ])('%s', (_, toleration, expected) => {
    expect(fitting({ tolerations: [toleration] })).toEqual(expected);
  });

  test('which the controller adds are for a condition with its own effect', () => {
    const conditions = [
      condition('not-ready', 'NoExecute'),
      condition('unreachable', 'NoExecute'),
      ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => condition(name)),
    ];
    expect(countFittingNodes({}, [node('all', {}, conditions)])).toBe(1);
    const others = conditions.map(({ key, effect }) =>
      node('one', {}, [{ key, effect: effect === 'NoExecute' ? 'NoSchedule' : 'NoExecute' }]),
    );
    expect(countFittingNodes({}, others)).toBe(0);
  });

  test('of a node without network are for pods in the network of the host', () => {
    const offline = [node('offline', {}, [condition('network-unavailable')])];
    expect(countFittingNodes({}, offline)).toBe(0);
    expect(countFittingNodes({ hostNetwork: true }, offline)).toBe(1);
  });
});

test('a node selector asks for all of its labels', () => {
  expect(fitting({ nodeSelector: { zone: 'a' } })).toEqual(['worker-1', 'cordoned']);
  expect(fitting({ nodeSelector: { zone: 'a', cores: '8' } })).toEqual(['worker-1']);
  expect(fitting({ nodeSelector: { toString: 'a' } })).toEqual([]);
});

test('a node name means that node', () => {
  expect(fitting({ nodeName: 'worker-2' })).toEqual(['worker-2']);
  expect(fitting({ nodeName: 'gpu-1' })).toEqual([]);
});

const affinity = (...nodeSelectorTerms: readonly JsonValue[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const expression = (key: string, operator: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key, operator, values }],
});
const field = (operator: string, ...values: readonly string[]) => ({
  matchFields: [{ key: 'metadata.name', operator, values }],
});

describe('required node affinity', () => {
  test.each<[string, readonly JsonValue[], readonly string[]]>([
    ['In', [expression('zone', 'In', 'a', 'c')], ['worker-1', 'cordoned']],
    ['NotIn, also without the label', [expression('cores', 'NotIn', '8')], ['worker-2', 'cordoned', 'not-ready']],
    ['Exists', [expression('cores', 'Exists')], ['worker-1', 'worker-2']],
    ['DoesNotExist', [expression('cores', 'DoesNotExist')], ['cordoned', 'not-ready']],
    ['Gt, by number', [expression('cores', 'Gt', '9')], ['worker-2']],
    ['Lt, by number', [expression('cores', 'Lt', '16')], ['worker-1']],
    ['Gt with what is no number', [expression('cores', 'Gt', 'many')], []],
    ['an operator which is none', [expression('cores', 'Near', '8')], []],
    ['In without values', [expression('zone', 'In')], []],
    ['the name of a node', [field('In', 'worker-2')], ['worker-2']],
    ['any other name', [field('NotIn', 'worker-2')], ['worker-1', 'cordoned', 'not-ready']],
    ['two names, which is not valid', [field('In', 'worker-1', 'worker-2')], []],
    ['a field which is none', [{ matchFields: [{ key: 'spec.x', operator: 'In', values: ['worker-1'] }] }], []],
    ['one of two terms', [expression('cores', 'Lt', '9'), field('In', 'not-ready')], ['worker-1', 'not-ready']],
    ['both parts of one term', [{ ...expression('zone', 'In', 'a'), ...field('NotIn', 'worker-1') }], ['cordoned']],
    ['one term, where the other is not valid', [expression('zone', 'Near'), field('In', 'worker-1')], ['worker-1']],
    ['an empty term', [{}], []],
    ['no term', [], []],
  ])('by %s', (_, terms, expected) => {
    expect(fitting(affinity(...terms))).toEqual(expected);
  });

  test('is asked beside the node selector', () => {
    expect(fitting({ ...affinity(expression('zone', 'In', 'a')), nodeSelector: { cores: '8' } })).toEqual(['worker-1']);
  });

  test('is no wish where it is absent, or only preferred', () => {
    const preferred = [{ weight: 1, preference: expression('zone', 'In', 'nowhere') }];
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: preferred };
    expect(fitting({ affinity: { nodeAffinity } })).toEqual(workers);
    expect(fitting({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } } })).toEqual(
      workers,
    );
  });
});
