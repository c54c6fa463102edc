import { afterAll, expect, test } from 'vitest';
import { caseLimits } from './case-limits.ts';
import { caseRunner } from './case-runner.ts';
import { laws } from './laws.ts';
import { ownPool } from './manifest-pool.ts';
import { searchFor } from './search-counterexample.ts';

/** Always the same cases: a pull request must not fail by chance. `npm run fuzz` looks further. */
const seed = 1;
const secondsPerLaw = 60 / Object.keys(laws).length;

const pool = ownPool();
const runner = caseRunner(import.meta.resolve('./laws.ts'), caseLimits);
afterAll(() => runner.stop());

test.each(Object.entries(laws))('%s', { timeout: 300_000 }, async (title, law) => {
  const { counterexample, cases } = await searchFor(secondsPerLaw, { title, law, pool, runner, seed });
  expect(counterexample).toBeUndefined();
  expect(cases).toBeGreaterThan(0);
});
