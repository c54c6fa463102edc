import { assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { objectReader } from '../../../src/kubernetes/object-reader.ts';
import { frontsAfter, readyBehind } from '../../../src/plan/procedure/step-states.ts';
import type { StepPace } from '../../../src/simulate/steps/live-deployment.ts';
import { playSteps } from '../../../src/simulate/steps/play-steps.ts';
import { compile } from '../../../src/strategy/compile/compile.ts';
import { nameOf, writtenReplicas } from '../../../src/strategy/compile/object-parts.ts';
import { shops, strategies } from './random-shop.ts';
import { compileShop, shopInPlace } from './shop.ts';

const read = objectReader({ kubernetesVersion: '1.34' });

test('however quick the pods are, there are never fewer ready endpoints than claimed, nor more pods', () => {
  let played = 0;
  assert(
    property(strategies, shops, constantFrom<StepPace>('best', 'worst'), (strategy, any, pace) => {
      // Beside an autoscaler the manifests do not say how many pods there are.
      const shop = { ...any, autoscalers: [] };
      const claimed = compileShop(strategy, shop);
      const workload = shopInPlace(shop);
      const compiled = compile(strategy, workload);
      if (claimed.type === 'Refused' || compiled.type === 'Refused') return;
      const { moments } = playSteps(
        { running: [workload.before], steps: compiled.steps },
        { read, minor: 34, pace, replicasOf: (manifest) => writtenReplicas(manifest) ?? 1 },
      );
      const fronts = frontsAfter(workload.services, compiled.steps);
      const { endpoints, peakPods } = claimed.procedure.forecast;
      for (const { step, pods } of moments) {
        played += 1;
        expect(pods.reduce((sum, each) => sum + each.pods, 0)).toBeLessThanOrEqual(peakPods);
        for (const { service, floor } of endpoints) {
          const front = fronts[step]?.find((object) => nameOf(object) === service.name && object['kind'] === 'Service');
          expect(front && readyBehind(front, pods)).toBeGreaterThanOrEqual(floor);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(played).toBeGreaterThan(0);
});
