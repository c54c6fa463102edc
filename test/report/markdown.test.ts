import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commentLimit } from '../../src/report/comment-limit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { WorkloadRollout } from '../../src/schema/rollout.ts';
import { hostilePlan } from './hostile-plan.ts';
import { busyPlan, finding, imageChange, planOf, reference, rollingRollout } from './plan-builder.ts';
import { countCells, readMarkdown } from './rendered-markdown.ts';

const whole = { limit: Number.POSITIVE_INFINITY };

test('a comment on a busy pull request', async () => {
  await expect(renderMarkdown(busyPlan(), { limit: commentLimit })).toMatchFileSnapshot('./snapshots/busy.md');
});

test('a comment where nothing changes', async () => {
  await expect(renderMarkdown(planOf(), { limit: commentLimit })).toMatchFileSnapshot('./snapshots/unchanged.md');
});

test('a comment where nothing could be read', async () => {
  const plan = planOf({
    notComputed: [{ what: 'prod/web.yaml', reason: 'HeadUnreadable', detail: 'line 4: a mapping was expected' }],
  });
  await expect(renderMarkdown(plan, { limit: commentLimit })).toMatchFileSnapshot('./snapshots/indeterminate.md');
});

describe('hostile manifests', () => {
  test('stay plain text: no tag, mention, reference, link or comment is live, and no fence is left open', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const { live, isBroken } = readMarkdown(renderMarkdown(plan, whole));
        expect(isBroken).toBe(false);
        for (const line of live) {
          const rest = line
            .replace(/^<\/?details(?: open)?>$|<\/?(?:summary|b|sub)>/g, '')
            .replace(/^### |^> \[!(?:CAUTION|WARNING)\]$/, '');
          expect(rest).not.toMatch(/[<@#&$~\\[\]{}]|(?<!^)>|:\/\/|www\.|GH-|:tada:|(?<![*])[*](?![*])|[*]{3}/);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('keep the number of columns', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const { raw, live } = readMarkdown(renderMarkdown(plan, whole));
        const widths = raw.map((line) => (line.startsWith('|') ? countCells(line) : 0));
        const uneven = widths.filter(
          (width, index) => width > 0 && (widths[index - 1] ?? 0) > 0 && width !== widths[index - 1],
        );
        expect(uneven).toEqual([]);
        expect(live.filter((line, index) => widths[index] === 0 && line.includes('|'))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('close every <details> which they open, on lines of their own between blank lines', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const { raw } = readMarkdown(renderMarkdown(plan, whole));
        const tags = raw.filter((line) => line.startsWith('<details') || line === '</details>');
        const depths = tags.map((_, index) => {
          const closed = tags.slice(0, index + 1).filter((tag) => tag === '</details>').length;
          return index + 1 - 2 * closed;
        });
        expect(depths.filter((depth) => depth < 0 || depth > 2)).toEqual([]);
        expect(depths.at(-1) ?? 0).toBe(0);
        const around = raw.flatMap((line, index) => {
          if (line.startsWith('<details')) return [raw[index - 1], raw[index + 2]];
          return line === '</details>' ? [raw[index - 1], raw[index + 1]] : [];
        });
        expect(around.filter((line) => line !== '')).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('bring no control, bidirectional or zero-width character into the comment', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        expect(renderMarkdown(plan, whole)).not.toMatch(
          /(?!\n|\u{fe0f})[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2028}]/u,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('a plan which is too large for a comment', () => {
  const names = Array.from({ length: 400 }, (_, index) => `web-${String(index).padStart(3, '0')}`);
  const large = planOf({
    changes: names.map((name) => imageChange(name, { fieldsOmitted: 1 })),
    rollouts: names.map((name) => rollingRollout(name)),
    findings: [finding({ object: reference('web-399') })],
    notComputed: [{ what: 'charts/legacy', reason: 'NeedsHelm', detail: 'the chart is not in the repository' }],
  });
  const text = renderMarkdown(large, { limit: commentLimit, fullReportUrl: 'https://ci.example/run/1' });

  test('stays under the limit and keeps the verdict, the blocker and what was not computed', () => {
    expect(text.length).toBeLessThanOrEqual(commentLimit);
    expect(text).toMatch(/^### Rollout forecast: 1 blocker, 400 workloads roll, 1 not computed\n/);
    expect(text).toContain('none of 8 pods is available at the lowest moment');
    expect(text).toContain('the chart is not in the repository');
  });

  test('shows the riskiest first and says what is left out and where it is', () => {
    const [, , firstRow] = text.split('\n').filter((line) => line.startsWith('|'));
    expect(firstRow).toContain('`prod/web-399`');
    expect(text).toMatch(
      /\*\*Left out to keep this short:\*\* 13 text diffs, .*the details of 384 objects\. .*\[full report\]\(https:\/\/ci\.example\/run\/1\)/,
    );
  });

  test('is whole without a limit', () => {
    const full = renderMarkdown(large, whole);
    expect(full).not.toContain('Left out');
    expect(full.match(/```diff/g)).toHaveLength(400);
  });

  test.each([60_000, 40_000, 20_000, 10_000, 6_000])('has at most %i characters if that is the limit', (limit) => {
    const cut = renderMarkdown(large, { limit });
    expect(cut.length).toBeLessThanOrEqual(limit);
    expect(readMarkdown(cut).isBroken).toBe(false);
    expect(cut).toContain('Not computed (1)');
  });

  test('shortens blockers and gaps before it counts them in one line', () => {
    const detail = 'a long story '.repeat(60);
    const plan = planOf({
      findings: Array.from({ length: 400 }, (_, index) =>
        finding({ object: reference(`web-${index}`), message: `${index} ${detail}` }),
      ),
      notComputed: Array.from({ length: 400 }, (_, index) => ({
        what: `f${index}`,
        reason: 'NeedsHelm' as const,
        detail: `${index} ${detail}`,
      })),
    });
    const cut = renderMarkdown(plan, { limit: commentLimit });
    expect(cut.length).toBeLessThanOrEqual(commentLimit);
    expect(cut).toContain('Not computed (400)');
    expect(cut).toMatch(/\(400 times\)/);
    expect(cut).toMatch(/- and \d+ more, left out for length/);
    expect(cut.match(/`prod\/web-\d+`, `prod\/web\.yaml:31`/g)).toHaveLength(400);
  });

  test('counts astral characters as GitHub might, two units each', () => {
    const plan = planOf({ changes: names.map((name) => imageChange(name, { hunks: `+${'😀'.repeat(300)}\n` })) });
    expect(renderMarkdown(plan, { limit: commentLimit }).length).toBeLessThanOrEqual(commentLimit);
  });
});

test('hostile plans stay under the limit', () => {
  fc.assert(
    fc.property(hostilePlan, fc.integer({ min: 5_000, max: 12_000 }), (plan, limit) => {
      expect(renderMarkdown(plan, { limit }).length).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 60 },
  );
});

test('equal plans give equal bytes, and the plan is not changed', () => {
  const plan = busyPlan();
  const before = JSON.stringify(plan);
  expect(renderMarkdown(plan, whole)).toBe(renderMarkdown(busyPlan(), whole));
  expect(JSON.stringify(plan)).toBe(before);
});

test('places become links where commit and repository are known', () => {
  const text = renderMarkdown(busyPlan(), { ...whole, repositoryUrl: 'https://github.com/shop/deploy' });
  expect(text).toContain(
    `[\`prod/web.yaml:31\`](https://github.com/shop/deploy/blob/9f3c2ab${'0'.repeat(33)}/prod/web.yaml#L31)`,
  );
});

test('objects which change alike share one entry', () => {
  const changes = ['a', 'b', 'c'].map((name) =>
    imageChange(name, {
      effects: [{ type: 'UpdatesObject' }],
      fields: [{ path: 'metadata.labels.version', type: 'Changed', before: 'v1', after: 'v2' }],
    }),
  );
  expect(renderMarkdown(planOf({ changes }), whole)).toContain(
    '- 3 objects: `metadata.labels.version`: `v1` → `v2`\n  - Deployment `prod/a`, Deployment `prod/b`, Deployment `prod/c`',
  );
});

test('what all times assume is told once, the rest with its workload', () => {
  const text = renderMarkdown(
    planOf({ rollouts: ['a', 'b'].map((name) => rolloutAssuming(name, `${name} answers late.`)) }),
    whole,
  );
  expect(text.match(/An image pull takes 10 s/g)).toHaveLength(1);
  expect(text).toContain('**The time assumes:** b answers late.');
});

test('a few short fields say all, more of them leave the text to be unfolded', () => {
  expect(renderMarkdown(planOf({ changes: [imageChange('web')] }), whole)).not.toContain('```diff');
  const text = renderMarkdown(planOf({ changes: [imageChange('web', { fieldsOmitted: 1 })] }), whole);
  expect(text).toContain('<summary>Text diff</summary>\n\n```diff');
});

test('a Service whose pods are in none of the files is no outage', () => {
  const service = reference('db', 'Service');
  const plan = planOf({
    changes: [imageChange('db', { object: service, effects: [{ type: 'MovesTraffic', reason: 'the selector' }] })],
    traffic: [
      {
        object: service,
        before: { selector: { v: '16' }, workloads: [] },
        after: { selector: { v: '15' }, workloads: [] },
        endpoints: { before: 0, floor: 0, after: 0 },
        switch: { type: 'Selector', before: { v: '16' }, after: { v: '15' } },
      },
    ],
  });
  const text = renderMarkdown(plan, whole);
  expect(text).toContain('|  | Service `prod/db` | switches `v=16` → `v=15` | not known | – | – |');
  expect(text).toContain('No workload in these files has the pods which it selects, so its endpoints are not known.');
});

test('two directories without a name are not told', () => {
  const directory = { type: 'Directory' as const };
  const text = renderMarkdown(planOf({ base: directory, head: directory, rollouts: [rollingRollout('web')] }), whole);
  expect(text.split('\n')[2]).toMatch(/^Lowest capacity/);
});

function rolloutAssuming(name: string, own: string): WorkloadRollout {
  return rollingRollout(name, { duration: { worstSeconds: 9, assumptions: ['An image pull takes 10 s.', own] } });
}
