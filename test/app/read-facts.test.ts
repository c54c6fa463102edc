import { describe, expect, test } from 'vitest';
import { FactsError } from '../../src/app/facts-error.ts';
import { readFacts } from '../../src/app/read-facts.ts';
import { Facts } from '../../src/schema/facts.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { toYaml } from './hostile-manifests.ts';
import { list, liveDeployment, liveObject, liveReplicaSet } from './live-objects.ts';

const read = (text: string | Uint8Array) =>
  readFacts({ name: 'facts.json', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text });
const print = (value: unknown) => JSON.stringify(value, null, 4);
const namesIn = (text: string) => read(text).items.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const expected = 'expected what `kubectl get deploy,sts,ds,rs,hpa,pdb,resourcequota,nodes -A -o json` prints';

const web = liveDeployment('web', { uid: 'u1' }, { replicas: 3, readyReplicas: 2 });
const hpa = liveObject(
  'autoscaling/v2/HorizontalPodAutoscaler',
  'web',
  {},
  {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 9,
    },
    status: { currentMetrics: null, currentReplicas: 4, desiredReplicas: 5 },
  },
);
const quota = liveObject(
  'v1/ResourceQuota',
  'limits',
  {},
  {
    spec: { hard: { pods: '10' } },
    status: { hard: { pods: '10', 'requests.cpu': '4' }, used: { pods: '3', 'requests.cpu': '1500m' } },
  },
);
const node = liveObject(
  'v1/Node',
  'worker-1',
  { labels: { zone: 'a' } },
  {
    spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }], unschedulable: true },
    status: { images: [{ sizeBytes: 123456789 }] },
  },
);

describe('facts are read', () => {
  test('from a List, with all that kubectl prints of an object, and zero for the counts which it leaves out', () => {
    const [deployment] = read(print(list({ ...web, extra: { a: [1, null] } }))).items;
    expect(deployment).toEqual({
      ...web,
      extra: { a: [1, null] },
      status: {
        observedGeneration: 0,
        replicas: 3,
        updatedReplicas: 0,
        readyReplicas: 2,
        availableReplicas: 0,
        unavailableReplicas: 0,
        terminatingReplicas: 0,
      },
    });
  });

  test('of every kind which a forecast reads', () => {
    const others = [
      ['apps/v1/StatefulSet', { spec: { replicas: 1 } }],
      ['apps/v1/DaemonSet', { spec: {} }],
      ['policy/v1/PodDisruptionBudget', { spec: { maxUnavailable: '25%' }, status: {} }],
      [
        'autoscaling/v1/HorizontalPodAutoscaler',
        { spec: { scaleTargetRef: { kind: 'Deployment', name: 'a' }, maxReplicas: 3 } },
      ],
      ['keda.sh/v1alpha1/ScaledObject', { spec: { scaleTargetRef: { name: 'web' } } }],
    ] as const;
    const objects = others.map(([type, rest]) => liveObject(type, 'a', {}, rest));
    expect(namesIn(print(list(web, liveReplicaSet('web-1'), hpa, quota, node, ...objects.slice(0, 4))))).toEqual([
      'Deployment web',
      'ReplicaSet web-1',
      'HorizontalPodAutoscaler web',
      'ResourceQuota limits',
      'Node worker-1',
      'StatefulSet a',
      'DaemonSet a',
      'PodDisruptionBudget a',
      'HorizontalPodAutoscaler a',
    ]);
    expect(namesIn(print(list(...objects.slice(4))))).toEqual(['ScaledObject a']);
  });

  const other = liveDeployment('api');
  test.each([
    ['JSON', print(list(web, other))],
    ['JSON with a byte order mark', `\ufeff${print(list(web, other))}`],
    ['YAML', toYaml([list(web, other)])],
    ['several Lists one after another', print(list(web)) + print(list(other))],
    ['several documents', `${toYaml([list(web)])}---\n---\n${toYaml([list(other)])}`],
    ['single objects', print(web) + print(other)],
    ['a List within a List', print(list(web, list(other)))],
    ['a list of one kind, as the API gives it', print(typedList([web, other]))],
    [
      'integers which a double cannot hold',
      print(list(web, other)).replace('"spec"', '"x": 12345678901234567890, "spec"'),
    ],
  ])('from %s', (_, text) => {
    expect(namesIn(text)).toEqual(['Deployment web', 'Deployment api']);
  });

  test('and objects of other kinds are passed over', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { password: 7 } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: 'none' };
    const clone = { apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet', metadata: { name: 'a' } };
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: {} };
    expect(namesIn(print(list(secret, pod, clone, role, web)))).toEqual(['Deployment web']);
  });

  test('and of an object which stands there twice the last counts', () => {
    const text = print(list(web)) + print(list(liveDeployment('web', { uid: 'u1' }, { replicas: 7 })));
    expect(read(text).items).toMatchObject([{ status: { replicas: 7 } }]);
    const old = { ...web, apiVersion: 'extensions/v1beta1' };
    expect(read(print(list(old, web))).items).toMatchObject([{ apiVersion: 'apps/v1' }]);
  });
});

/** Items of such a list do not say what they are. */
function typedList(items: readonly JsonObject[]): JsonObject {
  const untyped = items.map((item) => Object.entries(item).filter(([key]) => key !== 'apiVersion' && key !== 'kind'));
  return {
    apiVersion: 'apps/v1',
    kind: 'DeploymentList',
    items: untyped.map((entries) => Object.fromEntries(entries)),
  };
}

/** Each line repeats the one before it twenty times. */
const aliasBomb = Array.from({ length: 8 }, (_, at) => `k${at}: &a${at} [${`*a${at - 1}, `.repeat(at && 20)}1]\n`).join(
  '',
);

const withReplicas = (replicas: unknown) =>
  print(list(web, { ...liveDeployment('api'), spec: { replicas } as JsonObject }));

describe('facts which cannot be used are refused', () => {
  test.each([
    ['nothing', '', `: there is no object in it; are context and namespace right? ${expected}`],
    ['null', 'null\n', `: there is no object in it; are context and namespace right? ${expected}`],
    ['an empty List', print(list()), `: there is no object in it; are context and namespace right? ${expected}`],
    [
      'a List of other kinds',
      print(list({ apiVersion: 'v1', kind: 'Pod', metadata: {} })),
      `: there is no object in it of a kind which a forecast reads; ${expected}`,
    ],
    ['an array', '\n[]', `:2: ${expected}`],
    ['a text', 'No resources found\n', `:1: ${expected}`],
    ['a file of another purpose', 'replicaCount: 3\n', `:1: ${expected}`],
    ['a single object of another kind', 'apiVersion: v1\nkind: Config\nusers: []\n', `:2: kind: ${expected}`],
    ['a List without items', '{"apiVersion": "v1", "kind": "List",\n"items": {}}', ':2: items: expected a list'],
    [
      'an item which is no object',
      print(list(web)).replace('"items": [', '"items": [\n7,'),
      ':4: items[0]: expected an object',
    ],
    [
      'an item without a kind',
      '{"kind": "List", "items": [\n{"apiVersion": "v1"}]}',
      ':2: items[0].kind: expected a kind',
    ],
    [
      'an item without an API version',
      '{"kind": "List", "items": [\n{"kind": "Node"}]}',
      ':2: items[0].apiVersion: expected an API version',
    ],
    ['a text for a number', withReplicas('3'), ':29: items[1].spec.replicas: expected a whole number'],
    ['half a pod', withReplicas(1.5), ':29: items[1].spec.replicas: expected a whole number'],
    [
      'less than no pod',
      withReplicas(-1),
      ':29: items[1].spec.replicas: expected a whole number which is not negative',
    ],
    [
      'a manifest, which has no namespace',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec: {}\n',
      ':3: metadata.namespace: expected the namespace, which every object of a cluster has',
    ],
    [
      'a quantity which is no text',
      print(list({ ...quota, status: { hard: { pods: 10 } } })),
      ':18: items[0].status.hard.pods: expected a quantity as text, such as "500m"',
    ],
    [
      'a kind with a typing error',
      print(list({ ...web, kind: 'Deploymnet' })),
      ':6: items[0].kind: apps has no such kind; did you mean Deployment?',
    ],
    [
      'a single object whose kind has a typing error',
      print({ ...node, kind: 'Nodes' }),
      ':3: kind: v1 has no such kind; did you mean Node?',
    ],
    [
      'objects of two clusters',
      print(list(web)) + print(list(liveDeployment('web', { uid: 'u2' }))),
      ':29: items[0]: Deployment shop/web stands here a second time with another uid; take the facts of one cluster, at one time',
    ],
    [
      'a file which was cut off',
      print(list(web)).slice(0, 60),
      ':5: a JSON string is expected; the file ends early: was kubectl interrupted?',
    ],
    ['no YAML', 'kind:\n\t- List\n', ':2: a tab is used for indentation'],
    [
      'text after the end',
      'kind: List\n...\nmore: 1\n',
      ":3: text follows the end of the document; a further one begins after a '---' line",
    ],
  ])('%s, with file, line and a way on', (_, text, message) => {
    expect(() => read(text)).toThrow(new FactsError(`facts.json${message}`));
  });

  test.each([
    ['other bytes than UTF-8', Uint8Array.of(0x61, 0x0a, 0xff), 'facts.json:2: the file is not UTF-8'],
    [
      'UTF-16, as PowerShell writes it',
      Uint8Array.of(0xff, 0xfe, 0x7b, 0),
      'facts.json: the file is written in UTF-16, which kubectl does not read: save it as UTF-8',
    ],
    [
      'more than is read',
      new Uint8Array(50 * 1024 * 1024 + 1).fill(0x20),
      'facts.json: the file has more than 50 MiB; ask kubectl for fewer kinds, or for one namespace',
    ],
  ])('%s', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(new FactsError(message));
  });

  test.each([
    ['values nested too deeply', '['.repeat(100_000)],
    ['aliases which repeat too much', aliasBomb],
    [
      'a value nested too deeply in what is kept',
      print(list(web)).replace('"template": {}', `"template": {"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`),
    ],
  ])('%s', (_, text) => {
    expect(() => read(text)).toThrow(FactsError);
  });
});

test('what a Secret or another value says is never in an error', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { key: 'hunter2' } };
  const wrong = { ...web, spec: { replicas: 'hunter2', template: 'hunter2' }, status: 'hunter2' };
  const texts = [
    print(list(secret)),
    print(secret),
    print(list(secret, wrong)),
    print(list(secret)).replace('hunter2"', 'hunter2'),
    `${toYaml([list(secret)])}\n\thunter2: "`,
    print({ apiVersion: 'v1', kind: 'hunter2' }),
    print(list({ apiVersion: 'apps/v1', kind: 'hunter2' })),
  ];
  for (const text of texts) {
    const told = thrownBy(() => read(text));
    expect(told).toBeInstanceOf(FactsError);
    expect(String(told)).not.toContain('hunter2');
  }
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('the schema of a List and the reader agree', () => {
  const mixed = list(
    web,
    { apiVersion: 'v1', kind: 'Secret' },
    { apiVersion: 'apps.kruise.io/v1', kind: 'DaemonSet' },
    node,
  );

  test('on what is kept of it', () => {
    expect(Facts.parse(mixed).items).toEqual(read(print(mixed)).items);
  });

  test.each([
    ['a status of a wrong type', list({ ...web, status: { replicas: 'x' } })],
    ['no name', list({ ...web, metadata: {} })],
    ['a taint without an effect', list({ ...node, spec: { taints: [{ key: 'a' }] } })],
    ['an owner without a name', list({ ...web, metadata: { name: 'a', namespace: 'b', ownerReferences: [{}] } })],
  ])('on refusing %s', (_, value) => {
    expect(Facts.safeParse(value).success).toBe(false);
    expect(() => read(print(value))).toThrow(FactsError);
  });
});
