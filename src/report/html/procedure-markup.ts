import type { Procedure, ProcedureStep } from '../../schema/procedure.ts';
import { capitalise, phrase } from '../phrase.ts';
import { procedurePhrase, stepPhrases } from '../procedure-words.ts';
import { remarkPhrases } from '../remark-words.ts';
import type { TimelineChart } from '../svg/timeline-chart.ts';
import { clipText } from '../visible-text.ts';
import { chartFigure } from './chart-figure.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';
import { commandMarkup, detailsMarkup, phraseList } from './markup-parts.ts';

/** The steps of a chosen strategy, to be done one after the other, with commands to copy. */
export function procedureMarkup(procedure: Procedure, chart: TimelineChart | undefined): Html {
  const { name, steps, remarks, hidesCredentials } = procedure;
  const masked = hidesCredentials
    ? html`<p>A credential in its files is masked, so they cannot be applied as they are.</p>
`
    : nothing;
  const figure = chart
    ? chartFigure(chart, 'Pods during the steps', 'The time which decisions take is not counted.')
    : nothing;
  return html`<h4>Steps of ${clipText(name, 100)}</h4>
<p>${phraseMarkup(capitalise(procedurePhrase(procedure)))}. <code>rollcast plan --emit DIR</code> writes their files.</p>
${masked}${figure}${phraseList(remarkPhrases(remarks))}<ol class="steps">
${steps.map((step) => stepMarkup(step))}</ol>
`;
}

function stepMarkup(step: ProcedureStep): Html {
  const { title, commands, undo, state } = stepPhrases(step);
  const beside = [
    ...titled('Check', step.verify),
    ...titled('Undo', undo),
    html`<p><b>With a GitOps controller:</b> ${phraseMarkup(phrase`${step.gitOps}`)}</p>
`,
  ];
  return html`<li>
<p>${phraseMarkup(title)}</p>
${commands.map((command) => commandMarkup(command))}<p class="quiet">Then: ${phraseMarkup(state)}</p>
${detailsMarkup('Check, undo, GitOps', html`${beside}`)}</li>
`;
}

function titled(title: string, commands: readonly string[]): readonly Html[] {
  if (commands.length === 0) return [];
  return [
    html`<p><b>${title}:</b></p>
${commands.map((command) => commandMarkup(command))}`,
  ];
}
