import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import type { WorkloadRollout } from '../../src/schema/rollout.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { busyPlan, imageChange, planOf, reference, rollingRollout } from './plan-builder.ts';

const { capacity, duration } = rollingRollout('web');

/** The rows of the first table, with ordinary spaces. */
function rowsOf(plan: RolloutPlan): readonly string[] {
  const [table = ''] = /(?:^\|.*\n)+/m.exec(renderMarkdown(plan, { limit: Number.POSITIVE_INFINITY })) ?? [];
  return table.trimEnd().replaceAll('\u{a0}', ' ').split('\n').slice(2);
}

function rowOf(parts: Partial<WorkloadRollout>): string | undefined {
  const [row] = rowsOf(planOf({ changes: [imageChange('web')], rollouts: [rollingRollout('web', parts)] }));
  return row;
}

test('a number is never torn from its unit', () => {
  const text = renderMarkdown(busyPlan(), { limit: Number.POSITIVE_INFINITY });
  expect(text).toContain('| 6 of 8 (75\u{a0}%) | 10\u{a0}pods | 80\u{a0}s (1–2\u{a0}min) |');
});

test('a Service without endpoints says for how long', () => {
  expect(rowsOf(busyPlan())).toContain(
    '| ⚠️ | Service `prod/api` | switches `version=blue` → `version=green` | 0 of 6 endpoints | – | no endpoint for 40 s |',
  );
});

test('below none there is nothing to doubt', () => {
  const doubtful = { ...capacity, floorGuaranteed: false };
  expect(rowOf({ capacity: doubtful })).toContain('| 6 of 8 (75 %), not guaranteed |');
  expect(rowOf({ capacity: { ...doubtful, floor: 0, floorPercent: 0 } })).toContain('| 0 of 8 (0 %) |');
});

test('a workload without pods has no figures, and nothing is assumed of its time', () => {
  const none = { capacity: { ...capacity, base: 0, desired: 0, floor: 0, peakPods: 0 }, steps: [] };
  expect(rowOf(none)).toMatch(/but it has no pods \| – \| – \| – \|$/);
  const plan = planOf({ changes: [imageChange('web')], rollouts: [rollingRollout('web', none)] });
  expect(renderMarkdown(plan, { limit: Number.POSITIVE_INFINITY })).not.toContain('The time assumes');
});

function sized(floorPercent: number, peakPods: number, expectedSeconds: number): Partial<WorkloadRollout> {
  const times = { bestSeconds: expectedSeconds / 2, expectedSeconds, worstSeconds: expectedSeconds * 3 };
  return { capacity: { ...capacity, floorPercent, peakPods }, duration: { ...duration, ...times } };
}

describe('the row of many overlays', () => {
  const roots = ['asia', 'europe', 'staging'];

  function rowOfOverlays(parts: readonly Partial<WorkloadRollout>[]): string | undefined {
    const objects = roots.map((root) => reference('web', 'Deployment', { root, namespace: root }));
    const plan = planOf({
      changes: objects.map((object) => imageChange('web', { object })),
      rollouts: objects.map((object, index) => rollingRollout('web', { object, ...parts[index] })),
    });
    const built = roots.map((path) => ({ path, decidedBy: 'Unreferenced' as const }));
    return rowsOf({ ...plan, rendered: { renderer: 'kustomize', roots: built } })[0];
  }

  test('tells from where to where their figures go, whichever of them is the riskiest', () => {
    expect(rowOfOverlays([sized(75, 5, 40), sized(85, 9, 60), sized(100, 2, 20)])).toMatch(
      /Deployment `web` in 3 overlays \| .* \| 75 … 100 % \| 2 … 9 pods \| 20–60 s \(10 s – 3 min\) \|$/,
    );
  });

  test('tells what is equal once', () => {
    expect(rowOfOverlays([])).toMatch(/\| 6 of 8 \(75 %\) \| 10 pods \| 80 s \(1–2 min\) \|$/);
  });

  test('doubts the lowest numbers if it has to doubt one of them', () => {
    const doubtful = { capacity: { ...capacity, floorPercent: 80, floorGuaranteed: false } };
    expect(rowOfOverlays([sized(75, 10, 80), doubtful])).toContain('| 75 … 80 %, not guaranteed |');
  });
});

test('in a terminal figures keep ordinary spaces', () => {
  expect(renderText(busyPlan(), { colour: false, width: 100 })).not.toContain('\u{a0}');
});
