import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderDiffText } from '../../src/report/diff-text.ts';
import { renderText } from '../../src/report/text.ts';
import { hostilePlan } from './hostile-plan.ts';
import { available, busyPlan, imageChange, planOf, rollingRollout, started, step, stopped } from './plan-builder.ts';

const plain = { colour: false, width: 110 };

test('a busy pull request in a terminal', async () => {
  await expect(renderText(busyPlan(), plain)).toMatchFileSnapshot('./snapshots/busy.txt');
});

test('what changes, in a terminal', async () => {
  await expect(renderDiffText(busyPlan(), plain)).toMatchFileSnapshot('./snapshots/busy-diff.txt');
});

test('control characters of a manifest never reach the terminal', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      for (const text of [renderText(plan, plain), renderDiffText(plan, plain)]) {
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
      }
    }),
    { numRuns: 100 },
  );
});

test('colour brings only the escapes of the program itself, and nothing else changes', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      const coloured = renderText(plan, { ...plain, colour: true });
      expect(
        coloured
          .split('\u{1b}[')
          .map((part, index) => (index === 0 ? part : part.replace(/^\d+m/, '')))
          .join(''),
      ).toBe(renderText(plan, plain));
    }),
    { numRuns: 30 },
  );
});

test('a large set is drawn on at most 40 columns', () => {
  const rollout = rollingRollout('web', {
    steps: [
      step(0, [7500, 7500, 5000, 0], [started(5000), stopped(2500)]),
      step(40, [1, 1, 9999, 9999], [available(5000)], { times: 14, everySeconds: 40 }),
    ],
    capacity: { ...rollingRollout('web').capacity, base: 10_000, desired: 10_000, peakPods: 12_500 },
  });
  const text = renderText(planOf({ changes: [imageChange('web')], rollouts: [rollout] }), plain);
  const bars = text.match(/[█▓▒░]+/g) ?? [];
  expect(bars.map((bar) => bar.length)).toEqual([40, 33]);
  expect(bars[1]).toMatch(/^█▓+$/);
  expect(text).toContain('40 s – 9 min 20 s');
  expect(text).toContain('14 times');
});

test('lines are broken at the width of the terminal', () => {
  const longest = Math.max(
    ...renderText(busyPlan(), { colour: false, width: 70 })
      .split('\n')
      .map((line) => line.length),
  );
  expect(longest).toBeLessThanOrEqual(70);
});

test('of hundreds of rollouts the first hundred are told in full, the others in two lines each', () => {
  const names = Array.from({ length: 130 }, (_, index) => `web-${String(index).padStart(3, '0')}`);
  const text = renderText(planOf({ rollouts: names.map((name) => rollingRollout(name)) }), plain);
  expect(text.match(/to go back from there/g)).toHaveLength(100);
  expect(text).toContain('30 further objects in brief; --path tells of fewer in full, --format json of all.');
  expect(text).toMatch(/Deployment prod\/web-129 {3}rolls\n {6}lowest 6 of 8 \(75 %\) {3}peak 10 pods/);
});
