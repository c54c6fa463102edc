import { countNoun } from '../schema/count-noun.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { type AlikeEntries, alikeEntries } from './alike-entries.ts';
import { type Paint, painter, type Tone } from './ansi.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { factsPhrase } from './facts-phrase.ts';
import { fieldPhrase, toldFields } from './field-words.ts';
import { whyNotComputed } from './not-computed-words.ts';
import { objectNames } from './object-names.ts';
import { joinPhrases, type Phrase, phrase, phraseText } from './phrase.ts';
import { type PlanEntry, planEntries } from './plan-entries.ts';
import { readerPhrases } from './remark-words.ts';
import { remarksOnInput } from './remarks-on-input.ts';
import { sourceText } from './source-words.ts';
import { verdictLine } from './verdict-line.ts';
import { whyPhrase } from './why-phrase.ts';
import { briefWorkloadText, type TextContext, workloadText } from './workload-text.ts';
import { wrapText } from './wrap-text.ts';

export interface TextOptions {
  /** ANSI escapes; without it the text has none, whatever the manifests hold. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** The plan for a terminal. */
export function renderText(plan: RolloutPlan, options: TextOptions): string {
  const context: TextContext = {
    names: objectNames(plan),
    commonAssumptions: new Set(commonAssumptions(plan)),
    paint: painter(options.colour),
    width: Math.max(40, options.width),
    plan,
  };
  const entries = planEntries(plan);
  const active = entries.filter(({ section }) => section === 'Active');
  const alike = alikeEntries(active, plan);
  const lines = [
    ...header(plan, active, context),
    ...alike.slice(0, detailedMax).flatMap((each) => workloadText(each, context)),
    ...brief(alike.slice(detailedMax), context),
    ...list(
      'Configuration',
      entries.filter(({ section }) => section === 'Config'),
      context,
    ),
    ...list(
      'Other changes, no pod restarts because of them',
      entries.filter(({ section }) => section === 'Other'),
      context,
    ),
    ...list(
      'No effect',
      entries.filter(({ section }) => section === 'NoEffect'),
      context,
    ),
    ...findingsText(plan.findings, context),
    ...notComputedText(plan, context),
    ...diagnosticsText(plan, context),
    ...wrapText(footer(plan), context.width, '  ').map((line) => context.paint('dim', line)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The riskiest come first; nobody reads the course of a thousand rollouts in a terminal. */
const detailedMax = 100;

function brief(entries: readonly AlikeEntries[], context: TextContext): readonly string[] {
  if (entries.length === 0) return [];
  const told = `${countNoun(entries.length, 'further object')} in brief; --path tells of fewer in full, --format json of all.`;
  return [
    ...wrapText(told, context.width, '  ').map((line) => context.paint('dim', line)),
    '',
    ...entries.flatMap((alike) => briefWorkloadText(alike, context)),
    '',
  ];
}

function header(plan: RolloutPlan, active: readonly PlanEntry[], { paint, width }: TextContext): readonly string[] {
  const verdict = verdictLine(plan);
  const tone = verdictTone(plan);
  return [
    '',
    ...wrapText(`rollcast: ${verdict}`, width, '  ').map((line) => paint(tone, line)),
    ...wrapText(phraseText(factsPhrase(plan, active)), width, '  ').map((line) => paint('dim', line)),
    '',
  ];
}

/** Green is only what is complete and calm. */
function verdictTone({ outcome, summary, notComputed }: RolloutPlan): Tone {
  if (summary.findings.high > 0 || summary.rejected > 0) return 'danger';
  if (outcome === 'Indeterminate' || notComputed.length > 0 || summary.findings.medium > 0) return 'warning';
  return outcome === 'Unchanged' ? 'good' : 'strong';
}

function list(title: string, entries: readonly PlanEntry[], context: TextContext): readonly string[] {
  if (entries.length === 0) return [];
  return [
    `  ${context.paint('strong', `${title} (${entries.length})`)}`,
    ...entries.flatMap((entry) => listItem(entry, context)),
    '',
  ];
}

function listItem(entry: PlanEntry, { names, width }: TextContext): readonly string[] {
  const { change } = entry;
  const why = whyPhrase(entry, names);
  const isReason = why.length > 0 && change?.action === 'update';
  const told = change && !isReason ? toldFields(change) : [];
  const fields = told.slice(0, fieldsMax).map((field) => fieldPhrase(field));
  const hidden = told.length - fields.length + (told.length > 0 ? (change?.fieldsOmitted ?? 0) : 0);
  const more = hidden > 0 ? [phrase`${hidden} more`] : [];
  const verb = change?.action === 'create' ? ' is created' : change?.action === 'delete' ? ' is deleted' : '';
  const parts: Phrase[] = [
    ...(fields.length > 0 ? [joinPhrases([...fields, ...more], '; ')] : []),
    ...(why.length > 0 ? [why] : []),
  ];
  const said = parts.length === 0 ? [] : phrase`: ${joinPhrases(parts, '. ')}`;
  const [first = '', ...rest] = wrapText(
    phraseText(phrase`${names.full(entry.object)}${verb}${said}`),
    width,
    '      ',
  );
  return [
    `    ● ${first.trimStart()}`,
    ...rest,
    ...readerPhrases(change, names).flatMap((line) => wrapText(phraseText(line), width, '        ')),
  ];
}

const fieldsMax = 4;

function findingsText(findings: readonly Finding[], { names, paint, width }: TextContext): readonly string[] {
  return findings.flatMap((finding) => {
    const { severity, rule, source, object, message, remediation } = finding;
    const where = source ? phraseText(phrase`${sourceText(source)}`) : '';
    const subject = object ? phrase`${names.full(object)}: ` : [];
    return [
      `  ${severityLabel(severity, paint)}  ${paint('strong', rule)}  ${where}`.trimEnd(),
      ...wrapText(phraseText(phrase`${subject}${message}`), width, '      '),
      ...wrapText(phraseText(phrase`→ ${remediation}`), width, '      '),
      '',
    ];
  });
}

function severityLabel(severity: Severity, paint: Paint): string {
  const tones: Record<Severity, Tone> = { high: 'danger', medium: 'warning', low: 'fresh', info: 'dim' };
  return paint(tones[severity], severity.padEnd(6));
}

function notComputedText(plan: RolloutPlan, { paint, width }: TextContext): readonly string[] {
  if (plan.notComputed.length === 0) return [];
  const lines = plan.notComputed.flatMap((entry) => {
    const { what, source, linesChanged } = entry;
    const where = source && source.path !== what ? ` (${sourceText(source)})` : '';
    const changed = linesChanged ? ` (+${linesChanged.added} -${linesChanged.removed} lines)` : '';
    const text = phrase`${what}${where}${changed}: ${whyNotComputed(entry)}`;
    const [first = '', ...rest] = wrapText(phraseText(text), width, '      ');
    return [`    ? ${first.trimStart()}`, ...rest];
  });
  return [`  ${paint('warning', `Not computed (${plan.notComputed.length})`)}`, ...lines, ''];
}

function diagnosticsText(plan: RolloutPlan, { paint, width }: TextContext): readonly string[] {
  const shown = remarksOnInput(plan);
  if (shown.length === 0) return [];
  const lines = shown.flatMap(({ source, message }) =>
    wrapText(phraseText(phrase`${sourceText(source)}: ${message}`), width, '    '),
  );
  return [`  ${paint('strong', countNoun(shown.length, 'remark on the files', 'remarks on the files'))}`, ...lines, ''];
}

function footer(plan: RolloutPlan): string {
  const { assumptions, kubernetesVersion, tool, findings } = plan;
  const common = commonAssumptions(plan);
  const times = common.length === 0 ? [] : [`All times assume: ${common.join(' ')}`];
  const rests = [
    plan.usesFacts ? 'Computed from git and the facts that were given.' : 'Computed from git only.',
    ...assumptions,
    ...times,
  ].join(' ');
  const details = findings.length > 0 ? `${countNoun(findings.length, 'finding')}. ` : '';
  return phraseText(phrase`${details}Kubernetes ${kubernetesVersion}, rollcast ${tool.version}. ${rests}`);
}
