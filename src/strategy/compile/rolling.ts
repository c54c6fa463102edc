import { fieldAt, objectAt } from '../../kubernetes/field-access.ts';
import { valuesIdentical } from '../../kubernetes/values-equal.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Strategy } from '../../schema/strategy.ts';
import type { Compilation } from './compiled-step.ts';
import { nounOf, withField } from './object-parts.ts';
import { cannotRunTwice } from './refusals.ts';
import { stepBuilder } from './step-builder.ts';
import type { WorkloadInPlace } from './workload-in-place.ts';

type InPlace = Extract<Strategy, { type: 'RollingUpdate' | 'Recreate' }>;

/** Strategies which the Deployment controller knows by itself: its `spec.strategy` is set, then the change applied. */
export function compileInPlace(strategy: InPlace, workload: WorkloadInPlace): Compilation {
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

function withStrategy(deployment: JsonObject, strategy: InPlace): JsonObject {
  if (strategy.type === 'Recreate') return withField(deployment, ['spec', 'strategy'], { type: 'Recreate' });
  const { maxSurge, maxUnavailable } = strategy;
  const isRolling = fieldAt(deployment, 'spec', 'strategy', 'type') !== 'Recreate';
  if (isRolling && maxSurge === undefined && maxUnavailable === undefined) return deployment;
  const written = isRolling ? objectAt(deployment, 'spec', 'strategy', 'rollingUpdate') : {};
  const rollingUpdate = {
    ...written,
    ...(maxSurge !== undefined && { maxSurge }),
    ...(maxUnavailable !== undefined && { maxUnavailable }),
  };
  return withField(deployment, ['spec', 'strategy'], {
    type: 'RollingUpdate',
    ...(Object.keys(rollingUpdate).length > 0 && { rollingUpdate }),
  });
}

function wordsOf(strategy: InPlace): string {
  if (strategy.type === 'Recreate') return 'Recreate';
  const { maxSurge, maxUnavailable } = strategy;
  const limits = [
    ...(maxSurge === undefined ? [] : [`maxSurge ${maxSurge}`]),
    ...(maxUnavailable === undefined ? [] : [`maxUnavailable ${maxUnavailable}`]),
  ];
  return limits.length === 0 ? 'RollingUpdate' : `RollingUpdate with ${limits.join(' and ')}`;
}
