import type { WorkloadRollout } from '../schema/rollout.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';

/** What the times of all rollouts take as given alike, told once; nothing where there is only one rollout with a time. */
export function commonAssumptions({ rollouts }: RolloutPlan): readonly string[] {
  const all = rollouts.map(({ duration }) => duration.assumptions).filter((assumptions) => assumptions.length > 0);
  const [first = [], ...others] = all;
  if (others.length === 0) return [];
  return others.reduce((common, assumptions) => common.filter((each) => assumptions.includes(each)), first);
}

/** What only this one takes as given; of what hundreds of containers take the beginning. */
export function ownAssumptions({ duration }: WorkloadRollout, common: ReadonlySet<string>): readonly string[] {
  const own = duration.assumptions.filter((assumption) => !common.has(assumption));
  if (own.length <= assumptionsMax) return own;
  return [...own.slice(0, assumptionsMax), `${own.length - assumptionsMax} more assumptions are left out.`];
}

const assumptionsMax = 20;
