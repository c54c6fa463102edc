import type { RolloutPlan } from '../schema/rollout-plan.ts';

/** The diagnostics which no finding tells already. */
export function remarksOnInput({ diagnostics, findings }: RolloutPlan): RolloutPlan['diagnostics'] {
  const told = new Set(findings.map(({ source }) => JSON.stringify(source)));
  return diagnostics.filter(({ type, source }) => type !== 'DuplicateKey' || !told.has(JSON.stringify(source)));
}
