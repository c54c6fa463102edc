import { countNoun } from '../../schema/count-noun.ts';
import type { Finding } from '../../schema/finding.ts';
import { type FindingGroup, findingGroups } from '../finding-groups.ts';
import { phrase } from '../phrase.ts';
import { clipText } from '../visible-text.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, joinHtml, nothing, phraseMarkup } from './html-template.ts';
import { bounded, bulletList, detailsMarkup } from './markup-parts.ts';
import { sourceMarkup } from './source-markup.ts';

/** Blockers and warnings, one box per rule, each place with its line in git. */
export function alertsSection(context: HtmlContext): Html {
  const groups = findingGroups(context.plan.findings, ['high', 'medium']);
  if (groups.length === 0) return nothing;
  const { high, medium } = context.plan.summary.findings;
  const title = high === 0 ? 'Warnings' : medium === 0 ? 'Blockers' : 'Blockers and warnings';
  return html`<section aria-labelledby="alerts">
<h2 id="alerts">${title}</h2>
${groups.map((group) => alertMarkup(group, context))}</section>
`;
}

function alertMarkup(group: FindingGroup, context: HtmlContext): Html {
  const isBlocker = group.severity === 'high';
  return html`<div class="alert ${isBlocker ? 'bad' : 'warn'}">
<h3>${group.summary}</h3>
<p class="rule">${isBlocker ? 'blocker' : 'warning'} · <code>${group.rule}</code></p>
${bulletList(bounded(group.findings, placesMax, (finding) => findingMarkup(finding, context)))}<p><b>Do instead:</b> ${phraseMarkup(phrase`${group.remediation}`)}</p>
</div>
`;
}

const placesMax = 100;

/** Low findings and remarks, folded away. */
export function notesSection(context: HtmlContext): Html {
  const groups = findingGroups(context.plan.findings, ['low', 'info']);
  const count = groups.reduce((sum, { findings }) => sum + findings.length, 0);
  if (count === 0) return nothing;
  const items = groups.flatMap((group) =>
    bounded(group.findings, placesMax, (finding) => {
      const todo = phraseMarkup(phrase`${group.remediation}`);
      return html`${findingMarkup(finding, context)} ${todo} · <code>${group.rule}</code>`;
    }),
  );
  return detailsMarkup(countNoun(count, 'note'), bulletList(items));
}

function findingMarkup({ object, source, message }: Finding, context: HtmlContext): Html {
  const places = [
    ...(object ? [phraseMarkup(context.names.full(object))] : []),
    ...(source ? [sourceMarkup(source, context)] : []),
  ];
  const said = phraseMarkup(phrase`${clipText(message, messageMax).replace(/\.$/, '')}`);
  return places.length === 0 ? html`${said}.` : html`${joinHtml(places, ', ')}: ${said}.`;
}

const messageMax = 2000;
