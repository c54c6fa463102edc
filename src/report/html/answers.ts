import type { WorkloadRollout } from '../../schema/rollout.ts';
import { ownAssumptions } from '../common-assumptions.ts';
import { stallReasons } from '../effect-words.ts';
import { capitalise, type Phrase, phrase } from '../phrase.ts';
import {
  assumptionsPhrase,
  capacityPhrase,
  doubtPhrase,
  hasStrategy,
  requestsPhrase,
  rollbackPhrase,
  stallPhrase,
  strategyPhrase,
} from '../rollout-words.ts';
import { hasNoPods } from '../step-words.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';

/** What a reviewer asks of a rollout, and what the forecast says to it. */
export function answersList(rollout: WorkloadRollout, { commonAssumptions }: HtmlContext): Html {
  const { capacity, capacityAtMin, capacityAtMax, outcome, outcomeReason, replicas, type } = rollout;
  const isWaiting = outcome === 'Paused';
  const answers = [
    answer('Strategy', hasStrategy(rollout) ? strategyPhrase(rollout) : undefined),
    answer('Outcome', outcomeReason && phrase`${stallReasons[outcomeReason]}.`),
    answer('Why the lowest number is not guaranteed', doubtPhrase(capacity)),
    answer('If the new pods never become ready', stallPhrase(rollout)),
    answer('To go back from there', rollbackPhrase(rollout)),
    answer('Requests at the peak', type === 'Stops' || isWaiting ? undefined : requestsPhrase(capacity)),
    answer(`At the autoscaler’s minimum of ${replicas.min}`, capacityAtMin && capacityPhrase(capacityAtMin)),
    answer(`At the autoscaler’s maximum of ${replicas.max}`, capacityAtMax && capacityPhrase(capacityAtMax)),
    answer(
      'The time assumes',
      isWaiting || hasNoPods(rollout) ? undefined : assumptionsPhrase(ownAssumptions(rollout, commonAssumptions)),
    ),
  ].flat();
  return answers.length === 0
    ? nothing
    : html`<dl>
${answers}</dl>
`;
}

function answer(title: string, text: Phrase | undefined): readonly Html[] {
  return text === undefined
    ? []
    : [
        html`<div><dt>${title}</dt><dd>${phraseMarkup(capitalise(text))}</dd></div>
`,
      ];
}
