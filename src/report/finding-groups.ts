import type { Finding, RuleId, Severity } from '../schema/finding.ts';
import { ruleSummary } from './told-rules.ts';

/** Findings which one rule reports with one severity: told once, with every place. */
export interface FindingGroup {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly summary: string;
  readonly remediation: string;
  readonly findings: readonly Finding[];
}

/** The groups of these severities, in the order of the severities, then of the plan. */
export function findingGroups(findings: readonly Finding[], severities: readonly Severity[]): readonly FindingGroup[] {
  return severities.flatMap((severity) => {
    const groups = new Map<string, Finding[]>();
    for (const finding of findings.filter((each) => each.severity === severity)) {
      const key = JSON.stringify([finding.rule, finding.remediation]);
      const group = groups.get(key);
      if (group) group.push(finding);
      else groups.set(key, [finding]);
    }
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { rule, remediation } = first;
      return [{ rule, severity, summary: ruleSummary(rule), remediation, findings: group }];
    });
  });
}
