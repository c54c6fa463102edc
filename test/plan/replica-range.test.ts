import { expect, test } from 'vitest';
import { indexAutoscalers } from '../../src/plan/autoscalers.ts';
import { replicaRange } from '../../src/plan/replica-range.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { autoscalerOf, deploymentOf, revisionObject } from './plan-objects.ts';

const web = deploymentOf('web', { app: 'web' });
const scaled = (spec: JsonObject) => indexAutoscalers([web, autoscalerOf('web', 'web', spec)]);
const nothing = indexAutoscalers([]);

test.each([
  [4, { min: 4, max: 4, decidedBy: 'Manifest' }],
  [0, { min: 0, max: 0, decidedBy: 'Manifest' }],
  [undefined, { min: 1, max: 1, decidedBy: 'Default' }],
  [-3, { min: 0, max: 0, decidedBy: 'Manifest' }],
  [2 ** 40, { min: 2 ** 31 - 1, max: 2 ** 31 - 1, decidedBy: 'Manifest' }],
])('replicas %s without an autoscaler are %o', (written, expected) => {
  expect(replicaRange(web, nothing, written)).toEqual(expected);
});

test.each<[JsonObject, { min: number; max: number }]>([
  [
    { minReplicas: 2, maxReplicas: 6 },
    { min: 2, max: 6 },
  ],
  [{ maxReplicas: 6 }, { min: 1, max: 6 }],
  [
    { minReplicas: 8, maxReplicas: 6 },
    { min: 8, max: 8 },
  ],
  [
    { minReplicas: -1, maxReplicas: -2 },
    { min: 0, max: 0 },
  ],
  [
    { minReplicas: '2', maxReplicas: null },
    { min: 1, max: 1 },
  ],
])('an autoscaler with %o owns the number, whatever is written', (spec, expected) => {
  expect(replicaRange(web, scaled(spec), 5)).toMatchObject({ ...expected, decidedBy: 'Autoscaler' });
});

test('a ScaledObject goes down to 0 and up to 100 unless it says otherwise', () => {
  const spec = { scaleTargetRef: { name: 'web' } };
  const keda = indexAutoscalers([web, revisionObject('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec })]);
  expect(replicaRange(web, keda, undefined)).toMatchObject({ min: 0, max: 100, decidedBy: 'Autoscaler' });
});

test.each([
  ['another namespace', autoscalerOf('web', 'web', { minReplicas: 7 }, { namespace: 'other' })],
  ['another name', autoscalerOf('web', 'api', { minReplicas: 7 })],
  [
    'another kind',
    revisionObject('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
      spec: { minReplicas: 7, scaleTargetRef: { kind: 'StatefulSet', name: 'web' } },
    }),
  ],
])('an autoscaler of %s scales something else', (_, autoscaler) => {
  expect(replicaRange(web, indexAutoscalers([web, autoscaler]), 2)).toMatchObject({ min: 2, decidedBy: 'Manifest' });
});
