import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { prose } from './escape-markdown.ts';
import { clipText } from './visible-text.ts';

/** What the forecast rests on, in small print. */
export function footnote(plan: RolloutPlan): string {
  const shown = plan.assumptions.slice(0, assumptionsMax);
  const more = plan.assumptions.length - shown.length;
  const assumptions = [
    'Computed from git only, no cluster was asked',
    ...shown.map((assumption) => prose(clipText(assumption, 300)).replace(/\.$/, '')),
    ...(more > 0 ? [`and ${more} more assumptions`] : []),
  ].join('; ');
  const versions = `Kubernetes ${prose(clipText(plan.kubernetesVersion, 20))} · rollcast ${prose(clipText(plan.tool.version, 40))}`;
  return `<sub>${assumptions}. ${versions}</sub>`;
}

const assumptionsMax = 12;
