import { wordSearch, writtenKind } from '../manifest/written-words.ts';
import type { RelatedWords } from './related-words.ts';

/** The kinds that stand in front of workloads; their name stands in the text. */
export const frontKinds: ReadonlySet<string> = new Set(['Service', 'HorizontalPodAutoscaler', 'ScaledObject']);

/** The field without which nothing is a workload. */
export const workloadField = 'containers';

/** A test for "this text may hold an object that is needed", which is cheaper than reading the text. */
export function documentFilter({ fronts, workloads }: RelatedWords): (text: string) => boolean {
  const mentionsFront = wordSearch(fronts);
  const mentionsWorkload = wordSearch(workloads);
  return (text) => {
    const kind = writtenKind(text);
    if ((kind === undefined || frontKinds.has(kind)) && mentionsFront(text)) return true;
    return text.includes(workloadField) && mentionsWorkload(text);
  };
}
