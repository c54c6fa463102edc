import { describe, expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

interface Workload {
  readonly name?: string;
  readonly labels?: string;
  readonly image?: string;
}

const deployment = ({ name = 'web', labels = '{app: web}', image = '1' }: Workload = {}) =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: ${labels}}
  template:
    metadata: {labels: ${labels}}
    spec: {containers: [{name: web, image: "shop/web:${image}", envFrom: [{configMapRef: {name: flags}}]}]}
`;
const flags = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: flags}\ndata: {level: "${value}"}\n`;
const service = (name = 'web', selector = '{app: web}') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: ${selector}, ports: [{port: 80}]}\n`;
const autoscaler = (least: number) =>
  `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {minReplicas: ${least}, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
`;
const kustomization = 'resources: [parts/web.yaml]\n';

type Files = Readonly<Record<string, string>>;

/** What happens to which object: "update dev Deployment/web". */
async function changesOf(base: Files, head: Files): Promise<readonly string[]> {
  const { changes } = await planInline(base, head);
  return changes.map(({ action, object }) => `${action} ${object.root} ${object.kind}/${object.name}`);
}

describe('of equal names in two roots', () => {
  const environments = {
    'dev/web.yaml': deployment(),
    'dev/flags.yaml': flags('info'),
    'prod/web.yaml': deployment(),
    'prod/flags.yaml': flags('info'),
  };

  test('a changed ConfigMap reaches the workload of its own root, although the other ConfigMap is unchanged', async () => {
    const plan = await planInline(environments, { ...environments, 'dev/flags.yaml': flags('debug') });
    const readers = plan.changes.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.type === 'ConfigReaches' ? effect.readers : [])),
    );
    expect(readers.map(({ object }) => object.root)).toEqual(['dev']);
    expect(plan.changes[0]).not.toHaveProperty('remarks');
  });

  test('a workload is not scaled by the autoscaler of the other one', async () => {
    const around = { ...environments, 'dev/scale.yaml': autoscaler(4) };
    const plan = await planInline(around, { ...around, 'prod/web.yaml': deployment({ image: '2' }) });
    expect(plan.rollouts.map(({ replicas }) => replicas)).toEqual([{ min: 2, max: 2, decidedBy: 'Manifest' }]);
  });

  test('a Service stands in front of the workload of its own root', async () => {
    const around = { ...environments, 'dev/service.yaml': service(), 'prod/service.yaml': service() };
    const { traffic } = await planInline(around, { ...around, 'prod/web.yaml': deployment({ image: '2' }) });
    expect(traffic.map(({ object, endpoints }) => [object.root, endpoints.before])).toEqual([['prod', 2]]);
  });
});

describe('a workload is told of', () => {
  test('a Service which may mean it or its namesake', async () => {
    const around = { 'platform/service.yaml': service(), 'dev/web.yaml': deployment() };
    const plan = await planInline(
      { ...around, 'prod/web.yaml': deployment() },
      { ...around, 'prod/web.yaml': deployment({ image: '2' }) },
    );
    expect(plan.traffic).toEqual([]);
    expect(plan.rollouts.flatMap(({ remarks }) => remarks)).toContain(
      'Service web in platform finds no matching pods in its own root, but in dev and prod: which is meant is not known, so it is not counted here.',
    );
  });

  test('an autoscaler which may mean it or its namesake', async () => {
    const around = { 'platform/scale.yaml': autoscaler(4), 'dev/web.yaml': deployment() };
    const plan = await planInline(
      { ...around, 'prod/web.yaml': deployment() },
      { ...around, 'prod/web.yaml': deployment({ image: '2' }) },
    );
    expect(plan.rollouts.map(({ replicas }) => replicas.decidedBy)).toEqual(['Manifest']);
    expect(plan.rollouts.flatMap(({ remarks }) => remarks)).toContain(
      'HorizontalPodAutoscaler web in platform finds no Deployment web in its own root, but in dev and prod: which is meant is not known, so it is not counted here.',
    );
  });
});

/** A workload with all that refers to it. */
const folder = (name: string, image: string): Files => ({
  [`${name}/web.yaml`]: deployment({ image }),
  [`${name}/service.yaml`]: service(),
  [`${name}/scale.yaml`]: autoscaler(4),
  [`${name}/flags.yaml`]: flags(image),
});

describe('an object which leaves one root and appears in another', () => {
  test('is one update, which says where it was', async () => {
    const { changes } = await planInline(
      { 'apps/web.yaml': deployment() },
      { 'shop/web.yaml': deployment({ image: '2' }) },
    );
    expect(changes).toMatchObject([
      { action: 'update', object: { root: 'shop' }, pairedWith: { object: { root: 'apps' } } },
    ]);
    expect(changes[0]?.pairedWith?.reason).toContain('moved from apps to shop');
  });

  test('is none if two of that name move at once: they are not confused', async () => {
    const base = { 'dev/web.yaml': deployment({ image: '1' }), 'prod/web.yaml': deployment({ image: '2' }) };
    const head = { 'a/web.yaml': deployment({ image: '3' }), 'b/web.yaml': deployment({ image: '4' }) };
    expect(await changesOf(base, head)).toEqual([
      'create a Deployment/web',
      'create b Deployment/web',
      'delete dev Deployment/web',
      'delete prod Deployment/web',
    ]);
  });

  test('is none if one goes and two come', async () => {
    const head = { 'a/web.yaml': deployment({ image: '3' }), 'b/web.yaml': deployment({ image: '4' }) };
    expect(await changesOf({ 'dev/web.yaml': deployment() }, head)).toEqual([
      'create a Deployment/web',
      'create b Deployment/web',
      'delete dev Deployment/web',
    ]);
  });

  test('takes its Service, its autoscaler and its readers along', async () => {
    const plan = await planInline(folder('apps', '1'), folder('shop', '2'));
    expect(plan.changes.map(({ action }) => action)).toEqual(['update', 'update', 'update', 'update']);
    expect(plan.rollouts).toMatchObject([{ type: 'Rolls', capacity: { base: 4, desired: 4 } }]);
    expect(plan.traffic).toMatchObject([{ object: { root: 'shop' }, endpoints: { before: 4, floor: 3, after: 4 } }]);
    expect(JSON.stringify(plan)).not.toContain('only match');
  });
});

const kustomized = (image: string): Files => ({
  'dev/parts/web.yaml': deployment({ image }),
  'dev/scale/web.yaml': autoscaler(4),
  'prod/parts/web.yaml': deployment({ image }),
  'prod/scale/web.yaml': autoscaler(5),
});

const markers: Files = { 'dev/kustomization.yaml': kustomization, 'prod/kustomization.yaml': kustomization };

describe('a kustomization which comes or goes beside files', () => {
  test('changes no object', async () => {
    expect(await changesOf(kustomized('1'), { ...kustomized('1'), ...markers })).toEqual([]);
    expect(await changesOf({ ...kustomized('1'), ...markers }, kustomized('1'))).toEqual([]);
  });

  test('deletes and creates nothing where the objects change as well, and scales nothing', async () => {
    const plan = await planInline(kustomized('1'), { ...kustomized('2'), ...markers });
    expect(plan.rollouts.map(({ object, type, capacity }) => [object.root, type, capacity.base])).toEqual([
      ['dev', 'Rolls', 4],
      ['prod', 'Rolls', 5],
    ]);
    const undone = await changesOf({ ...kustomized('2'), ...markers }, kustomized('1'));
    expect(undone).toEqual(['update dev/parts Deployment/web', 'update prod/parts Deployment/web']);
  });

  test('which makes one root of two says what is now defined twice', async () => {
    const plan = await planInline(kustomized('1'), { ...kustomized('2'), 'kustomization.yaml': kustomization });
    expect(plan.diagnostics).toMatchObject([{ type: 'DuplicateObject', source: { path: 'dev/parts/web.yaml' } }]);
    const known = await planInline(
      { ...kustomized('1'), 'kustomization.yaml': kustomization },
      { ...kustomized('2'), 'kustomization.yaml': kustomization },
    );
    expect(known.diagnostics).toEqual([]);
  });
});

/** Service n selects workload n and the next one: of the first, workload n is 2 n rounds away. */
const chain = (length: number, image: string): Files => ({
  'web0.yaml': deployment({ name: 'web0', labels: '{in0: link0}', image }),
  ...Object.fromEntries(
    Array.from({ length }, (_, n) => [
      [`service${n}.yaml`, service(`front${n}`, `{in${n}: link${n}}`)],
      [`web${n + 1}.yaml`, deployment({ name: `web${n + 1}`, labels: `{in${n}: link${n}, in${n + 1}: link${n + 1}}` })],
    ]).flat(),
  ),
});

describe('a chain of Services over shared workloads', () => {
  test('is followed for five rounds', async () => {
    const plan = await planInline(chain(2, '1'), chain(2, '2'));
    expect(plan.notComputed).toEqual([]);
    expect(plan.traffic.map(({ endpoints }) => endpoints.before)).toEqual([4]);
  });

  test('is cut after that, and the plan says so', async () => {
    const plan = await planInline(chain(3, '1'), chain(3, '2'));
    expect(plan.notComputed).toMatchObject([{ reason: 'TooManyRounds' }]);
    expect(plan.outcome).toBe('Indeterminate');
    expect(plan.traffic.map(({ endpoints }) => endpoints.before)).toEqual([4]);
  });
});

/** One environment with kustomizations within it, and one without any. */
const mixedEnvironments = (image: string): Files => ({
  'dev/parts/web.yaml': deployment(),
  'dev/scale/web.yaml': autoscaler(4),
  'prod/kustomization.yaml': kustomization,
  'prod/parts/web.yaml': deployment({ image }),
  'prod/scale/kustomization.yaml': kustomization,
  'prod/scale/web.yaml': autoscaler(5),
});

describe('roots which the settings name', () => {
  const settings = { '.rollcast.yaml': 'roots: [dev, prod]\n' };
  test('hold all that lies below them together, whatever kustomizations there are', async () => {
    const plan = await planInline(
      { ...mixedEnvironments('1'), ...settings },
      { ...mixedEnvironments('2'), ...settings },
    );
    expect(plan.rollouts).toMatchObject([
      { object: { root: 'prod' }, replicas: { min: 5, autoscaler: { root: 'prod' } } },
    ]);
    expect(plan.assumptions.filter((each) => each.includes('settings'))).toEqual([]);
    expect(plan.assumptions.join(' ')).toContain('Objects below the kustomization prod are read as written');
  });

  test('make one update of an object which moves from one to another', async () => {
    const { changes } = await planInline(
      { 'dev/parts/web.yaml': deployment(), ...settings },
      { 'prod/other/web.yaml': deployment({ image: '2' }), ...settings },
    );
    expect(changes).toMatchObject([
      { action: 'update', object: { root: 'prod' }, pairedWith: { object: { root: 'dev' } } },
    ]);
  });

  test('are told where neither revision has a file in them', async () => {
    const odd = { '.rollcast.yaml': 'roots: [., dev, pord, dev/parts/web.yaml]\n' };
    const plan = await planInline({ ...mixedEnvironments('1'), ...odd }, { ...mixedEnvironments('2'), ...odd });
    expect(plan.assumptions).toContain(
      'Neither revision has a file in pord and dev/parts/web.yaml, which the settings name as roots.',
    );
  });

  test.each([
    ['come', {}, settings, 'The settings in .rollcast.yaml are new: this plan already follows the new ones.'],
    ['go', settings, {}, 'The settings in .rollcast.yaml are removed: this plan follows none.'],
    [
      'change',
      { '.rollcast.yaml': 'roots: [dev]\n' },
      settings,
      'The settings in .rollcast.yaml change: this plan already follows the new ones.',
    ],
  ])('are one line of the plan when they %s, and nothing else', async (_, base, head, sentence) => {
    const plan = await planInline({ ...mixedEnvironments('1'), ...base }, { ...mixedEnvironments('1'), ...head });
    expect(plan).toMatchObject({ outcome: 'Unchanged', changes: [], notComputed: [], diagnostics: [] });
    expect(plan.assumptions).toEqual([sentence]);
  });
});
