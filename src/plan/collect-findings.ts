import type { ObjectChange } from '../diff/object-change.ts';
import { fieldLocator } from '../manifest/locate-field.ts';
import type { ManifestObject } from '../manifest/manifest-document.ts';
import { parseFieldPath } from '../manifest/parse-field-path.ts';
import type { Rule, RuleHit } from '../rules/define-rule.ts';
import { rules } from '../rules/index.ts';
import type { RuleFacts } from '../rules/rule-facts.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { Rejection } from '../schema/rejection.ts';
import type { RenderedSources } from './rendered-sources.ts';

/** What the rules are asked about: a changed object, or (without one) the changed files. */
export interface RuleSubject {
  readonly change: ObjectChange | undefined;
  readonly facts: RuleFacts;
}

/** Tells the rules more of the changed objects; `factsOf` gives undefined where there is nothing to add. */
export function withFacts(
  subjects: readonly RuleSubject[],
  factsOf: (change: ObjectChange, facts: RuleFacts) => Partial<RuleFacts> | undefined,
): readonly RuleSubject[] {
  return subjects.map((subject) => {
    const added = subject.change && factsOf(subject.change, subject.facts);
    return added ? { ...subject, facts: { ...subject.facts, ...added } } : subject;
  });
}

const severityOrder: Record<Severity, number> = { high: 0, medium: 1, low: 2, info: 3 };

/**
 * The hazards of the change: worst first, then in the order of the rules, then in that of the subjects.
 * A refusal which no rule explains is a finding all the same: nothing of that object would be applied.
 */
export function collectFindings(subjects: readonly RuleSubject[], rendered: RenderedSources): readonly Finding[] {
  const drafts = rules.flatMap((rule) =>
    subjects.flatMap((subject) => [...rule.check(subject.facts)].map((hit) => toDraft(rule, hit, subject.change))),
  );
  const explained = new Set(
    drafts.flatMap(({ finding: { object, severity } }) => (object && severity === 'high' ? [object] : [])),
  );
  return withLines([...drafts, ...subjects.flatMap((subject) => refusals(subject, explained))], rendered).toSorted(
    (a, b) => severityOrder[a.severity] - severityOrder[b.severity],
  );
}

/** A finding which names the place of its object, until the line of the field is known. */
interface Draft {
  readonly finding: Finding;
  readonly at: FieldOfObject | undefined;
}

interface FieldOfObject {
  readonly change: ObjectChange;
  readonly object: ManifestObject;
  readonly field: string;
}

function toDraft(rule: Rule, hit: RuleHit, change: ObjectChange | undefined): Draft {
  const source = hit.duplicateKey
    ? { path: hit.duplicateKey.path, line: hit.duplicateKey.line, revision: 'head' as const }
    : change?.change.source;
  const finding = {
    rule: rule.id,
    severity: hit.severity ?? rule.severity,
    ...(change && { object: change.change.object }),
    message: hit.message,
    ...(source && { source }),
    remediation: hit.remediation ?? rule.remediation,
  };
  return { finding, at: hit.duplicateKey ? undefined : fieldOf(change, hit.field) };
}

/** In head; of an object which is gone in base. */
function fieldOf(change: ObjectChange | undefined, field: string | undefined): FieldOfObject | undefined {
  const object = change?.after ?? change?.before;
  return change && object && field !== undefined ? { change, object: object.object, field } : undefined;
}

/** The line of each field; of one which is gone, that of its nearest ancestor. Every document is parsed once. */
function withLines(drafts: readonly Draft[], rendered: RenderedSources): readonly Finding[] {
  const lines = new Map<FieldOfObject, number>();
  const fields = drafts.flatMap(({ at }) => (at && !at.object.origin ? [at] : []));
  for (const [text, group] of Map.groupBy(fields, ({ object }) => object.document.documentText)) {
    const locate = fieldLocator(text);
    for (const at of group) {
      const { document, value } = at.object;
      lines.set(at, locate(document, parseFieldPath(at.field, value)));
    }
  }
  return drafts.map(({ finding, at }) => {
    const source = at?.object.origin && renderedSource(at, rendered);
    if (source) return { ...finding, source };
    const line = at && lines.get(at);
    return finding.source && line !== undefined ? { ...finding, source: { ...finding.source, line } } : finding;
  });
}

/** Of a field which changes itself what changes it; of another one what it was made of. */
function renderedSource({ change, field }: FieldOfObject, { causeOf, sourceOf }: RenderedSources): Finding['source'] {
  const changed = change.change.fields.find(({ path }) => path === field || path.startsWith(`${field}.`));
  return changed?.source ?? causeOf(change, { path: field }) ?? sourceOf(change);
}

const refusalRemediation =
  'Mend the named fields. Where a field cannot change on an existing object, give the new one another name; deleting it first works too, but stops what it runs and loses what it holds.';
const oldRefusalRemediation = 'Mend it, or compare what the tool which completes it makes of both revisions.';

function refusals({ change, facts }: RuleSubject, explained: ReadonlySet<ObjectReference>): readonly Draft[] {
  if (!change || change.change.rejected.length === 0) return [];
  if (explained.has(change.change.object)) return [];
  const [first, ...others] = facts.introducedRejections;
  if (!first) return [oldRefusal(change, facts.fieldsRefusedBefore)];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const finding: Finding = {
    rule: 'api-server-refusal',
    severity: 'high',
    object: change.change.object,
    message: `${rejectionText(first)}${more}`,
    source: change.change.source,
    remediation: refusalRemediation,
  };
  return [{ finding, at: fieldOf(change, first.field) }];
}

/** What this change did not bring about: nobody can say what it does, but it is no news either. */
function oldRefusal(change: ObjectChange, fieldsRefusedBefore: ReadonlySet<string>): Draft {
  const both = change.change.rejected.find(({ field }) => fieldsRefusedBefore.has(field));
  const why = both ? `base as well as head (${rejectionText(both)})` : 'base already';
  const finding: Finding = {
    rule: 'api-server-refusal',
    severity: 'low',
    object: change.change.object,
    message: `the API server refuses ${why}, so the cluster does not hold this object as it is written, and what this change does to it is not known`,
    source: change.change.source,
    remediation: oldRefusalRemediation,
  };
  return { finding, at: fieldOf(change, both?.field) };
}

function rejectionText({ field, reason }: Rejection): string {
  return field === '' ? reason : `${field}: ${reason}`;
}
