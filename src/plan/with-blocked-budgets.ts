import type { RuleSubject } from './collect-findings.ts';
import type { BudgetPlan } from './plan-budgets.ts';

/** Tells the rules of the budgets which a changed object keeps from allowing any eviction. */
export function withBlockedBudgets(
  subjects: readonly RuleSubject[],
  { blockedBy }: Pick<BudgetPlan, 'blockedBy'>,
): readonly RuleSubject[] {
  return subjects.map((subject) => {
    const blockedBudgets = subject.change ? blockedBy(subject.change) : [];
    return blockedBudgets.length === 0 ? subject : { ...subject, facts: { ...subject.facts, blockedBudgets } };
  });
}
