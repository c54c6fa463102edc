import { expect, test } from 'vitest';
import { percentOf } from '../../src/plan/percent-of.ts';
import { summarise } from '../../src/plan/summary.ts';
import { busyPlan } from '../report/plan-builder.ts';

const { changes, rollouts, traffic, findings } = busyPlan();

test.each([
  [7, 9, 77],
  [3, 3, 100],
  [0, 5, 0],
  [9, 7, 100],
])('%i of %i are %i percent, rounded down and never above 100', (part, whole, percent) => {
  expect(percentOf(part, whole)).toBe(percent);
});

test('findings are counted by their severity', () => {
  const { findings: counts } = summarise([], [], [], findings);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
  expect(counts.high).toBe(findings.filter(({ severity }) => severity === 'high').length);
});

test('without anything that rolls or switches there is no lowest capacity', () => {
  expect(summarise(changes, [], [], [])).toMatchObject({
    workloadsRolling: 0,
    trafficSwitches: 0,
    capacityFloorPercent: null,
    peakExtraPods: 0,
    peakExtraRequests: { cpu: '0', memory: '0' },
  });
});

test('what the API server refuses counts as refused and as nothing else', () => {
  const refused = rollouts.map((rollout) => ({ ...rollout, outcome: 'Rejected' as const }));
  expect(summarise([], refused, [], [])).toMatchObject({
    workloadsRolling: 0,
    workloadsScaling: 0,
    capacityFloorPercent: null,
    peakExtraPods: 0,
  });
});

test('a Service which asks for another port counts with the endpoints it loses, a deleted one does not', () => {
  const [first] = traffic;
  const moves = changes.filter(({ object }) => object.kind === 'Service');
  if (!first) throw new Error('the busy plan has no traffic');
  const { switch: _, ...still } = first;
  const lost = { ...still, endpoints: { before: 3, floor: 0, after: 3 } };
  expect(summarise(moves, [], [lost], []).capacityFloorPercent).toBe(0);
  expect(summarise([], [], [lost], []).capacityFloorPercent).toBeNull();
  const deleted = { ...still, endpoints: { before: 3, floor: 0, after: 0 } };
  expect(summarise(moves, [], [deleted], []).capacityFloorPercent).toBeNull();
});

test.each([
  [{ before: 6, floor: 3, after: 6 }, 50],
  [{ before: 6, floor: 3, after: 4 }, 75],
  [{ before: 6, floor: 0, after: 0 }, 0],
  [{ before: 0, floor: 0, after: 4 }, null],
])('a switch of endpoints %o leaves %s percent', (endpoints, percent) => {
  const [first] = traffic;
  if (!first) throw new Error('the busy plan has no traffic');
  const moved = { ...first, switch: { type: 'Selector' as const, before: {}, after: {} }, endpoints };
  expect(summarise([], [], [moved], []).capacityFloorPercent).toBe(percent);
});
