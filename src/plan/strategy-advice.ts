import type { ComparedStrategy, StrategyAdvice } from '../schema/comparison.ts';

type Computed = Extract<ComparedStrategy, { readonly outcome: 'Computed' }>;

/**
 * One sentence of advice, by plain rules over the figures. As written where that keeps all pods: it asks nothing of
 * anybody. Else the strategy without a person or a second commit which keeps most of them available, of equals the one
 * with the lowest peak, of equals the first. If versions must not mix: of those which keep them apart the one which keeps
 * most pods available, of equals that with the lowest peak. `kept`: all pods which there are to keep.
 */
export function adviceOn(strategies: readonly ComparedStrategy[], kept: number): StrategyAdvice | undefined {
  const ending = strategies.filter(isEnding);
  const [written] = ending.filter(({ name }) => name === 'as-written');
  const isEnough = written !== undefined && written.figures.floor >= kept;
  const best = isEnough ? written : safest(ending.filter(({ figures }) => figures.commits === 1));
  if (!best) return undefined;
  const apart = best.figures.mixesVersions ? safest(ending.filter(({ figures }) => !figures.mixesVersions)) : undefined;
  const reason = isEnough || !written || best === written ? '' : `, where as written ${lowest(written, kept)}`;
  const faster = best.name === 'smallest-surge' ? ending.find(({ name }) => name === 'fastest-surge') : undefined;
  const peak = [best, ...(faster ? [faster] : [])].map(({ figures }) => figures.peakPods).join(' to ');
  return {
    strategy: best.name,
    ...(apart && { strategyWithoutMixing: apart.name }),
    sentence: `${wordsOf(best)}${fasterWords(faster)}: ${lowest(best, kept)}, with ${peak} at most${reason}; ${mixing(best, apart, kept)}.`,
  };
}

function isEnding(strategy: ComparedStrategy): strategy is Computed {
  return strategy.outcome === 'Computed' && strategy.figures.expectedSeconds !== undefined;
}

/** Sorting is stable: of equals the first stays first. */
function safest(strategies: readonly Computed[]): Computed | undefined {
  return strategies.toSorted(({ figures: a }, { figures: b }) => b.floor - a.floor || a.peakPods - b.peakPods)[0];
}

function wordsOf({ name, maxSurge }: Computed): string {
  if (name === 'as-written') return 'roll as it is written';
  if (name.endsWith('-surge')) return `roll with maxUnavailable 0 and maxSurge ${maxSurge ?? ''}`;
  return `use ${name}`;
}

/** The smallest surge may take very long: 3000 pods one after the other are a day. */
function fasterWords(faster: Computed | undefined): string {
  return faster ? `, or with more up to ${faster.maxSurge ?? ''} to be faster` : '';
}

/** “all 10 pods stay available”, “as few as 8 of 10 pods are available”. */
function lowest({ figures: { floor } }: Computed, kept: number): string {
  const noun = kept === 1 ? 'pod' : 'pods';
  if (floor < kept)
    return floor === 0 ? 'no pod is available for a while' : `as few as ${floor} of ${kept} are available`;
  return kept === 1 ? 'its pod stays available' : `all ${kept} ${noun} stay available`;
}

function mixing(best: Computed, apart: Computed | undefined, kept: number): string {
  if (!best.figures.mixesVersions) return 'the two versions never serve at the same time';
  const condition = 'if the two versions must not serve at the same time';
  if (!apart) return `${condition}, nothing that is compared keeps them apart`;
  return `${condition}, ${wordsOf(apart)}: ${lowest(apart, kept)}`;
}
