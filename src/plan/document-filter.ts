import { wordSearch, writtenKind } from '../manifest/written-words.ts';
import type { RelatedWords } from './related-words.ts';
import { destinationRuleKind } from './routes/destination-rule.ts';
import { routeKindNames } from './routes/route-kinds.ts';

/** The kind which may select pods without naming one of their labels. */
export const budgetKind = 'PodDisruptionBudget';

/** The kinds that stand in front of workloads, directly or behind a Service; their name stands in the text. */
export const frontKinds: ReadonlySet<string> = new Set([
  'Service',
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'Canary',
  'Rollout',
  budgetKind,
  ...routeKindNames,
  destinationRuleKind,
]);

/** The kinds which workloads read; their name stands in the text as well. */
export const configKinds: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);

/** The kind which holds the volume that the pods of a Deployment share. */
export const claimKind = 'PersistentVolumeClaim';

/** The field without which nothing is a workload. */
export const workloadField = 'containers';

/** A test for "this text may hold an object that is needed", which is cheaper than reading the text. */
export function documentFilter({ fronts, workloads, configs, claims }: RelatedWords): (text: string) => boolean {
  const mentionsFront = wordSearch(fronts);
  const mentionsWorkload = wordSearch(workloads);
  const mentionsConfig = wordSearch(configs);
  const mentionsClaim = wordSearch(claims);
  return (text) => {
    const kind = writtenKind(text);
    if ((kind === undefined || frontKinds.has(kind)) && (mentionsFront(text) || mentionsFront(withoutDots(text))))
      return true;
    if (kind === budgetKind && fronts.size > 0 && !text.includes('matchLabels')) return true;
    if ((kind === undefined || configKinds.has(kind)) && mentionsConfig(text)) return true;
    if ((kind === undefined || kind === claimKind) && mentionsClaim(text)) return true;
    return text.includes(workloadField) && mentionsWorkload(text);
  };
}

/** Istio writes a Service as `web.shop.svc.cluster.local`. */
function withoutDots(text: string): string {
  return text.replaceAll('.', ' ');
}
