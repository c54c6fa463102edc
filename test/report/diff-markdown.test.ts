import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderDiffMarkdown } from '../../src/report/diff-markdown.ts';
import { hostilePlan } from './hostile-plan.ts';
import { busyPlan, planOf } from './plan-builder.ts';
import { readMarkdown } from './rendered-markdown.ts';

const whole = { limit: Number.POSITIVE_INFINITY };

test('what changes, as Markdown', async () => {
  await expect(renderDiffMarkdown(busyPlan(), whole)).toMatchFileSnapshot('./snapshots/busy-diff.md');
});

test.each([
  [planOf(), '### Changes: no object changes'],
  [planOf({ outcome: 'Indeterminate' }), '### Changes: the revisions could not be compared'],
  [busyPlan(), '### Changes: 7 objects change: 7 updated; 1 change could not be compared'],
])('the first line of plan %# tells how many objects change', (plan, expected) => {
  expect(renderDiffMarkdown(plan, whole).split('\n')[0]).toBe(expected);
});

test('hostile manifests stay plain text', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      const { live, isBroken } = readMarkdown(renderDiffMarkdown(plan, whole));
      expect(isBroken).toBe(false);
      expect(live.join('\n').replace(/<\/?(?:details|summary|b)>/g, '')).not.toMatch(/[<@&]|:\/\//);
    }),
    { numRuns: 60 },
  );
});
