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
});

test('a strategy which cannot work leaves the course of the manifest, with the reason', async () => {
  const { rollout } = await rolloutOf([], []);
  expect(rollout?.procedure).toBeUndefined();
  expect(rollout?.remarks.join(' ')).toContain('cannot work here. No Service selects the pods of Deployment web');
});
