import { assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integerAt } from '../../../src/kubernetes/field-access.ts';
import { objectReader } from '../../../src/kubernetes/object-reader.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { StepPace } from '../../../src/simulate/steps/live-deployment.ts';
import { playSteps } from '../../../src/simulate/steps/play-steps.ts';
import type { CompiledStep, ObjectEdit, StepWait } from '../../../src/strategy/compile/compiled-step.ts';
import { deployment } from '../../plan/procedure/shop.ts';

const read = objectReader({ kubernetesVersion: '1.34' });

function replicasOf(manifest: JsonObject): number {
  return integerAt(manifest, 'spec', 'replicas') ?? 1;
}

function play(running: JsonObject, steps: readonly CompiledStep[], pace: StepPace = 'expected') {
  return playSteps({ running: [running], steps }, { read, minor: 34, pace, replicasOf });
}

function step(edits: readonly ObjectEdit[], waitsFor: StepWait = { type: 'AvailablePods' }): CompiledStep {
  return { title: 'a step', edits, waitsFor, isPointOfNoReturn: false };
}

const web = deployment();
const green = deployment({ name: 'green', labels: { app: 'green' } });

describe('playing steps', () => {
  test('begins each when the one before has ended, and keeps at rest what it does not touch', () => {
    const steps = [
      step([{ after: green, version: 'new' }]),
      step([], { type: 'Time', seconds: 60 }),
      step([{ before: web, after: deployment({ replicas: 0 }) }], { type: 'Nothing' }),
    ];
    const { moments, steps: played } = play(web, steps);
    expect(played.map(({ seconds }) => seconds)).toEqual([20, 60, 0]);
    expect(moments.filter(({ step: at }) => at === 1).map(({ at }) => at)).toEqual([20]);
    expect(moments.at(-1)).toMatchObject({ at: 80, step: 2, terminating: 3 });
    expect(played[0]?.pods.map(({ version, available }) => [version, available])).toEqual([
      ['old', 3],
      ['new', 3],
    ]);
  });

  test('counts the pods which an earlier step stopped while they are within their grace period', () => {
    const gone = deployment({ replicas: 0 });
    const steps = [
      step([{ before: web, after: gone }], { type: 'Nothing' }),
      step([], { type: 'Time', seconds: 10 }),
      step([{ after: green, version: 'new' }]),
    ];
    const { moments } = play(web, steps);
    expect(moments.filter(({ step: at }) => at === 2).map(({ at, terminating }) => [at, terminating])).toEqual(
      expect.arrayContaining([
        [10, 3],
        [30, 0],
      ]),
    );
  });

  test('rolls a Deployment whose template changes, and tells its pods apart', () => {
    const rolled = deployment({ image: 'shop/web:1.5.0' });
    const { moments, steps } = play(web, [step([{ before: web, after: rolled, version: 'new' }])]);
    const mixed = moments.filter(({ pods }) => pods.length === 2);
    expect(mixed.length).toBeGreaterThan(0);
    for (const { pods } of mixed) expect(pods.map(({ version }) => version)).toEqual(['old', 'new']);
    expect(steps.at(-1)?.pods).toMatchObject([{ version: 'new', pods: 3, available: 3 }]);
  });

  test('takes a Deployment which is deleted out of the count at once', () => {
    const { steps, moments } = play(web, [step([{ before: web }], { type: 'Nothing' })]);
    expect(steps.at(-1)?.pods).toEqual([]);
    expect(moments.at(-1)?.terminating).toBe(3);
  });

  test('stops at a step whose Deployment goes nowhere', () => {
    const paused = deployment({ image: 'shop/web:1.5.0', spec: { paused: true } });
    const { stuck, steps } = play(web, [step([]), step([{ before: web, after: paused, version: 'new' }]), step([])]);
    expect(stuck).toEqual({ step: 1, outcome: 'Paused' });
    expect(steps).toHaveLength(1);
  });

  test('ends each step at the same pods, however quick they are', () => {
    const steps = [step([{ before: web, after: deployment({ image: 'b', replicas: 5 }), version: 'new' }])];
    assert(
      property(constantFrom<StepPace>('best', 'worst'), (pace) => {
        expect(play(web, steps, pace).steps.at(-1)?.pods).toEqual(play(web, steps).steps.at(-1)?.pods);
      }),
    );
  });
});
