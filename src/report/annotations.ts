import { countNoun } from '../schema/count-noun.ts';
import type { RuleId, Severity } from '../schema/finding.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { Rejection } from '../schema/rejection.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { SourceLocation } from '../schema/source-location.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { type ObjectNames, objectNames } from './object-names.ts';
import { type Phrase, phrase, phraseText } from './phrase.ts';
import { plainSentence } from './plain-sentence.ts';
import { refusalRule, ruleSummary } from './told-rules.ts';
import { clipText } from './visible-text.ts';

/**
 * A remark on one line of head. Title and message are plain text with every hidden character made visible; the line break
 * before the remediation is the only one. `path` is as in git: whoever writes a workflow command escapes all three.
 */
export interface Annotation {
  readonly level: 'Error' | 'Warning' | 'Notice';
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

export interface Annotations {
  readonly annotations: readonly Annotation[];
  /** The findings, refusals and gaps which no annotation tells: for want of room, or of a line in head. */
  readonly leftOut: number;
}

/**
 * What GitHub shows beside the lines of a pull request: at most 20, and of each level the 10 which it takes of a step.
 * The worst come first; the same message at the same line comes once, with the number of objects it is about. A line of
 * base is not in the pull request, so what has no line in head is only counted.
 */
export function annotationsOf(plan: RolloutPlan): Annotations {
  const names = objectNames(plan);
  const remarks = [...findingRemarks(plan, names), ...refusalRemarks(plan, names), ...gapRemarks(plan)];
  const groups = alikeRemarks(remarks);
  const shown = levels
    .flatMap((level) => groups.filter(({ remark }) => remark.level === level).slice(0, levelMax))
    .slice(0, annotationsMax);
  const told = shown.reduce((sum, { count }) => sum + count, 0);
  return { annotations: shown.map(toAnnotation), leftOut: remarks.length - told };
}

const annotationsMax = 20;
const levelMax = 10;
const levels: readonly Annotation['level'][] = ['Error', 'Warning', 'Notice'];
const levelOf: Record<Severity, Annotation['level']> = {
  high: 'Error',
  medium: 'Warning',
  low: 'Notice',
  info: 'Notice',
};

interface Remark {
  readonly level: Annotation['level'];
  readonly title: string;
  /** What it is about; empty where the message says so. */
  readonly subject: Phrase;
  readonly message: string;
  readonly remediation?: string;
  readonly source: SourceLocation | undefined;
}

/** Remarks with one message at one line; the first of them is the worst. */
interface AlikeRemarks {
  readonly remark: Remark;
  readonly source: SourceLocation;
  readonly count: number;
  readonly subjects: number;
}

function findingRemarks({ findings }: RolloutPlan, names: ObjectNames): readonly Remark[] {
  const bySeverity = Map.groupBy(findings, ({ severity }) => severity);
  return severities.flatMap((severity) =>
    (bySeverity.get(severity) ?? []).map(({ rule, object, message, remediation, source }) => ({
      level: levelOf[severity],
      title: ruleSummary(rule),
      subject: object ? names.full(object) : [],
      message,
      remediation,
      source,
    })),
  );
}

const severities: readonly Severity[] = ['high', 'medium', 'low', 'info'];

/** Objects which the API server refuses without any finding that says so. */
function refusalRemarks({ changes, findings }: RolloutPlan, names: ObjectNames): readonly Remark[] {
  const told = new Set(
    findings.flatMap(({ rule, object }) => (object && refusalRules.has(rule) ? [identityKey(object)] : [])),
  );
  return changes.flatMap(({ object, rejected, source }) => {
    const [first, ...others] = rejected;
    if (!first || told.has(identityKey(object))) return [];
    const { summary, remediation } = refusalRule;
    const message = rejectionText(first, others.length);
    return [{ level: 'Error' as const, title: summary, subject: names.full(object), message, remediation, source }];
  });
}

/** The rules whose findings are refusals. */
const refusalRules: ReadonlySet<RuleId> = new Set<RuleId>([
  'api-server-refusal',
  'immutable-selector',
  'immutable-stateful-set-field',
  'selector-template-mismatch',
  'invalid-rollout-strategy',
]);

function rejectionText({ field, reason }: Rejection, others: number): string {
  return `${field === '' ? reason : `${field}: ${reason}`}${others === 0 ? '' : ` (and ${others} more)`}`;
}

function gapRemarks({ notComputed }: RolloutPlan): readonly Remark[] {
  return notComputed.map((gap) => ({
    level: 'Warning' as const,
    title: 'Not computed',
    subject: phrase`${clipText(gap.what, subjectMax)}`,
    message: whyNotComputed(gap),
    source: gap.source,
  }));
}

function alikeRemarks(remarks: readonly Remark[]): readonly AlikeRemarks[] {
  const groups = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const { source, message } = remark;
    if (source?.revision !== 'head') continue;
    const key = JSON.stringify([source.path, source.line, message]);
    const group = groups.get(key);
    if (group) group.push(remark);
    else groups.set(key, [remark]);
  }
  return [...groups.values()].flatMap((group) => {
    const [remark] = group;
    if (!remark?.source) return [];
    const subjects = new Set(group.map(({ subject }) => phraseText(subject))).size;
    return [{ remark, source: remark.source, count: group.length, subjects }];
  });
}

function toAnnotation({ remark, source, subjects }: AlikeRemarks): Annotation {
  const { level, title, subject, message, remediation } = remark;
  const others = subjects === 1 ? [] : phrase` and ${countNoun(subjects - 1, 'other')}`;
  const lines = [
    plainSentence([...subject, ...others], message),
    ...(remediation === undefined ? [] : [phraseText(phrase`${remediation}`)]),
  ];
  return {
    level,
    path: source.path,
    line: source.line,
    title: `Rollcast: ${title}`,
    message: clipText(lines.join('\n'), messageMax),
  };
}

/** GitHub takes 64 KB, and nobody reads that beside a line. */
const messageMax = 1000;
const subjectMax = 260;
