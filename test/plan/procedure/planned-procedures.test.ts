import { describe, expect, test } from 'vitest';
import { writeYaml } from '../../../src/manifest/write-yaml.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import { planInline } from '../../plan-inline.ts';
import { autoscaler, deployment, service } from './shop.ts';

const newWeb = deployment({ image: 'shop/web:1.5.0' });

/** The rollout of a change of the Deployment with --strategy blue-green, with what stands around it in each revision. */
async function rolloutOf(base: readonly JsonObject[], head: readonly JsonObject[], after = newWeb) {
  const { rollouts, outcome, notComputed } = await planInline(
    { 'web.yaml': documents([deployment(), ...base]) },
    { 'web.yaml': documents([after, ...head]) },
    { strategy: 'blue-green' },
  );
  return { rollout: rollouts[0], outcome, notComputed };
}

function documents(objects: readonly JsonObject[]): string {
  return objects.map(writeYaml).join('---\n');
}

/** A Deployment of a colour, and the Service which leads to it. */
function colour(version: string, image: string): JsonObject {
  return deployment({ name: `web-${version}`, labels: { app: 'web', version }, image });
}

function front(version: string): JsonObject {
  return service('web', { app: 'web', version });
}

function versioned(name: string, image: string): JsonObject {
  return deployment({ name, labels: { app: 'web', release: name }, image });
}

/** The rollout of the new Deployment. */
async function renamed(base: readonly JsonObject[], head: readonly JsonObject[]) {
  const files = [base, head].map((objects) => ({ 'web.yaml': documents(objects) }));
  const { rollouts } = await planInline(files[0] ?? {}, files[1] ?? {}, { strategy: 'blue-green' });
  return rollouts.find(({ type }) => type === 'Starts');
}

describe('a strategy which is compiled to steps', () => {
  test('stands beside the course of the manifest, and is computed', async () => {
    const { rollout, outcome, notComputed } = await rolloutOf([service()], [service()]);
    expect(rollout?.capacity.floor).toBe(3);
    expect(rollout?.procedure).toMatchObject({ name: 'blue-green', forecast: { floor: 3, peakPods: 6 } });
    expect(rollout?.remarks.join(' ')).toContain('For blue-green, chosen by --strategy, do the steps below instead.');
    expect({ outcome, notComputed }).toEqual({ outcome: 'Changed', notComputed: [] });
  });

  test('goes to the number of pods that the change wants', async () => {
    const more = deployment({ image: 'shop/web:1.5.0', replicas: 5 });
    const { rollout } = await rolloutOf([service()], [service()], more);
    expect(rollout?.procedure?.forecast).toMatchObject({ floor: 3, peakPods: 8 });
    expect(rollout?.procedure?.steps.at(-1)?.after.pods).toMatchObject([{ version: 'new', pods: 5 }]);
  });

  test('names what else the change does there, which is none of the steps', async () => {
    const { rollout } = await rolloutOf([service()], [service(), autoscaler()]);
    const leftOut = 'What the change does to HorizontalPodAutoscaler shop/web is none of the steps';
    expect(rollout?.remarks.join(' ')).toContain(leftOut);
    const { rollout: other } = await rolloutOf([service()], [service(), autoscaler('other')]);
    expect(other?.remarks.join(' ')).not.toContain('none of the steps');
  });

  test('does not name what the steps end with anyway', async () => {
    const labels = { app: 'web', version: 'blue' };
    const [before, after] = ['1.4.2', '1.5.0'].map((tag) =>
      documents([deployment({ name: 'web-blue', labels, image: `shop/web:${tag}` })]),
    );
    const { rollouts } = await planInline(
      { 'web.yaml': `${before}---\n${writeYaml(front('blue'))}` },
      { 'web.yaml': `${after}---\n${writeYaml(front('green'))}` },
      { strategy: 'blue-green' },
    );
    expect(rollouts[0]?.procedure).toBeDefined();
    expect(rollouts[0]?.remarks.join(' ')).not.toContain('none of the steps');
  });
});

describe('blue-green where the change itself names the new version otherwise', () => {
  const [blue, green] = [colour('blue', 'shop/web:1.4.2'), colour('green', 'shop/web:1.5.0')];

  test('leads from the former Deployment to it, under its own name, and the switch is one of the steps', async () => {
    const rollout = await renamed([blue, front('blue')], [green, front('green')]);
    expect(rollout?.procedure?.steps.map(({ title }) => title)).toEqual([
      'Create Deployment web-green with the new version',
      'Switch Service web to the new version',
      'Watch the new version; Deployment web-blue stays as it is, to switch back',
      'Scale Deployment web-blue to 0 pods',
      'Delete Deployment web-blue',
    ]);
    expect(rollout?.procedure?.forecast).toMatchObject({ floor: 3, peakPods: 6 });
    expect(rollout?.procedure?.forecast.endpoints).toMatchObject([{ service: { name: 'web' }, floor: 3 }]);
    expect(rollout?.remarks.join(' ')).toContain('For blue-green, chosen by --strategy, do the steps below instead.');
    expect(rollout?.remarks.join(' ')).not.toContain('none of the steps');
  });

  test('tells by whichever label both ask for with another value, and lets a wide Service ask for it first', async () => {
    const shared = service('web', { app: 'web' });
    const rollout = await renamed(
      [versioned('web-7', 'shop/web:7'), shared],
      [versioned('web-8', 'shop/web:8'), shared],
    );
    expect(rollout?.procedure?.steps.slice(0, 3)).toMatchObject([
      { title: 'Let Service web ask for release=web-7' },
      { title: 'Create Deployment web-8 with the new version' },
      { files: [{ patch: { spec: { selector: { release: 'web-8' } } } }] },
    ]);
    expect(rollout?.remarks.join(' ')).not.toContain('none of the steps');
  });

  test.each<[string, readonly JsonObject[], readonly JsonObject[], RegExp]>([
    [
      'no label tells the two apart',
      [deployment({ name: 'web-blue' }), service()],
      [deployment({ name: 'web-green', image: 'b' }), service()],
      /No label tells the pods of Deployment web-blue from those of Deployment web-green/,
    ],
    [
      'its Service asks for more than one label which differs',
      [deployment({ name: 'a', labels: { app: 'a', tier: 'x' } }), service('web', { app: 'a', tier: 'x' })],
      [deployment({ name: 'b', labels: { app: 'b', tier: 'y' } }), service('web', { app: 'b', tier: 'y' })],
      /Service web asks for more than app, and the pods of Deployment b do not carry it/,
    ],
  ])('is refused where %s', async (_, base, head, reason) => {
    const rollout = await renamed(base, head);
    expect(rollout?.procedure).toBeUndefined();
    expect(rollout?.remarks.join(' ')).toMatch(reason);
  });
});

test('a strategy which cannot work leaves the course of the manifest, with the reason', async () => {
  const { rollout } = await rolloutOf([], []);
  expect(rollout?.procedure).toBeUndefined();
  expect(rollout?.remarks.join(' ')).toContain('cannot work here. No Service selects the pods of Deployment web');
});
