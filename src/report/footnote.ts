import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { prose } from './escape-markdown.ts';
import type { Merge } from './revision-words.ts';
import { clipText } from './visible-text.ts';

/** What the forecast rests on, in small print. */
export function footnote(plan: RolloutPlan, merge?: Merge): string {
  const shown = plan.assumptions.slice(0, assumptionsMax);
  const more = plan.assumptions.length - shown.length;
  const assumptions = [
    ...(merge?.isOwnWord === true ? [ownWord] : []),
    plan.usesFacts
      ? 'Computed from git and the facts that were given, no cluster was asked'
      : 'Computed from git only, no cluster was asked',
    ...shown.map((assumption) => capitalised(prose(clipText(assumption, 300)).replace(/\.$/, ''))),
    ...(more > 0 ? [`${more} more assumptions are left out`] : []),
    ...timesLegend(plan),
  ].join('. ');
  const versions = `Kubernetes ${prose(clipText(plan.kubernetesVersion, 20))} · rollcast ${prose(clipText(plan.tool.version, 40))}`;
  return `<sub>${assumptions}. ${versions}</sub>`;
}

const ownWord = 'Made by the workflow of the pull request itself, which the pull request may have changed';

/** What the figures of every time mean, and what all of them take as given. */
function timesLegend(plan: RolloutPlan): readonly string[] {
  if (!plan.rollouts.some(({ duration }) => duration.assumptions.length > 0)) return [];
  const common = commonAssumptions(plan).map((assumption) => prose(clipText(assumption, 300)).replace(/\.$/, ''));
  const assumed = common.length === 0 ? [] : [`All of them assume: ${common.join('. ')}`];
  return ['Times: expected (best – worst)', ...assumed];
}

function capitalised(sentence: string): string {
  return sentence.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

const assumptionsMax = 12;
