import type { ObjectChange } from '../diff/object-change.ts';
import { locateField } from '../manifest/locate-field.ts';
import { parseFieldPath } from '../manifest/parse-field-path.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { Rule, RuleHit } from '../rules/define-rule.ts';
import { rules } from '../rules/index.ts';
import type { RuleFacts } from '../rules/rule-facts.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { Rejection } from '../schema/rejection.ts';
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
    remediation: hit.remediation ?? rule.remediation,
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
const oldRefusalRemediation = 'Mend it, or compare what the tool which completes it makes of both revisions.';

function refusals({ change, facts }: RuleSubject, explained: readonly Finding[]): readonly Finding[] {
  if (!change || change.change.rejected.length === 0) return [];
  if (explained.some(({ object, severity }) => object === change.change.object && severity === 'high')) return [];
  const [first, ...others] = facts.introducedRejections;
  if (!first) return [oldRefusal(change, facts.fieldsRefusedBefore)];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [
    {
      rule: 'api-server-refusal',
      severity: 'high',
      object: change.change.object,
      message: `${rejectionText(first)}${more}`,
      source: locate(change, first.field),
      remediation: refusalRemediation,
    },
  ];
}

/** What this change did not bring about: nobody can say what it does, but it is no news either. */
function oldRefusal(change: ObjectChange, fieldsRefusedBefore: ReadonlySet<string>): Finding {
  const both = change.change.rejected.find(({ field }) => fieldsRefusedBefore.has(field));
  const why = both ? `base as well as head (${rejectionText(both)})` : 'base already';
  return {
    rule: 'api-server-refusal',
    severity: 'low',
    object: change.change.object,
    message: `the API server refuses ${why}, so the cluster does not hold this object as it is written, and what this change does to it is not known`,
    source: locate(change, both?.field),
    remediation: oldRefusalRemediation,
  };
}

function rejectionText({ field, reason }: Rejection): string {
  return field === '' ? reason : `${field}: ${reason}`;
}
