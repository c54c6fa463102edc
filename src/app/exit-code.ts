import type { Severity } from '../schema/finding.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';

/** 0 planned · 1 findings at or above --fail-on · 2 usage or input · 3 the outside world failed · 70 our bug. */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

export type FailOn = 'low' | 'medium' | 'high' | 'never';

const severitiesAtOrAbove: Record<FailOn, readonly Severity[]> = {
  never: [],
  high: ['high'],
  medium: ['high', 'medium'],
  low: ['high', 'medium', 'low'],
};

/** The exit code which a finished plan asks for. */
export function exitCodeOf(plan: RolloutPlan, gate: { failOn: FailOn; failOnNotComputed: boolean }): ExitCode {
  const { findings } = plan.summary;
  if (severitiesAtOrAbove[gate.failOn].some((severity) => findings[severity] > 0)) return 1;
  return gate.failOnNotComputed && plan.outcome === 'Indeterminate' ? 1 : 0;
}
