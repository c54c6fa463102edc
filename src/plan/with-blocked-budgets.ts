import { type RuleSubject, withFacts } from './collect-findings.ts';
import type { BudgetPlan } from './plan-budgets.ts';

/** Tells the rules of the budgets which a changed object keeps from allowing any eviction. */
export function withBlockedBudgets(
  subjects: readonly RuleSubject[],
  { blockedBy }: Pick<BudgetPlan, 'blockedBy'>,
): readonly RuleSubject[] {
  return withFacts(subjects, (change) => {
    const blockedBudgets = blockedBy(change);
    return blockedBudgets.length === 0 ? undefined : { blockedBudgets };
  });
}
