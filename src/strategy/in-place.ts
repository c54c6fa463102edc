import type { JsonObject } from '../schema/json.ts';
import type { Strategy } from '../schema/strategy.ts';

/** The strategies which a Deployment’s own controller follows. */
export type InPlaceStrategy = Extract<Strategy, { readonly type: 'RollingUpdate' | 'Recreate' }>;

export function isInPlace(strategy: Strategy): strategy is InPlaceStrategy {
  return strategy.type === 'RollingUpdate' || strategy.type === 'Recreate';
}

/** What to write as `spec.strategy` of a Deployment. */
export function deploymentStrategy(strategy: InPlaceStrategy): JsonObject {
  if (strategy.type === 'Recreate') return { type: 'Recreate' };
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy;
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}
