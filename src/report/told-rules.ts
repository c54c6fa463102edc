import type { Rule } from '../rules/define-rule.ts';
import { rules } from '../rules/index.ts';
import type { RuleId } from '../schema/finding.ts';

/** What a rule says of itself, whatever changes. */
export type ToldRule = Pick<Rule, 'id' | 'severity' | 'summary' | 'rationale' | 'remediation' | 'references'>;

/** The one id of a finding without a module of its own: every refusal which no other rule explains is told under it. */
export const refusalRule: ToldRule = {
  id: 'api-server-refusal',
  severity: 'high',
  summary: 'The API server refuses this object',
  rationale:
    'The API server checks an object before it stores it. One which breaks a rule of its kind, or changes a field that is fixed once the object exists, is refused as a whole: nothing of its change reaches the cluster.',
  remediation:
    'Mend the named fields. Where a field cannot change on an existing object, give the new one another name; deleting it first works too, but stops what it runs and loses what it holds.',
  references: [],
};

/** Every rule which a finding can name: the registry in its order, then the refusals. */
export const toldRules: readonly ToldRule[] = [...rules, refusalRule];

export function ruleSummary(id: RuleId): string {
  return toldRules.find((rule) => rule.id === id)?.summary ?? id;
}
