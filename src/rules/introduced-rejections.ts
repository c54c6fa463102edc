import type { Rejection } from '../schema/rejection.ts';
import type { RuleFacts } from './rule-facts.ts';

/** The refusals of the changed object which its base did not have already. */
export function introducedRejections(facts: RuleFacts): readonly Rejection[] {
  const before = new Set(facts.refusedBefore.map(({ field }) => field));
  return (facts.change?.rejected ?? []).filter(({ field }) => !before.has(field));
}
