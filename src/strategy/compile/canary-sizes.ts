/** How many pods of each version share the traffic of one Service. */
export interface CanarySizes {
  readonly stable: number;
  readonly canary: number;
}

/**
 * The split of a number of pods which comes nearest to a weight in percent; both versions keep a pod between 0 and 100.
 * 10 pods and 20 %: 8 and 2; 10 and 5 %: 9 and 1, which is 10 %; 3 and 50 %: 1 and 2.
 */
export function splitPods(replicas: number, weight: number): CanarySizes {
  if (weight <= 0) return { stable: replicas, canary: 0 };
  if (weight >= 100) return { stable: 0, canary: replicas };
  const canary = Math.min(Math.max(1, Math.round((replicas * weight) / 100)), replicas - 1);
  return { stable: replicas - canary, canary };
}

/**
 * The pods beside a number which somebody else decides: 10 pods and 20 %: 10 and 3, which is 23 %. Upwards of 50 % there
 * would be more new pods than old ones.
 */
export function addPods(replicas: number, weight: number): CanarySizes {
  if (weight <= 0) return { stable: replicas, canary: 0 };
  return { stable: replicas, canary: Math.max(1, Math.round((replicas * weight) / (100 - weight))) };
}

/** The share of the new pods in percent, to one digit. */
export function sharePercent({ stable, canary }: CanarySizes): number {
  const all = stable + canary;
  return all === 0 ? 0 : Math.round((canary / all) * 1000) / 10;
}

/** The pods which take a weight of the traffic where a route splits it: 10 pods and 25 %: 3. */
export function podsForWeight(replicas: number, weight: number): number {
  return Math.ceil((replicas * weight) / 100);
}
