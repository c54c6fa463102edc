import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commentLimit } from '../../src/report/comment-limit.ts';
import { renderDiffMarkdown } from '../../src/report/diff-markdown.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { finding, imageChange, planOf, reference, rollingRollout } from './plan-builder.ts';
import { countCells, readMarkdown } from './rendered-markdown.ts';

interface Size {
  readonly workloads: number;
  readonly blockers: number;
  readonly warnings: number;
  readonly gaps: number;
  /** Characters of what may be long: names, messages, reasons. */
  readonly length: number;
}

const [change] = planOf({ changes: [imageChange('x', { fieldsOmitted: 1 })] }).changes;
const [rollout] = planOf({ rollouts: [rollingRollout('x')] }).rollouts;

/** Built from parsed pieces: parsing thousands of rollouts would take longer than all the rest. */
function planOfSize({ workloads, blockers, warnings, gaps, length }: Size): RolloutPlan {
  const named = (index: number) => reference(`web-${String(index).padStart(length, '0')}`);
  const findings = [
    ...Array.from({ length: blockers }, (_, index) => found(named(index), 'high', `${index} `.padEnd(length, 'b '))),
    ...Array.from({ length: warnings }, (_, index) => found(named(blockers + index), 'medium', 'the probe is removed')),
  ];
  const plan = planOf({
    notComputed: Array.from({ length: gaps }, (_, index) => ({
      what: `charts/${index}/values.yaml`,
      reason: 'NeedsHelm' as const,
      detail: `${index % 7} `.padEnd(length, 'g '),
    })),
  });
  const objects = Array.from({ length: workloads }, (_, index) => named(index));
  return {
    ...plan,
    outcome: 'Changed',
    summary: { ...plan.summary, findings: { high: blockers, medium: warnings, low: 0, info: 0 } },
    changes: objects.flatMap((object) => (change ? { ...change, object } : [])),
    rollouts: objects.flatMap((object) => (rollout ? { ...rollout, object } : [])),
    findings,
  };
}

function found(object: Finding['object'], severity: 'high' | 'medium', message: string): Finding {
  const rule = severity === 'high' ? 'capacity-floor-zero' : 'floor-not-guaranteed';
  const source = { path: `prod/${object?.name ?? ''}.yaml`, line: 31, revision: 'head' as const };
  return { ...finding({ rule, severity, source, message }), ...(object && { object }) };
}

function expectSound(text: string): void {
  expect(text.length).toBeLessThan(commentLimit);
  const { raw, isBroken } = readMarkdown(text);
  expect(isBroken).toBe(false);
  const tags = raw.filter((line) => line.startsWith('<details') || line === '</details>');
  expect(tags.filter((tag) => tag === '</details>')).toHaveLength(tags.length / 2);
  const rows = raw.filter((line) => line.startsWith('| ') && countCells(line) === 6);
  expect(rows.length === 0 || rows.length > 2).toBe(true);
}

const render = (size: Size) => renderMarkdown(planOfSize(size), { limit: commentLimit });

describe('a comment of any size', () => {
  const sizes = fc.record({
    workloads: fc.integer({ min: 0, max: 600 }),
    blockers: fc.integer({ min: 0, max: 200 }),
    warnings: fc.integer({ min: 0, max: 300 }),
    gaps: fc.integer({ min: 0, max: 200 }),
    length: fc.integer({ min: 1, max: 60 }),
  });

  test('is below the limit, begins with the verdict, and names every blocker with its place and every gap', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const text = render(size);
        expectSound(text);
        expect(text).toMatch(/^### Rollout forecast: /);
        const verdict = size.blockers > 0 ? new RegExp(`\\b${size.blockers} blockers?\\b`) : /./;
        expect(text.split('\n', 1)[0]).toMatch(verdict);
        for (let index = 0; index < size.blockers; index += 1) {
          const name = `web-${String(index).padStart(size.length, '0')}`;
          expect(text).toContain(`> - Deployment \`prod/${name}\`, \`prod/${name}.yaml:31\``);
        }
        expect(text).toContain(size.gaps > 0 ? `Not computed (${size.gaps})` : '');
        for (let kind = 0; kind < Math.min(7, size.gaps); kind += 1) expect(text).toContain(`needs Helm: ${kind}`);
      }),
      { numRuns: 40 },
    );
  });

  test('counts the blockers which do not fit even as bare names, by what they are', () => {
    const text = render({ workloads: 5000, blockers: 5000, warnings: 0, gaps: 40, length: 30 });
    expectSound(text);
    const named = text.match(/^> - Deployment /gm)?.length ?? 0;
    expect(named).toBeGreaterThan(300);
    expect(text).toContain('(5000 times)');
    expect(text).toContain(`> - and ${5000 - named} more (${5000 - named} Deployment), left out for length`);
    expect(text).toContain('Not computed (40)');
    expect(text).toContain(`${5000 - named} blockers`);
  });

  test('a diff is below the limit as well', () => {
    const plan = planOfSize({ workloads: 5000, blockers: 10, warnings: 0, gaps: 100, length: 20 });
    expectSound(renderDiffMarkdown(plan, { limit: commentLimit }));
  });
});

describe('a comment on 5,000 workloads', () => {
  const text = render({ workloads: 5000, blockers: 40, warnings: 300, gaps: 60, length: 20 });

  test('tells every blocker in full, the first warnings of each rule, and the number of the rest', () => {
    expect(text.match(/^> - Deployment .*:31`: \d+ b/gm)).toHaveLength(40);
    expect(text).toContain('> - and 280 more (280 Deployment), left out for length\n>\n> **Do instead:**');
    expect(text).toContain('| and 4950 more (4950 Deployment), left out for length |');
  });

  test('says what many warnings have in common once', () => {
    expect(text.match(/[Tt]he probe is removed/g)).toHaveLength(1);
  });

  test('uses the room that is left for the details of the riskiest', () => {
    expect(text.length).toBeGreaterThan(commentLimit * 0.9);
    const [first, ...details] = text.match(/^<summary><b>.*<\/summary>$/gm) ?? [];
    expect(first).toContain('web-00000000000000000000');
    expect(details.length).toBeGreaterThan(5);
  });
});
