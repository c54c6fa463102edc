import { objectAt } from '../../kubernetes/field-access.ts';
import { valuesIdentical } from '../../kubernetes/values-equal.ts';
import type { JsonObject } from '../../schema/json.ts';
import { deploymentStrategy, type InPlaceStrategy } from '../in-place.ts';
import type { Compilation } from './compiled-step.ts';
import { nounOf, withField } from './object-parts.ts';
import { cannotRunTwice } from './refusals.ts';
import { stepBuilder } from './step-builder.ts';
import type { WorkloadInPlace } from './workload-in-place.ts';

/** Strategies which the Deployment controller knows by itself: its `spec.strategy` is set, then the change applied. */
export function compileInPlace(strategy: InPlaceStrategy, workload: WorkloadInPlace): Compilation {
  // No pod goes before a new one is available, which then has to start beside it.
  const isAllKept = strategy.type === 'RollingUpdate' && /^0%?$/.test(`${strategy.maxUnavailable ?? ''}`);
  const refusal = isAllKept ? cannotRunTwice(workload) : undefined;
  if (refusal) return refusal;
  const { before, after } = workload;
  const builder = stepBuilder([before]);
  const prepared = withStrategy(before, strategy);
  if (!valuesIdentical(prepared, before)) {
    builder.add({
      title: `Set the strategy of ${nounOf(before)} to ${wordsOf(strategy)}`,
      changes: [{ type: 'Put', object: prepared }],
    });
  }
  builder.add({
    title: `Roll ${nounOf(before)} to the new version`,
    changes: [{ type: 'Put', object: withStrategy(after, strategy), version: 'new' }],
    waitsFor: { type: 'AvailablePods' },
  });
  return { type: 'Steps', steps: builder.steps(), remarks: [] };
}

function withStrategy(deployment: JsonObject, strategy: InPlaceStrategy): JsonObject {
  const wanted = deploymentStrategy(strategy);
  return valuesIdentical(statedStrategy(deployment), wanted)
    ? deployment
    : withField(deployment, ['spec', 'strategy'], wanted);
}

/** What a manifest asks for, with the defaults of the API server. */
function statedStrategy(deployment: JsonObject): JsonObject {
  const { type = 'RollingUpdate', rollingUpdate } = objectAt(deployment, 'spec', 'strategy');
  if (type !== 'RollingUpdate') return { type };
  return { type, rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%', ...objectAt(rollingUpdate) } };
}

function wordsOf(strategy: InPlaceStrategy): string {
  if (strategy.type === 'Recreate') return 'Recreate';
  const { maxSurge, maxUnavailable } = strategy;
  const limits = [
    ...(maxSurge === undefined ? [] : [`maxSurge ${maxSurge}`]),
    ...(maxUnavailable === undefined ? [] : [`maxUnavailable ${maxUnavailable}`]),
  ];
  return limits.length === 0 ? 'RollingUpdate' : `RollingUpdate with ${limits.join(' and ')}`;
}
