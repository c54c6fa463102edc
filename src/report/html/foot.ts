import type { RolloutPlan } from '../../schema/rollout-plan.ts';
import { commonAssumptions } from '../common-assumptions.ts';
import { capitalise, type Phrase, phrase } from '../phrase.ts';
import type { Merge } from '../revision-words.ts';
import { clipText } from '../visible-text.ts';
import { type Html, html, phraseMarkup } from './html-template.ts';
import { bounded, bulletList } from './markup-parts.ts';

/** What the forecast rests on, and what made it. */
export function pageFoot(plan: RolloutPlan, merge: Merge | undefined): Html {
  const lines = [
    ...(merge?.isOwnWord === true
      ? [phrase`made by the workflow of the pull request itself, which the pull request may have changed.`]
      : []),
    plan.usesFacts
      ? phrase`computed from git and the facts that were given, no cluster was asked.`
      : phrase`computed from git only, no cluster was asked.`,
    ...plan.assumptions.map(sentence),
    ...timesLegend(plan),
  ];
  const versions = phrase`Kubernetes ${clipText(plan.kubernetesVersion, 20)}, rollcast ${clipText(plan.tool.version, 40)}`;
  return html`<footer>
<h2>What this rests on</h2>
${bulletList(bounded(lines, linesMax, (line) => phraseMarkup(capitalise(line))))}<p>${phraseMarkup(versions)}</p>
</footer>
`;
}

const linesMax = 50;

function timesLegend(plan: RolloutPlan): readonly Phrase[] {
  if (!plan.rollouts.some(({ duration }) => duration.assumptions.length > 0)) return [];
  return [phrase`times: expected (best – worst).`, ...commonAssumptions(plan).map(sentence)];
}

function sentence(text: string): Phrase {
  const said = clipText(text, 300).replace(/\.$/, '');
  return phrase`${said.replace(/^[a-z]/, (letter) => letter.toUpperCase())}.`;
}
