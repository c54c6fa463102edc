import { describe, expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const template = (tag: string) =>
  `{ metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "shop/web:${tag}" }] } }`;
const object = (apiVersion: string, kind: string, spec: string, name = 'web') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
const selecting = (tag: string) =>
  `{ replicas: 3, selector: { matchLabels: { app: web } }, template: ${template(tag)} }`;
const deployment = (tag: string) => object('apps/v1', 'Deployment', selecting(tag));
const target = '{ apiVersion: apps/v1, kind: Deployment, name: web }';

const foreign: readonly (readonly [string, string, (tag: string) => string])[] = [
  ['argoproj.io/v1alpha1', 'Rollout', selecting],
  ['flagger.app/v1beta1', 'Canary', (tag) => `{ targetRef: ${target}, analysis: { interval: ${tag}m } }`],
  ['serving.knative.dev/v1', 'Service', (tag) => `{ template: ${template(tag)} }`],
  ['apps.kruise.io/v1alpha1', 'CloneSet', selecting],
  ['apps.kruise.io/v1beta1', 'StatefulSet', selecting],
  ['apps.kruise.io/v1alpha1', 'DaemonSet', selecting],
  [
    'rollouts.kruise.io/v1beta1',
    'Rollout',
    (tag) => `{ workloadRef: ${target}, strategy: { canary: { steps: [{ replicas: ${tag} }] } } }`,
  ],
  [
    'apps.openshift.io/v1',
    'DeploymentConfig',
    (tag) => `{ replicas: 3, selector: { app: web }, template: ${template(tag)} }`,
  ],
  ['example.com/v1', 'Deployment', selecting],
  ['example.com/v1', 'Job', (tag) => `{ template: ${template(tag)} }`],
  ['example.com/v1', 'Cluster', (tag) => `{ groups: [{ name: a, podTemplate: ${template(tag)} }] }`],
];

describe.each(foreign)('an object of %s %s', (apiVersion, kind, spec) => {
  const [base, head] = [
    { 'a.yaml': object(apiVersion, kind, spec('1')) },
    { 'a.yaml': object(apiVersion, kind, spec('2')) },
  ];

  test.each([
    ['changed', base, head, 'update'],
    ['created', {}, head, 'create'],
    ['deleted', base, {}, 'delete'],
  ])('is listed as not forecast where it is %s', async (_, before, after, action) => {
    const plan = await planInline(before, after);
    expect(plan.outcome).toBe('Indeterminate');
    expect(plan.rollouts).toEqual([]);
    expect(plan.changes.map((change) => change.action)).toEqual([action]);
    expect(plan.notComputed).toMatchObject([{ what: `${kind} shop/web`, reason: 'ControllerNotForecast' }]);
  });

  test('shows its changed field', async () => {
    const { changes } = await planInline(base, head);
    expect(changes[0]?.fields.map(({ after }) => JSON.stringify(after))).toEqual([expect.stringContaining('2')]);
  });
});

describe('a Deployment which another controller rolls out', () => {
  const canary = object('flagger.app/v1beta1', 'Canary', `{ targetRef: ${target} }`, 'web-canary');
  const rollout = object('argoproj.io/v1alpha1', 'Rollout', `{ replicas: 3, workloadRef: ${target} }`, 'web-rollout');
  const kruise = object(
    'rollouts.kruise.io/v1alpha1',
    'Rollout',
    `{ objectRef: { workloadRef: ${target} } }`,
    'web-steps',
  );

  test.each([
    ['the target of a Canary beside it', canary, 'at rest it has no pods of its own and web-primary serves'],
    ['named by a Rollout beside it', rollout, 'Rollout web-rollout takes its pod template from it'],
    ['named by a Rollout of OpenKruise', kruise, 'the Rollout web-steps of OpenKruise'],
  ])('is not forecast as a plain one where it is %s', async (_, owner, detail) => {
    const plan = await planInline(
      { 'a.yaml': deployment('1'), 'b.yaml': owner },
      { 'a.yaml': deployment('2'), 'b.yaml': owner },
    );
    expect(plan.rollouts).toEqual([]);
    expect(plan.outcome).toBe('Indeterminate');
    expect(plan.notComputed).toMatchObject([{ what: 'Deployment shop/web', detail: expect.stringContaining(detail) }]);
  });

  test('is not forecast either where this very change creates or deletes the Canary', async () => {
    const [without, withCanary] = [{ 'a.yaml': deployment('1') }, { 'a.yaml': deployment('2'), 'b.yaml': canary }];
    for (const plan of [await planInline(without, withCanary), await planInline(withCanary, without)]) {
      expect(plan.rollouts).toEqual([]);
      expect(plan.notComputed.map(({ what }) => what)).toContain('Deployment shop/web');
    }
  });

  test('is forecast where the Canary names another one, or is a kind of another group', async () => {
    for (const other of [canary.replace('name: web }', 'name: api }'), canary.replace('flagger.app', 'example.com')]) {
      const plan = await planInline(
        { 'a.yaml': deployment('1'), 'b.yaml': other },
        { 'a.yaml': deployment('2'), 'b.yaml': other },
      );
      expect(plan.rollouts).toHaveLength(1);
    }
  });
});

const files = (text: string | undefined) => (text === undefined ? {} : { 'a.yaml': text });

async function remarksOn(base: string | undefined, head: string | undefined): Promise<readonly string[]> {
  const plan = await planInline(files(base), files(head));
  return plan.changes.flatMap(({ remarks = [] }) => remarks);
}

const replicaSet = (replicas: number, tag: string) =>
  object('apps/v1', 'ReplicaSet', selecting(tag).replace('replicas: 3', `replicas: ${replicas}`));

describe('a ReplicaSet', () => {
  test.each([
    [3, 3, '; the 3 that run keep the old one until somebody deletes them.'],
    [3, 5, ', first the 2 additional ones; the 3 that run keep the old one until somebody deletes them.'],
    [3, 1, '; the pod that runs keeps the old one until somebody deletes it.'],
    [0, 1, ', first the additional one.'],
  ])('of %i then %i pods says which keep the old template', async (before, after, told) => {
    expect(await remarksOn(replicaSet(before, '1'), replicaSet(after, '2'))).toEqual([
      `The new template reaches only pods which are created later${told}`,
    ]);
  });

  test('which only scales needs no such word', async () => {
    expect(await remarksOn(replicaSet(3, '1'), replicaSet(4, '1'))).toEqual([]);
  });
});

const job = (fields: string, tag = '1') =>
  object(
    'batch/v1',
    'Job',
    `{ ${fields}template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "a:${tag}" }] } } }`,
  );

describe('a Job', () => {
  test.each([
    [
      'more parallelism',
      job('parallelism: 1, '),
      job('parallelism: 4, '),
      'up to 4 of its pods run at once instead of 1',
    ],
    ['less parallelism', job('parallelism: 4, '), job('parallelism: 2, '), 'pods beyond 2 are stopped'],
    ['no parallelism', job('parallelism: 4, '), job('parallelism: 0, '), 'none starts until it is raised'],
    ['suspended', job(''), job('suspend: true, '), 'stops its running pods'],
    ['resumed', job('suspend: true, '), job('suspend: false, '), 'Resuming the Job starts its pods.'],
    ['created suspended', undefined, job('suspend: true, '), 'no pod starts until somebody resumes it'],
    ['a deadline', job(''), job('activeDeadlineSeconds: 60, '), 'if it has run for 60 s already'],
    ['a lifetime', job(''), job('ttlSecondsAfterFinished: 90, '), 'The Job is deleted 90 s after it has finished'],
    ['deleted', job(''), undefined, 'Deleting the Job deletes its pods'],
  ])('with %s says what that does', async (_, base, head, told) => {
    expect(await remarksOn(base, head)).toEqual([expect.stringContaining(told)]);
  });

  test('with another template is refused, and says what to do instead', async () => {
    const { changes } = await planInline({ 'a.yaml': job('', '1') }, { 'a.yaml': job('', '2') });
    expect(changes[0]?.rejected).toMatchObject([
      { field: 'spec.template', reason: expect.stringContaining('another name') },
    ]);
    expect(changes[0]?.remarks).toBeUndefined();
  });
});

const cronJob = (fields: string, tag = '1') =>
  object(
    'batch/v1',
    'CronJob',
    `{ schedule: "0 3 * * *", ${fields}jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "a:${tag}" }] } } } } }`,
  );

describe('a CronJob', () => {
  test.each([
    [
      'another image',
      cronJob(''),
      cronJob('', '2'),
      'from the next run on (schedule “0 3 * * *”); Jobs which were started before keep the old one',
    ],
    [
      'another image while suspended',
      cronJob('suspend: true, '),
      cronJob('suspend: true, ', '2'),
      'until then nothing runs',
    ],
    ['suspended', cronJob(''), cronJob('suspend: true, '), 'Jobs which run now go on'],
    ['resumed', cronJob('suspend: true, '), cronJob(''), 'a run which was missed meanwhile starts at once'],
    [
      'another time zone',
      cronJob(''),
      cronJob('timeZone: Europe/Berlin, '),
      'schedule “0 3 * * *” (Europe/Berlin) instead of schedule “0 3 * * *”',
    ],
    [
      'another policy',
      cronJob(''),
      cronJob('concurrencyPolicy: Replace, '),
      'With concurrencyPolicy Replace a run which still goes is stopped',
    ],
    ['created', undefined, cronJob(''), 'Nothing runs now'],
    ['created suspended', undefined, cronJob('suspend: true, '), 'nothing runs until somebody resumes it'],
    ['deleted', cronJob(''), undefined, 'deletes its Jobs as well'],
  ])('with %s says what that does', async (_, base, head, told) => {
    expect(await remarksOn(base, head)).toEqual([expect.stringContaining(told)]);
  });
});

const pod = (tag: string, spec = '') => object('v1', 'Pod', `{ ${spec}containers: [{ name: a, image: "a:${tag}" }] }`);

describe('a bare Pod', () => {
  test.each([
    ['another image', pod('1'), pod('2'), 'restarts the container in the same pod'],
    ['created', undefined, pod('1'), 'nobody creates it again'],
    ['deleted', pod('1'), undefined, 'nobody creates it again'],
  ])('with %s says what that does', async (_, base, head, told) => {
    expect(await remarksOn(base, head)).toEqual([expect.stringContaining(told)]);
  });

  test('with another field is refused', async () => {
    const { changes } = await planInline({ 'a.yaml': pod('1') }, { 'a.yaml': pod('1', 'hostNetwork: true, ') });
    expect(changes[0]?.rejected).not.toEqual([]);
  });
});
