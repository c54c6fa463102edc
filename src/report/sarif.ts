import { countNoun } from '../schema/count-noun.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Finding, RuleId, Severity } from '../schema/finding.ts';
import { groupDigits } from '../schema/group-digits.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { PlanSummary, RolloutPlan } from '../schema/rollout-plan.ts';
import type { SourceLocation } from '../schema/source-location.ts';
import { prose } from './escape-markdown.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { type ObjectNames, objectNames } from './object-names.ts';
import { type Phrase, phrase, phraseText } from './phrase.ts';
import { plainSentence } from './plain-sentence.ts';
import { remarksOnInput } from './remarks-on-input.ts';
import { sourceText } from './source-words.ts';
import { type ToldRule, toldRules } from './told-rules.ts';
import { clipText, visibleText } from './visible-text.ts';

export interface SarifOptions {
  /** Address of the repository, such as https://github.com/owner/name: with the commit it says what was looked at. */
  readonly repositoryUrl?: string;
}

/**
 * The findings as SARIF 2.1.0, for code scanning. GitHub refuses a file with a result that has no line, so only findings
 * with a line in head are results; the others are notifications, as is all that could not be forecast. Equal plans give
 * equal bytes.
 */
export function renderSarif(plan: RolloutPlan, options: SarifOptions = {}): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [sarifRun(plan, options)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** GitHub takes no more of a run. */
const resultsMax = 25_000;

function sarifRun(plan: RolloutPlan, options: SarifOptions) {
  const names = objectNames(plan);
  const [inHead, elsewhere] = byPlace(plan.findings);
  const fingerprintOf = fingerprinter();
  const version = visibleText(plan.tool.version);
  return {
    tool: { driver: { name: 'Rollcast', version, semanticVersion: version, rules: toldRules.map(toRule) } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          ...elsewhere.map((finding) => findingNotification(finding, names)),
          ...leftOutNotification(inHead.length - resultsMax),
          ...plan.notComputed.map(gapNotification),
          ...remarksOnInput(plan).map(diagnosticNotification),
        ],
      },
    ],
    ...versionControl(plan, options),
    results: inHead.slice(0, resultsMax).map((finding) => ({
      ruleId: finding.rule,
      ruleIndex: ruleIndex(finding.rule),
      level: levelOf[finding.severity],
      message: findingMessage(finding, names),
      ...placeOf(finding.source),
      partialFingerprints: { 'rollcast/v1': fingerprintOf(finding) },
    })),
    properties: { outcome: plan.outcome, summary: counts(plan.summary) },
  };
}

const levelOf: Record<Severity, 'error' | 'warning' | 'note'> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** Names of GitHub code scanning; it takes 20 tags of a rule. */
const problemSeverityOf: Record<Severity, 'error' | 'warning' | 'recommendation'> = {
  high: 'error',
  medium: 'warning',
  low: 'recommendation',
  info: 'recommendation',
};

function toRule({ id, severity, summary, rationale, remediation, references }: ToldRule) {
  const [helpUri] = references;
  return {
    id,
    shortDescription: { text: literalText(summary) },
    fullDescription: { text: literalText(rationale) },
    help: {
      text: literalText([remediation, ...references.map((address) => `See ${address}`)].join('\n')),
      markdown: literalText([prose(remediation), ...references.map((address) => `See ${address}`)].join('\n\n')),
    },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levelOf[severity] },
    properties: {
      tags: ['kubernetes', 'rollout'],
      precision: 'high',
      'problem.severity': problemSeverityOf[severity],
    },
  };
}

function ruleIndex(rule: RuleId): number {
  return toldRules.findIndex(({ id }) => id === rule);
}

function findingMessage({ object, message, remediation, source }: Finding, names: ObjectNames) {
  const subject = object ? names.full(object) : [];
  const todo = phraseText(phrase`${clipText(remediation, messageMax)}`);
  return { text: `${sentence(subject, message, source)}\n${literalText(todo)}` };
}

function sentence(subject: Phrase, message: string, source: SourceLocation | undefined): string {
  return literalText(plainSentence([...subject, ...lineOfBase(subject, source)], clipText(message, messageMax)));
}

/** It has no location, so it is said in words. */
function lineOfBase(subject: Phrase, source: SourceLocation | undefined): Phrase {
  if (source?.revision !== 'base') return [];
  return subject.length === 0 ? phrase`${sourceText(source)}` : phrase` (${sourceText(source)})`;
}

const messageMax = 2000;

/**
 * In a SARIF text `{0}` is a placeholder, unless its braces are doubled, and `[text](address)` is a link: a name of a
 * manifest must be neither.
 */
function literalText(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

/** Those with a line in head, and the others. */
function byPlace(findings: readonly Finding[]): readonly [readonly Finding[], readonly Finding[]] {
  const inHead = findings.filter(({ source }) => source?.revision === 'head');
  return [inHead, findings.filter(({ source }) => source?.revision !== 'head')];
}

/** Only a line of head has one; none is invented. */
function placeOf(source: SourceLocation | undefined) {
  if (source?.revision !== 'head') return {};
  const artifactLocation = { uri: relativeUri(source.path), uriBaseId: '%SRCROOT%' };
  return { locations: [{ physicalLocation: { artifactLocation, region: { startLine: source.line } } }] };
}

/** Without empty segments, so that no path reads as the address of a host. */
function relativeUri(path: string): string {
  const segments = path.toWellFormed().split('/');
  return segments
    .filter((segment) => segment !== '')
    .map(encodeURIComponent)
    .join('/');
}

/**
 * What stays equal when the lines move: “capacity-floor-zero|Deployment|prod|web|prod|prod/web.yaml”. Findings which share
 * it are numbered, in the order of the plan.
 */
function fingerprinter(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, object, source }) => {
    const { kind = '', namespace = '', name = '', root = '' } = object ?? {};
    const parts = [rule, kind, namespace, name, root, source?.path ?? ''];
    const key = parts.map((part) => encodeURI(part.toWellFormed())).join('|');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}|${count}`;
  };
}

/** Never an error: of a notification that would mean that the analysis failed. */
function findingNotification(finding: Finding, names: ObjectNames) {
  const { rule, severity } = finding;
  const level = levelOf[severity];
  return {
    descriptor: { id: 'FindingWithoutLine' },
    associatedRule: { id: rule, index: ruleIndex(rule) },
    level: level === 'error' ? 'warning' : level,
    message: findingMessage(finding, names),
    properties: { severity },
  };
}

function leftOutNotification(count: number) {
  if (count <= 0) return [];
  const text = `${countNoun(count, 'finding')} left out: GitHub takes ${groupDigits(resultsMax)} results.`;
  return [{ descriptor: { id: 'TooManyFindings' }, level: 'warning', message: { text } }];
}

function gapNotification(gap: NotComputed) {
  const { what, reason, source } = gap;
  const isTheFile = source?.revision === 'base' && source.path === what;
  const subject = isTheFile ? [] : phrase`${clipText(what, messageMax)}`;
  return {
    descriptor: { id: reason },
    level: 'warning',
    message: { text: sentence(subject, `not computed, ${whyNotComputed(gap)}`, source) },
    ...placeOf(source),
  };
}

function diagnosticNotification({ type, message, source }: Diagnostic) {
  return {
    descriptor: { id: type },
    level: 'note',
    message: { text: sentence([], message, source) },
    ...placeOf(source),
  };
}

/** Uncommitted files are not in the commit on which they stand, so a working tree has none. */
function versionControl({ head }: RolloutPlan, { repositoryUrl }: SarifOptions) {
  if (repositoryUrl === undefined || head.type !== 'Commit' || head.commit === undefined) return {};
  return {
    versionControlProvenance: [
      {
        repositoryUri: repositoryUrl,
        revisionId: visibleText(head.commit),
        mappedTo: { uriBaseId: '%SRCROOT%' },
      },
    ],
  };
}

function counts({ workloadsRolling, workloadsScaling, trafficSwitches, rejected, findings }: PlanSummary) {
  const { high, medium, low, info } = findings;
  return { workloadsRolling, workloadsScaling, trafficSwitches, rejected, findings: { high, medium, low, info } };
}
