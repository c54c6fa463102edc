import type { Comparison } from '../schema/comparison.ts';
import { countNoun } from '../schema/count-noun.ts';
import { comparedPhrases } from './facts-phrase.ts';
import { capitalise, joinPhrases, type Phrase, phrase } from './phrase.ts';

/** “2 workloads roll · from `main` to the working tree”. */
export function comparisonVerdict(comparison: Comparison): Phrase {
  const count = comparison.workloads.length;
  const rolls =
    count === 0 ? phrase`no workload rolls` : phrase`${countNoun(count, 'workload rolls', 'workloads roll')}`;
  return capitalise(joinPhrases([rolls, ...comparedPhrases(comparison)], ' · '));
}

/** What the figures mean, and what they rest on. */
export function comparisonLegend({ usesFacts, kubernetesVersion, tool }: Comparison): readonly Phrase[] {
  return [
    phrase`In brackets: maxSurge and maxUnavailable of the manifest, or the maxSurge which goes with maxUnavailable 0: the smallest which loses no pod, and the least which is as fast as any.`,
    phrase`Extra: what is requested above what base requests, over time until the end. Times: expected (best – worst); what a person takes to decide counts as none. Both serve: old and new pods at the same time.`,
    phrase`${usesFacts ? 'Computed from git and the facts that were given.' : 'Computed from git only.'} Kubernetes ${kubernetesVersion}, rollcast ${tool.version}.`,
  ];
}
