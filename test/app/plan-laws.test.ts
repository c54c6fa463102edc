import { assert } from 'fast-check';
import { test } from 'vitest';
import { planLaws } from './plan-laws.ts';

test.each(Object.entries(planLaws))('%s', async (_, law) => {
  await assert(law(), { numRuns: 60 });
});
