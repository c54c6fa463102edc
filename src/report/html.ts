import { countNoun } from '../schema/count-noun.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { alikeEntries } from './alike-entries.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { factsPhrase } from './facts-phrase.ts';
import { alertsSection, notesSection } from './html/findings-section.ts';
import { pageFoot } from './html/foot.ts';
import type { HtmlContext } from './html/html-context.ts';
import { documentText, type Html, html, nothing, phraseMarkup } from './html/html-template.ts';
import {
  configSection,
  diagnosticsSection,
  noEffectSection,
  notComputedSection,
  otherSection,
} from './html/list-sections.ts';
import { overviewTable } from './html/overview-table.ts';
import { pageStyle, pageStyleHash } from './html/page-style.ts';
import { workloadSection } from './html/workload-section.ts';
import { objectNames } from './object-names.ts';
import { type PlanEntry, planEntries } from './plan-entries.ts';
import type { Merge } from './revision-words.ts';
import { chartPatterns } from './svg/chart-style.ts';
import { verdictLine } from './verdict-line.ts';

export interface HtmlOptions {
  /** Address of the repository, such as https://github.com/owner/name: places in files become links. */
  readonly repositoryUrl?: string;
  /** What merging it is a forecast of. */
  readonly merge?: Merge;
  /** A former report told of changes, in place of which this one stands. */
  readonly hadChanges?: boolean;
}

/** The plan as one page which needs nothing else: no script, no address, nothing from anywhere. */
export function renderHtml(plan: RolloutPlan, { repositoryUrl, merge, hadChanges = false }: HtmlOptions = {}): string {
  const context: HtmlContext = {
    plan,
    names: objectNames(plan),
    commonAssumptions: new Set(commonAssumptions(plan)),
    repositoryUrl,
  };
  const entries = planEntries(plan);
  const of = (section: PlanEntry['section']) => entries.filter((entry) => entry.section === section);
  const verdict = verdictLine(plan, { hadChanges });
  const facts = phraseMarkup(factsPhrase(plan, of('Active'), merge));
  return documentText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${pageStyleHash}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Rollout forecast: ${verdict}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#main">To the forecast</a>
<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${chartPatterns}</defs></svg>
<header>
<p class="kind">Rollout forecast</p>
<h1>${sentenceCase(verdict)}</h1>
<p class="facts">${facts}</p>
</header>
<main id="main">
${alertsSection(context)}${objectsSection(entries, context)}${configSection(of('Config'), context)}${otherSection(of('Other'), context)}${noEffectSection(of('NoEffect'), context)}${notComputedSection(context)}${furtherSection(context)}</main>
${pageFoot(plan, merge)}</body>
</html>`);
}

/** All in a table; the riskiest of them in full, so that a page of a thousand workloads opens on a phone. */
function objectsSection(entries: readonly PlanEntry[], context: HtmlContext): Html {
  const rows = entries.filter(({ section, isRisky }) => section === 'Active' || isRisky);
  if (rows.length === 0) return nothing;
  const active = entries.filter(({ section }) => section === 'Active');
  const told = alikeEntries(active, context.plan);
  const shown = told.slice(0, detailedMax);
  const anchors = new Map(
    shown.flatMap(({ entry, others }, index) =>
      [entry, ...others].map((each) => [each, `object-${index + 1}`] as const),
    ),
  );
  const more = told.length - shown.length;
  const note =
    more > 0
      ? html`<p class="quiet">The ${detailedMax} riskiest are told in full below; the table has ${countNoun(more, 'more object')}, of which <code>--format json</code> tells all.</p>
`
      : nothing;
  return html`<section aria-labelledby="objects">
<h2 id="objects">What happens</h2>
${overviewTable(rows, (entry) => anchors.get(entry), context)}${note}${shown.map((alike, index) => workloadSection(alike, `object-${index + 1}`, context))}</section>
`;
}

const detailedMax = 50;

function furtherSection(context: HtmlContext): Html {
  return html`${notesSection(context)}${diagnosticsSection(context)}`;
}

function sentenceCase(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
