import type { ObjectChange } from '../diff/object-change.ts';
import { locateField } from '../manifest/locate-field.ts';
import { parseFieldPath } from '../manifest/parse-field-path.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { Rule, RuleHit } from '../rules/define-rule.ts';
import { rules } from '../rules/index.ts';
import type { RuleFacts } from '../rules/rule-facts.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { SourceLocation } from '../schema/source-location.ts';

/** What the rules are asked about: a changed object, or (without one) the changed files. */
export interface RuleSubject {
  readonly change: ObjectChange | undefined;
  readonly facts: RuleFacts;
}

const severityOrder: Record<Severity, number> = { high: 0, medium: 1, low: 2, info: 3 };

/**
 * The hazards of the change: worst first, then in the order of the rules, then in that of the subjects.
 * A refusal which no rule explains is a finding all the same: nothing of that object would be applied.
 */
export function collectFindings(subjects: readonly RuleSubject[]): readonly Finding[] {
  const findings = rules.flatMap((rule) =>
    subjects.flatMap((subject) => [...rule.check(subject.facts)].map((hit) => toFinding(rule, hit, subject.change))),
  );
  return [...findings, ...subjects.flatMap((subject) => refusals(subject, findings))].toSorted(
    (a, b) => severityOrder[a.severity] - severityOrder[b.severity],
  );
}

function toFinding(rule: Rule, hit: RuleHit, change: ObjectChange | undefined): Finding {
  const source = hit.duplicateKey
    ? { path: hit.duplicateKey.path, line: hit.duplicateKey.line, revision: 'head' as const }
    : change && locate(change, hit.field);
  return {
    rule: rule.id,
    severity: hit.severity ?? rule.severity,
    ...(change && { object: change.change.object }),
    message: hit.message,
    ...(source && { source }),
    remediation: rule.remediation,
  };
}

/** The line of a field in head; for a field which is gone, that of its nearest ancestor. */
function locate({ change, after, before }: ObjectChange, field: string | undefined): SourceLocation {
  const object = after ?? before;
  if (!object || field === undefined) return change.source;
  return { ...change.source, line: lineOf(object, field) };
}

function lineOf({ object }: RevisionObject, field: string): number {
  return locateField(object.document, parseFieldPath(field, object.value));
}

const refusalRemediation =
  'Mend the named fields. Where the field cannot be changed on an existing object, it has to be deleted and created anew, or given another name.';

function refusals({ change, facts }: RuleSubject, explained: readonly Finding[]): readonly Finding[] {
  if (!change || change.change.rejected.length === 0) return [];
  if (explained.some(({ object, severity }) => object === change.change.object && severity === 'high')) return [];
  const before = new Set(facts.refusedBefore.map(({ field }) => field));
  const [first, ...others] = change.change.rejected;
  if (!first) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const since = change.change.rejected.every(({ field }) => before.has(field)) ? ', as it did before this change' : '';
  return [
    {
      rule: 'api-server-refusal',
      severity: 'high',
      object: change.change.object,
      message: `the API server refuses this object${since}: ${first.field === '' ? '' : `${first.field}: `}${first.reason}${more}`,
      source: locate(change, first.field),
      remediation: refusalRemediation,
    },
  ];
}
