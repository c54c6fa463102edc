import type { CaseRunner } from './case-runner.ts';
import type { Laws } from './law.ts';
import type { ManifestPool } from './manifest-pool.ts';
import { type Counterexample, searchFor } from './search-counterexample.ts';

export interface LawSearch {
  readonly laws: Laws;
  readonly pool: ManifestPool;
  readonly runner: CaseRunner;
  readonly seed: number;
  /** May be infinite. */
  readonly seconds: number;
  /** Takes lines for people: how far the search is. */
  readonly tell: (line: string) => void;
}

const roundSeconds = 2;
const tellSeconds = 10;

/** Tries all laws in turn, each with seeds of its own: it begins with the same cases whatever time it has. */
export async function searchLaws(search: LawSearch): Promise<Counterexample | undefined> {
  const { laws, seed, seconds, tell, ...tools } = search;
  const progress = new Map(Object.keys(laws).map((title) => [title, { seed, cases: 0 }]));
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const cases = () => [...progress.values()].reduce((sum, law) => sum + law.cases, 0);
  const peak = () => `${Math.round(tools.runner.peakMiB())} MiB at most`;
  let tellAt = tellSeconds;
  const manifests = tools.pool.reduce((sum, { texts }) => sum + texts.length, 0);
  tell(`laws: ${progress.size}, manifests: ${manifests}, seed: ${seed}`);
  while (elapsed() < seconds) {
    for (const [title, law] of Object.entries(laws)) {
      const before = progress.get(title) ?? { seed, cases: 0 };
      const roundTime = Math.min(roundSeconds, seconds - elapsed());
      const found = await searchFor(roundTime, { ...tools, title, law, seed: before.seed });
      if (found.counterexample) return found.counterexample;
      progress.set(title, { seed: found.nextSeed, cases: before.cases + found.cases });
      if (elapsed() < tellAt) continue;
      tellAt = elapsed() + tellSeconds;
      tell(`${Math.round(elapsed())} s: ${cases()} cases, ${peak()}`);
    }
  }
  for (const [title, law] of progress) tell(`${String(law.cases).padStart(8)}  ${title}`);
  tell(`${cases()} cases in ${Math.round(elapsed())} s, ${peak()}: all laws held`);
  return undefined;
}
