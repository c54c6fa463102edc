import { assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../../src/diff/diff-objects.ts';
import { integerAt, listAt, objectAt, stringAt, stringMapAt } from '../../../src/kubernetes/field-access.ts';
import { readObject } from '../../../src/kubernetes/object-reader.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import { Procedure, type ProcedureStep, type StepFile } from '../../../src/schema/procedure.ts';
import type { Strategy } from '../../../src/schema/strategy.ts';
import { revisionObject } from '../../diff/revision-object.ts';
import { applyFiles, type ObjectSet, objectSet, patched, referenceKey } from './object-set.ts';
import { shops, strategies } from './random-shop.ts';
import {
  autoscaler,
  blueGreen,
  budget,
  canaryReplicas,
  compiledShop,
  compileShop,
  deployment,
  httpRoute,
  ingress,
  service,
  shopObjects,
} from './shop.ts';

const blueLabels = { app: 'web', version: 'blue' };
const blueShop = {
  before: deployment({ name: 'web-blue', labels: blueLabels }),
  after: deployment({ name: 'web-blue', labels: blueLabels, image: 'shop/web:1.5.0' }),
  services: [service('web', blueLabels)],
};

describe('blue-green of a workload which no label tells', () => {
  const { procedure } = compiledShop(blueGreen);

  test('first replaces it by a labelled copy, then switches from that', () => {
    expect(titles(procedure)).toEqual([
      'Create Deployment web-blue, a copy of the live version with the label rollcast.dev/version=blue',
      'Switch Service web to the copy',
      'Delete Deployment web, whose copy serves now',
      'Create Deployment web-green with the new version',
      'Switch Service web to the new version',
      'Watch the new version; Deployment web-blue stays as it is, to switch back',
      'Scale Deployment web-blue to 0 pods',
      'Delete Deployment web-blue',
    ]);
  });

  test('never has fewer endpoints than before, nor more than twice the pods', () => {
    expect(procedure.forecast).toMatchObject({ floor: 3, peakPods: 6, endpoints: [{ before: 3, floor: 3, after: 3 }] });
    expect(procedure.forecast.peakRequests).toEqual({ cpu: '1500m', memory: '1536Mi' });
  });

  test('can be taken back by a command up to the removal of the former version', () => {
    expect(procedure.steps.map(({ isPointOfNoReturn }) => isPointOfNoReturn)).toEqual([...Array(7).fill(false), true]);
  });

  test('has the new version behind the Service after the switch, and not before', () => {
    expect(procedure.steps.map(({ after }) => endpointsOf(after, 'web'))).toEqual([
      { old: 6, new: 0 },
      { old: 3, new: 0 },
      { old: 3, new: 0 },
      { old: 3, new: 0 },
      { old: 0, new: 3 },
      { old: 0, new: 3 },
      { old: 0, new: 3 },
      { old: 0, new: 3 },
    ]);
  });
});

describe('blue-green of a workload with a colour', () => {
  test('goes on with the other colour at once', () => {
    const { procedure } = compiledShop(blueGreen, blueShop);
    expect(titles(procedure).slice(0, 2)).toEqual([
      'Create Deployment web-green with the new version',
      'Switch Service web to the new version',
    ]);
    expect(procedure.steps[1]?.files).toMatchObject([
      { type: 'Patch', patch: { spec: { selector: { version: 'green' } } } },
    ]);
  });

  test('takes autoscaler and budget along with the traffic', () => {
    const around = { autoscalers: [autoscaler('web-blue')], budgets: [budget(blueLabels)] };
    const [, switchStep] = compiledShop(blueGreen, { ...blueShop, ...around }).procedure.steps;
    expect(switchStep?.files).toMatchObject([
      { object: { kind: 'Service' }, patch: { spec: { selector: { version: 'green' } } } },
      { object: { kind: 'HorizontalPodAutoscaler' }, patch: { spec: { scaleTargetRef: { name: 'web-green' } } } },
      { object: { kind: 'PodDisruptionBudget' }, patch: { spec: { selector: { matchLabels: { version: 'green' } } } } },
    ]);
  });

  test('lets a Service which selects both colours ask for the live one first', () => {
    const services = [...blueShop.services, service('web-metrics')];
    const [first] = compiledShop(blueGreen, { ...blueShop, services }).procedure.steps;
    expect(first?.title).toBe('Let Service web-metrics ask for version=blue');
  });

  test('shows a preview of few pods, and waits for a person before all are started', () => {
    const strategy = { ...blueGreen, hasPreview: true, autoPromotionEnabled: false, previewReplicaCount: 1 };
    const { procedure } = compiledShop(strategy, blueShop);
    expect(procedure.steps.slice(0, 5).map(({ waitsFor, expectedSeconds }) => [waitsFor, expectedSeconds])).toEqual([
      ['AvailablePods', 20],
      ['Nothing', 0],
      ['Person', undefined],
      ['AvailablePods', 20],
      ['Nothing', 0],
    ]);
    expect(endpointsOf(procedure.steps[1]?.after, 'web-preview')).toEqual({ old: 0, new: 1 });
    expect(procedure.steps.at(-1)?.title).toBe('Delete Deployment web-blue and Service web-preview');
  });
});

describe('a canary', () => {
  test('by replicas starts new pods before it stops old ones, so that there are always enough', () => {
    const ten = { before: deployment({ replicas: 10 }), after: deployment({ replicas: 10, image: 'shop/web:1.5.0' }) };
    const { procedure } = compiledShop(canaryReplicas, ten);
    expect(procedure.steps.slice(0, 5).map(({ after }) => endpointsOf(after, 'web'))).toEqual([
      { old: 10, new: 2 },
      { old: 8, new: 2 },
      { old: 8, new: 2 },
      { old: 8, new: 5 },
      { old: 5, new: 5 },
    ]);
    expect(procedure.forecast.floor).toBe(10);
  });

  test('by replicas leaves the stable Deployment to its autoscaler, and tells what the weights are worth', () => {
    const shop = { autoscalers: [autoscaler()], present: { before: 4, after: 4 } };
    const { procedure } = compiledShop(canaryReplicas, shop);
    expect(endpointsOf(procedure.steps[0]?.after, 'web')).toEqual({ old: 4, new: 1 });
    expect(procedure.remarks).not.toContainEqual(expect.stringContaining('shares of the pods'));
    const third = compiledShop({ ...canaryReplicas, steps: [{ type: 'SetWeight', weight: 30 }] }, shop).procedure;
    expect(third.remarks).toContainEqual(expect.stringContaining('33.3 % for 30 %'));
  });

  test.each([
    ['GatewayApi', { routes: [httpRoute()] }],
    ['IngressNginx', { routes: [ingress()] }],
  ] as const)(
    'of %s moves the weights only when the pods are there, and takes them back before the pods go',
    (routing, shop) => {
      const { procedure } = compiledShop({ ...canaryReplicas, routing }, shop);
      const weights = procedure.steps.map(({ after }) => after.weights.map(({ percent }) => percent));
      expect(weights).toEqual([[], [80, 20], [80, 20], [80, 20], [50, 50], [50, 50], [0, 100], [], [], []]);
      expect(procedure.steps.map(({ after }) => endpointsOf(after, 'web-canary').new)).toEqual([
        1, 1, 1, 2, 2, 2, 2, 2, 2, 0,
      ]);
    },
  );
});

describe('the Deployment controller’s own strategies', () => {
  test('are set before the change is applied, without a roll', () => {
    const { procedure } = compiledShop({ type: 'Recreate' });
    expect(procedure.steps.map(({ after }) => after.pods.map(({ version, pods }) => [version, pods]))).toEqual([
      [['old', 3]],
      [['new', 3]],
    ]);
    expect(procedure.forecast.floor).toBe(0);
  });

  test('need no step of their own where the manifest says the same', () => {
    expect(titles(compiledShop({ type: 'RollingUpdate' }).procedure)).toEqual([
      'Roll Deployment web to the new version',
    ]);
  });
});

describe('a strategy is refused', () => {
  const claimed = { pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } };
  const oneReplica = {
    before: deployment({ replicas: 1 }),
    after: deployment({ replicas: 1, image: 'shop/web:1.5.0' }),
  };
  const set: JsonObject = { ...deployment(), kind: 'StatefulSet' };

  test.each([
    ['without a Service in front', blueGreen, { services: [] }, /No Service selects/],
    [
      'where another workload stands behind the Service',
      blueGreen,
      { neighbours: [deployment({ name: 'other' })] },
      /leads to Deployment other as well/,
    ],
    [
      'where another workload has the name',
      blueGreen,
      { ...blueShop, neighbours: [deployment({ name: 'web-green', labels: { app: 'other' } })] },
      /Deployment web-green exists already/,
    ],
    [
      'where selectors would overlap',
      blueGreen,
      { ...blueShop, neighbours: [deployment({ name: 'other', labels: { version: 'green' } })] },
      /would overlap/,
    ],
    [
      'for a volume of one pod',
      blueGreen,
      { before: deployment(claimed), claims: [claim('ReadWriteOncePod')] },
      /ReadWriteOncePod/,
    ],
    [
      'for a volume of one node',
      canaryReplicas,
      { before: deployment(claimed), claims: [claim('ReadWriteOnce')] },
      /ReadWriteOnce/,
    ],
    [
      'for a port of the node',
      blueGreen,
      { before: deployment({ container: { ports: [{ containerPort: 80, hostPort: 80 }] } }) },
      /port 80 of their node/,
    ],
    ['for a StatefulSet', blueGreen, { before: set, after: set }, /StatefulSet/],
    ['while the Deployment is paused', blueGreen, { before: deployment({ spec: { paused: true } }) }, /is paused/],
    ['for one replica with a weight', canaryReplicas, oneReplica, /20 % cannot be reached with 1 pod/],
    [
      'for a weight beyond half beside an autoscaler',
      { ...canaryReplicas, steps: [{ type: 'SetWeight', weight: 60 }] },
      { autoscalers: [autoscaler()] },
      /for 60 % the canary/,
    ],
    [
      'for a workload which is to have no pods',
      blueGreen,
      { ...blueShop, after: deployment({ name: 'web-blue', labels: blueLabels, replicas: 0, image: 'b' }) },
      /switched to nothing/,
    ],
    ['without a route', { ...canaryReplicas, routing: 'GatewayApi' }, {}, /No HTTPRoute or GRPCRoute leads to/],
    [
      'with a route to a Service of that name in another namespace',
      { ...canaryReplicas, routing: 'GatewayApi' },
      { routes: [httpRoute({ name: 'web', namespace: 'other', port: 80 })] },
      /No HTTPRoute or GRPCRoute leads to/,
    ],
    [
      'with a route to an import of that name from other clusters',
      { ...canaryReplicas, routing: 'GatewayApi' },
      { routes: [httpRoute({ name: 'web', group: 'multicluster.x-k8s.io', port: 80 })] },
      /No HTTPRoute or GRPCRoute leads to/,
    ],
  ] as const)('%s', (_, strategy, shop, reason) => {
    const result = compileShop(strategy, shop);
    expect(result).toMatchObject({
      type: 'Refused',
      reason: expect.stringMatching(reason),
      instead: expect.stringMatching(/\.$/),
    });
  });

  test('where the API server would refuse an object of a step', () => {
    const name = 'w'.repeat(250);
    const result = compileShop(blueGreen, { before: deployment({ name }), after: deployment({ name, image: 'b' }) });
    expect(result).toMatchObject({ type: 'Refused', reason: expect.stringContaining('metadata.name is not valid') });
  });
});

describe('where a manifest leaves the number of pods to an autoscaler', () => {
  const uncounted = {
    services: blueShop.services,
    autoscalers: [autoscaler('web-blue')],
    before: withoutReplicas(blueShop.before),
    after: withoutReplicas(blueShop.after),
  };

  test('the undo of a scale-down states how many there were, since no number would be 1', () => {
    const { procedure } = compiledShop(blueGreen, uncounted);
    const scaled = procedure.steps.find(({ title }) => title === 'Scale Deployment web-blue to 0 pods');
    expect(scaled?.undo.files).toMatchObject([
      { patch: { spec: { replicas: 4 } }, manifest: { spec: { replicas: 4 } } },
    ]);
  });

  test('the undo of a deletion does so as well', () => {
    const before = withoutReplicas(deployment());
    const shop = { before, after: withoutReplicas(deployment({ image: 'b' })), autoscalers: [autoscaler()] };
    const deleted = compiledShop(blueGreen, shop).procedure.steps[2];
    expect(deleted?.title).toBe('Delete Deployment web, whose copy serves now');
    expect(deleted?.undo.files).toMatchObject([{ manifest: { spec: { replicas: 4 } } }]);
  });

  test('a step which removes the number is told to set 1 for a while, and none is where it stays', () => {
    const rolling: Strategy = { type: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 };
    const written = { before: deployment(), autoscalers: [autoscaler()] };
    const removed = compiledShop(rolling, { ...written, after: withoutReplicas(deployment({ image: 'b' })) });
    expect(removed.procedure.remarks.join(' ')).toContain('sets replicas to 1 until the autoscaler');
    const kept = compiledShop(rolling, { ...written, after: deployment({ image: 'b' }) });
    expect(kept.procedure.remarks.join(' ')).not.toContain('sets replicas');
  });

  test('the undo of anything else says nothing of it', () => {
    const { procedure } = compiledShop(canaryReplicas, { ...uncounted, services: [service()] });
    const rolled = procedure.steps.find(({ title }) => title === 'Roll Deployment web-blue to the new version');
    expect(rolled?.undo.files).toHaveLength(1);
    expect(JSON.stringify(rolled?.undo.files)).not.toContain('replicas');
  });
});

test.each<[string, Extract<Strategy, { type: 'Canary' }>['steps'], number]>([
  ['a scale of 0 stands before a weight', [canaryScale(0), { type: 'SetWeight', weight: 20 }], 3],
  ['a weight stands when the canary goes', [{ type: 'SetWeight', weight: 20 }, canaryScale(0)], 3],
  ['the workload has no pods', [{ type: 'SetWeight', weight: 20 }], 0],
])('a route does not lead to a canary without pods: %s', (_, steps, replicas) => {
  const shop = { before: deployment({ replicas }), after: deployment({ replicas, image: 'b' }), routes: [httpRoute()] };
  expect(compileShop({ ...canaryReplicas, routing: 'GatewayApi', steps }, shop)).toMatchObject({
    type: 'Refused',
    reason: '20 % of the traffic would go to a canary of 0 pods.',
  });
});

test('a route whose name is no name is not written into a command', () => {
  const named = { ...httpRoute(), metadata: { name: 'web; reboot', namespace: 'shop' } };
  const result = compileShop({ ...canaryReplicas, routing: 'GatewayApi' }, { routes: [named] });
  expect(result).toMatchObject({ type: 'Refused', reason: 'One HTTPRoute has a name which the API server refuses.' });
});

test('credentials are masked wherever they stand in a procedure, and it says so', () => {
  const container = { env: [{ name: 'DB_PASSWORD', value: 'hunter2hunter2' }] };
  const shop = { before: deployment({ container }), after: deployment({ container, image: 'shop/web:1.5.0' }) };
  const { procedure } = compiledShop(blueGreen, shop);
  expect(JSON.stringify(procedure)).not.toContain('hunter2');
  expect(procedure.hidesCredentials).toBe(true);
  expect(compiledShop(blueGreen).procedure.hidesCredentials).toBe(false);
});

test('a procedure is what its schema says', () => {
  const { procedure } = compiledShop(blueGreen);
  expect(Procedure.parse(procedure)).toEqual(procedure);
});

describe('for any Deployment and strategy', () => {
  test('the files of each step make exactly the objects which it claims, also of live ones, and its undo the exact former ones', () => {
    let compiled = 0;
    assert(
      property(strategies, shops, (strategy, shop) => {
        const result = compileShop(strategy, shop);
        if (result.type === 'Refused') return;
        compiled += 1;
        let objects = objectSet(shopObjects(shop));
        for (const step of result.procedure.steps) {
          const next = applyFiles(objects, step.files);
          expect(differences(next, claimedSet(objects, step))).toEqual([]);
          expect(applyFiles(next, step.undo.files)).toEqual(objects);
          expectState(next, step);
          for (const file of [...step.files, ...step.undo.files]) {
            const present = (step.files.includes(file) ? objects : next).get(referenceKey(file.object));
            expect(present && patchedLive(present, file)).toEqual(present && wantedLive(present, file));
          }
          objects = next;
        }
      }),
      { numRuns: 300 },
    );
    expect(compiled).toBeGreaterThan(100);
  });

  test('steps never have fewer ready endpoints than the claimed floor, nor more pods than the claimed peak', () => {
    assert(
      property(strategies, shops, (strategy, shop) => {
        const result = compileShop(strategy, shop);
        if (result.type === 'Refused') return;
        const { peakPods, endpoints } = result.procedure.forecast;
        for (const { after } of result.procedure.steps) {
          expect(sum(after.pods.map(({ pods }) => pods))).toBeLessThanOrEqual(peakPods);
          for (const {
            service: { name },
            floor,
          } of endpoints) {
            const { old, new: fresh } = endpointsOf(after, name);
            expect(old + fresh).toBeGreaterThanOrEqual(floor);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('blue-green never has fewer endpoints than at rest', () => {
    assert(
      property(shops, (shop) => {
        const result = compileShop(blueGreen, shop);
        if (result.type === 'Refused') return;
        for (const { before, floor } of result.procedure.forecast.endpoints) expect(floor).toBe(before);
      }),
    );
  });
});

function claim(mode: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec: { accessModes: [mode] },
  };
}

function titles({ steps }: Procedure): readonly string[] {
  return steps.map(({ title }) => title);
}

function endpointsOf(state: ProcedureStep['after'] | undefined, name: string) {
  const ready = (version: string) =>
    sum(
      (state?.endpoints ?? [])
        .filter((each) => each.service.name === name && each.version === version)
        .map((each) => each.ready),
    );
  return { old: ready('old'), new: ready('new') };
}

function revision(objects: ObjectSet) {
  return [...objects.values()].map((object) => revisionObject(object));
}

/** By our own diff; nothing of it is masked, since nothing is secret. */
function differences(one: ObjectSet, other: ObjectSet) {
  return diffObjects({ base: revision(one), head: revision(other), kubernetesVersion: '1.34' }).map(
    ({ change }) => change,
  );
}

/** The whole objects which a step states for after it. */
function claimedSet(objects: ObjectSet, step: ProcedureStep): ObjectSet {
  const claimed = new Map(objects);
  for (const file of step.files) {
    if (file.type === 'Deletion') claimed.delete(referenceKey(file.object));
    else claimed.set(referenceKey(file.object), file.manifest);
  }
  return claimed;
}

/** The live object, which has defaults, after a patch. */
function patchedLive(present: JsonObject, file: StepFile): JsonObject {
  return file.type === 'Patch' ? read(patched(read(present), file)) : present;
}

function wantedLive(present: JsonObject, file: StepFile): JsonObject {
  return file.type === 'Patch' ? read(file.manifest) : present;
}

function read(object: JsonObject): JsonObject {
  return readObject(object, { kubernetesVersion: '1.34' }).filled;
}

function deploymentOf(manifest: JsonObject) {
  const [container] = listAt(manifest, 'spec', 'template', 'spec', 'containers');
  return {
    name: stringAt(manifest, 'metadata', 'name'),
    replicas: integerAt(manifest, 'spec', 'replicas'),
    labels: stringMapAt(manifest, 'spec', 'template', 'metadata', 'labels'),
    version: stringAt(container, 'image') === 'shop/web:1.5.0' ? 'new' : 'old',
  };
}

/** The pods and endpoints which a step claims follow from the objects alone, when they are at rest. */
function expectState(objects: ObjectSet, { after }: ProcedureStep): void {
  const all = [...objects.values()];
  const deployments = all.filter(({ kind }) => kind === 'Deployment').map(deploymentOf);
  expect(new Map(after.pods.map(({ object, version }) => [object.name, version]))).toEqual(
    new Map(deployments.map(({ name, version }) => [name, version])),
  );
  if (all.some(({ kind }) => kind === 'HorizontalPodAutoscaler')) return;
  expect(new Map(after.pods.map(({ object, pods, available }) => [object.name, [pods, available]]))).toEqual(
    new Map(deployments.map(({ name, replicas }) => [name, [replicas, replicas]])),
  );
  for (const { service: reference, version, ready } of after.endpoints) {
    const selector = Object.entries(stringMapAt(objects.get(`Service/${reference.name}`), 'spec', 'selector'));
    const behind = deployments.filter(
      (each) => each.version === version && selector.every(([key, value]) => each.labels[key] === value),
    );
    expect(ready).toBe(sum(behind.map(({ replicas }) => replicas ?? 0)));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function withoutReplicas(workload: JsonObject): JsonObject {
  const { replicas: _, ...spec } = objectAt(workload, 'spec');
  return { ...workload, spec };
}

function canaryScale(replicas: number) {
  return { type: 'SetCanaryScale' as const, replicas };
}
