import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { availabilityChart } from '../../src/report/mermaid-chart.ts';
import type { WorkloadRollout } from '../../src/schema/rollout.ts';
import { finding, imageChange, planOf, reference, rollingRollout, step } from './plan-builder.ts';

const { capacity } = rollingRollout('web');

function chartOf(parts: Partial<WorkloadRollout>): string | undefined {
  return availabilityChart(rollingRollout('web', parts));
}

describe('a chart', () => {
  test('tells in words what its bars and its line are, and the number of every bar', () => {
    const lines = chartOf({})?.split('\n') ?? [];
    expect(lines.slice(lines.indexOf('xychart-beta') + 1)).toEqual([
      '  title "Available pods; the line is the lowest number, 6 of 8"',
      '  x-axis "time after the change is applied: available pods" ["before: 8", "0 s: 6", "15 s: 6", "30 s: 6", "45 s: 6", "60 s: 6", "75 s: 6", "90 s: 8"]',
      '  y-axis 0 --> 8',
      '  bar [8, 6, 6, 6, 6, 6, 6, 8]',
      '  line [6, 6, 6, 6, 6, 6, 6, 6]',
      '```',
    ]);
  });

  test('says that the lowest number is no promise', () => {
    expect(chartOf({ capacity: { ...capacity, floorGuaranteed: false } })).toContain('6 of 8, not guaranteed"');
  });

  test('has no line where it would lie on the axis', () => {
    const text = chartOf({ capacity: { ...capacity, floor: 0, floorPercent: 0, floorGuaranteed: false } });
    expect(text).toContain('title "Available pods; the lowest number is 0 of 8"');
    expect(text).not.toMatch(/^ {2}line/m);
  });

  test('shows a dip between two bars, and says so', () => {
    const steps = [
      step(0, [8, 8, 0, 0], []),
      step(31, [1, 1, 7, 0], []),
      step(33, [0, 0, 8, 8], []),
      step(600, [0, 0, 8, 8], []),
    ];
    expect(chartOf({ steps })).toContain(
      '"time after the change is applied: available pods, with the dips since the bar before" ["before: 8", "0 min: 8", "2 min: 1", "4 min: 8",',
    );
  });

  test.each([
    [1, '"0 s: 6", "1 s: 8"'],
    [7, '"0 s: 6", "2 s: 6", "4 s: 6", "6 s: 6", "8 s: 8"'],
    [200, '"0 min: 6", "1 min: 6", "2 min: 6", "3 min: 6", "4 min: 8"'],
    [5 * 3600, '"0 h: 6", "1 h: 6", "2 h: 6", "3 h: 6", "4 h: 6", "5 h: 8"'],
    [20 * 86_400, '"0 d: 6", "4 d: 6", "8 d: 6", "12 d: 6", "16 d: 6", "20 d: 8"'],
  ])('of %i seconds has at most eight bars, at whole numbers of one unit', (seconds, labels) => {
    expect(chartOf({ steps: [step(0, [6, 6, 4, 0], []), step(seconds, [0, 0, 8, 8], [])] })).toContain(
      `["before: 8", ${labels}]`,
    );
  });

  test('holds nothing that a manifest says', () => {
    const object = reference('"] %% ``` <script>');
    expect(availabilityChart({ ...rollingRollout('web'), object })).toBe(chartOf({}));
  });

  test.each<[string, Partial<WorkloadRollout>]>([
    ['lasts no time', { steps: [step(0, [6, 6, 4, 0], [])] }],
    ['never dips', { steps: [step(0, [8, 8, 2, 0], []), step(40, [0, 0, 8, 8], [])] }],
    ['begins with no pod', { capacity: { ...capacity, base: 0 } }],
    ['scales up from its lowest number', { capacity: { ...capacity, base: 6 } }],
  ])('is not made of a rollout which %s', (_, parts) => {
    expect(chartOf(parts)).toBeUndefined();
  });
});

describe('in a comment', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const risky = planOf({
    changes: names.map((name) => imageChange(name)),
    rollouts: names.map((name) => rollingRollout(name)),
    findings: names.slice(1).map((name) => finding({ object: reference(name) })),
  });
  const whole = renderMarkdown(risky, { limit: Number.POSITIVE_INFINITY });
  const details = whole.split('<summary>').slice(1);

  test('the five riskiest workloads have one, each inside its own details', () => {
    expect(details.map((text) => text.split('```mermaid').length - 1)).toEqual([1, 1, 1, 1, 1, 0, 0]);
    expect(details[0]).toContain('<code>prod/b</code>');
  });

  test('it follows its table of steps and is short', () => {
    const [, source = ''] = /\| \*\*8\*\* \|\n\n```mermaid\n([^`]+)```/.exec(details[0] ?? '') ?? [];
    expect(source).toContain('xychart-beta');
    expect(source.length).toBeLessThan(1000);
  });

  test('where there is too little room they go before the tables', () => {
    const text = renderMarkdown(risky, { limit: whole.length + 500 });
    expect(text).toContain('**Left out to keep this short:** 2 charts. ');
    expect(text.match(/\| at \| what happens \|/g)).toHaveLength(names.length);
  });

  test('a workload without a risk has none', () => {
    const calm = planOf({ changes: [imageChange('web')], rollouts: [rollingRollout('web')] });
    expect(renderMarkdown(calm, { limit: Number.POSITIVE_INFINITY })).not.toContain('mermaid');
  });
});
