import { assert } from 'fast-check';
import { test } from 'vitest';
import { secretLaws } from './secret-laws.ts';

test.each(Object.entries(secretLaws))('%s', async (_, law) => {
  await assert(law(), { numRuns: 150 });
});
