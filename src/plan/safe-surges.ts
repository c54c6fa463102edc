/** What a trial needs to tell of a surge. */
interface SurgeTrial {
  readonly figures: { readonly floor: number; readonly expectedSeconds?: number | undefined };
}

interface SafeSurges<Trial> {
  /** The least maxSurge which loses no available pod. */
  readonly smallest: Trial;
  /** The least one which is as fast as any; undefined: it is the same. */
  readonly fastest: Trial | undefined;
}

/**
 * The surges worth trying, with maxUnavailable 0; undefined: none is safe. A surge is safe if never fewer pods are
 * available than `kept`. No available old pod is then stopped before a new one is available, so that the smallest is 1
 * wherever any is. A surge s takes ceil(pods / s) rounds, each as long as a pod takes to become available: of the surges
 * with equally many rounds only the least is worth its pods. All pods at once is one round, and nothing is faster; as
 * long as the next number of rounds takes no longer, fewer pods do. 10 pods which are available after 20 s: 1 takes 200 s;
 * 10 takes 20 s, 5 already 40 s, so that from 10 on the time does not fall any more.
 */
export function safeSurges<Trial extends SurgeTrial>(
  pods: number,
  kept: number,
  attempt: (maxSurge: number) => Trial | undefined,
): SafeSurges<Trial> | undefined {
  const safe = (maxSurge: number) => {
    const trial = attempt(maxSurge);
    return trial && trial.figures.floor >= kept ? trial : undefined;
  };
  const smallest = safe(1);
  if (!smallest) return undefined;
  const least = smallest.figures.expectedSeconds;
  let fastest = pods > 1 ? safe(pods) : undefined;
  for (const surge of surgesByRounds(pods)) {
    const fewer = fastest && safe(surge);
    if (!fastest || !fewer || fewer.figures.expectedSeconds !== fastest.figures.expectedSeconds) break;
    fastest = fewer;
  }
  return { smallest, fastest: fastest?.figures.expectedSeconds === least ? undefined : fastest };
}

/** Of two rounds on: 5, 4, 3, 2 and 1 for 10 pods. */
function surgesByRounds(pods: number): ReadonlySet<number> {
  return new Set(Array.from({ length: Math.max(0, pods - 1) }, (_, index) => Math.ceil(pods / (index + 2))));
}
