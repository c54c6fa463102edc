import { asyncProperty, check, type RunDetails } from 'fast-check';
import type { CaseRunner } from './case-runner.ts';
import type { Law } from './law.ts';
import type { ManifestPool } from './manifest-pool.ts';

/** A case for which a law does not hold, as small as it could be made. */
export interface Counterexample {
  readonly title: string;
  /** With these two the search finds it again. */
  readonly seed: number;
  readonly path: string;
  readonly value: unknown;
  readonly message: string;
}

export interface Search {
  readonly title: string;
  readonly law: Law;
  readonly pool: ManifestPool;
  readonly runner: CaseRunner;
  readonly seed: number;
  /** Where a counterexample was found before. */
  readonly path?: string;
}

/** Small, so that a search can be ended between two of them. */
const casesPerSearch = 5;
const shrinkSecondsMax = 60;

/** Tries some cases, always the same ones for a seed. */
export async function searchCounterexample(search: Search): Promise<Counterexample | undefined> {
  const { title, law, pool, runner, seed, path } = search;
  let shrinkUntil = Number.POSITIVE_INFINITY;
  const property = asyncProperty(law.cases(pool), async (value) => {
    if (performance.now() > shrinkUntil) return;
    try {
      await runner.run(title, value);
    } catch (error) {
      shrinkUntil = Math.min(shrinkUntil, performance.now() + shrinkSecondsMax * 1000);
      throw error;
    }
  });
  const details = await check(property, { seed, numRuns: casesPerSearch, ...(path !== undefined && { path }) });
  return details.failed ? describe(title, details) : undefined;
}

export interface LongSearch {
  readonly counterexample?: Counterexample;
  /** Where to go on. */
  readonly nextSeed: number;
  readonly cases: number;
}

/** Goes on with one seed after the other until the time is over, or something is found. */
export async function searchFor(seconds: number, search: Search): Promise<LongSearch> {
  const end = performance.now() + seconds * 1000;
  let seed = search.seed;
  let counterexample: Counterexample | undefined;
  do {
    counterexample = await searchCounterexample({ ...search, seed });
    seed += 1;
  } while (counterexample === undefined && performance.now() < end);
  return { nextSeed: seed, cases: (seed - search.seed) * casesPerSearch, ...(counterexample && { counterexample }) };
}

function describe(title: string, details: RunDetails<[unknown]>): Counterexample {
  const { seed, counterexamplePath, counterexample, errorInstance } = details;
  return {
    title,
    seed,
    path: counterexamplePath ?? '',
    value: counterexample?.[0],
    message: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  };
}
