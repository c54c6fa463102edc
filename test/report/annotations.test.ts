import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, annotationsOf } from '../../src/report/annotations.ts';
import type { Finding, Severity } from '../../src/schema/finding.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { goldenPlans } from './golden-plans.ts';
import { hostilePlan } from './hostile-plan.ts';
import { busyPlan, finding, imageChange, planOf, reference } from './plan-builder.ts';
import { secretPlans } from './secret-plans.ts';

const inHead = (line: number, path = 'prod/web.yaml') => ({ path, line, revision: 'head' as const });
const inBase = (line: number, path = 'prod/web.yaml') => ({ path, line, revision: 'base' as const });

/** One Deployment of several roots, all made of one line. */
function ofRoots(...roots: string[]): readonly Finding[] {
  return roots.map((root) =>
    finding({ object: reference('web', 'Deployment', { root }), source: inHead(5, 'base.yaml') }),
  );
}

function many(severity: Severity, count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => finding({ severity, message: `${severity} ${index}` }));
}

function linesOf(plan: RolloutPlan): readonly string[] {
  return annotationsOf(plan).annotations.map(({ level, path, line }) => `${level} ${path}:${line}`);
}

function onlyAnnotation(plan: RolloutPlan): Annotation | undefined {
  const { annotations } = annotationsOf(plan);
  expect(annotations).toHaveLength(1);
  return annotations[0];
}

test('an annotation says what the rule is about, which object, what happens and what to do', () => {
  expect(annotationsOf(planOf({ findings: [finding()] }))).toEqual({
    annotations: [
      {
        level: 'Error',
        path: 'prod/web.yaml',
        line: 31,
        title: 'Rollcast: At one moment of the rollout no pod is available',
        message:
          'Deployment prod/web: none of 8 pods is available at the lowest moment.\nSet maxUnavailable below the number of replicas.',
      },
    ],
    leftOut: 0,
  });
});

test('a busy pull request is annotated from the worst to the mildest', () => {
  expect(linesOf(busyPlan())).toEqual([
    'Error prod/db.yaml:4',
    'Warning prod/web.yaml:31',
    'Warning apps/legacy/values.yaml:1',
    'Notice prod/web.yaml:31',
  ]);
});

test('high is an error, medium a warning, low and info are notices, whatever their order in the plan', () => {
  const findings = (['info', 'low', 'medium', 'high'] as const).map((severity, index) =>
    finding({ severity, message: severity, source: inHead(index + 1) }),
  );
  expect(linesOf(planOf({ findings }))).toEqual([
    'Error prod/web.yaml:4',
    'Warning prod/web.yaml:3',
    'Notice prod/web.yaml:2',
    'Notice prod/web.yaml:1',
  ]);
});

describe('an object which the API server refuses', () => {
  const rejected = [
    { field: 'spec.ports', reason: 'is missing' },
    { field: 'spec.type', reason: 'is unknown' },
  ];
  const change = imageChange('web', { rejected, source: inHead(7) });

  test('is an error where no finding says so', () => {
    const other = finding({ rule: 'service-selects-no-pods', severity: 'medium' });
    expect(annotationsOf(planOf({ changes: [change], findings: [other] })).annotations[0]).toEqual({
      level: 'Error',
      path: 'prod/web.yaml',
      line: 7,
      title: 'Rollcast: The API server refuses this object',
      message: expect.stringMatching(/^Deployment prod\/web: spec\.ports: is missing \(and 1 more\)\.\nMend /),
    });
  });

  test.each(['api-server-refusal', 'invalid-rollout-strategy'] as const)('is told once, by %s', (rule) => {
    expect(linesOf(planOf({ changes: [change], findings: [finding({ rule })] }))).toEqual(['Error prod/web.yaml:31']);
  });
});

test('what could not be computed is a warning at its line', () => {
  expect(
    onlyAnnotation(
      planOf({
        notComputed: [
          { what: 'HelmRelease shop/web', reason: 'NeedsHelm', detail: 'its chart', source: inHead(3, 'release.yaml') },
        ],
      }),
    ),
  ).toEqual({
    level: 'Warning',
    path: 'release.yaml',
    line: 3,
    title: 'Rollcast: Not computed',
    message: 'HelmRelease shop/web: needs Helm: its chart.',
  });
});

test('a line of base and a remark without a line are counted, and no line is invented for them', () => {
  const { source: _, ...unplaced } = finding();
  const plan = planOf({
    changes: [imageChange('gone', { rejected: [{ field: '', reason: 'no' }], source: inBase(9) })],
    findings: [finding({ source: inBase(31) }), unplaced],
    notComputed: [
      { what: 'a.yaml', reason: 'BaseUnreadable', detail: '', source: inBase(1, 'a.yaml') },
      { what: 'overlays/a', reason: 'NotBuilt', detail: '' },
    ],
  });
  expect(annotationsOf(plan)).toEqual({ annotations: [], leftOut: 5 });
});

describe('the same message at the same line', () => {
  test('comes once, with the number of objects', () => {
    expect(onlyAnnotation(planOf({ findings: ofRoots('overlays/a', 'overlays/b', 'overlays/c') }))?.message).toMatch(
      /^Deployment prod\/web in overlays\/a and 2 others: none of 8 pods is available at the lowest moment\.\n/,
    );
  });

  test('is no news about one object', () => {
    expect(onlyAnnotation(planOf({ findings: ofRoots('prod', 'prod') }))?.message).toMatch(/^Deployment prod\/web: /);
  });

  test('is told of all that it stands for, so nothing is left out', () => {
    expect(annotationsOf(planOf({ findings: ofRoots('overlays/a', 'overlays/b') })).leftOut).toBe(0);
  });

  test('keeps apart from another message, and from another line', () => {
    const findings = [finding(), finding({ message: 'another' }), finding({ source: inHead(32) })];
    expect(annotationsOf(planOf({ findings })).annotations).toHaveLength(3);
  });
});

describe('of 500 findings', () => {
  test.each([
    { counts: [500, 0, 0], levels: { Error: 10 }, leftOut: 490 },
    { counts: [200, 200, 100], levels: { Error: 10, Warning: 10 }, leftOut: 480 },
    { counts: [3, 4, 493], levels: { Error: 3, Warning: 4, Notice: 10 }, leftOut: 483 },
    { counts: [8, 492, 0], levels: { Error: 8, Warning: 10 }, leftOut: 482 },
  ])('$counts, the annotations are $levels, and $leftOut are left out', ({ counts, levels, leftOut }) => {
    const [high = 0, medium = 0, low = 0] = counts;
    const findings = [...many('high', high), ...many('medium', medium), ...many('low', low)];
    const result = annotationsOf(planOf({ findings }));
    const shown = Map.groupBy(result.annotations, ({ level }) => level);
    expect(Object.fromEntries([...shown].map(([level, group]) => [level, group.length]))).toEqual(levels);
    expect(result.leftOut).toBe(leftOut);
  });
});

describe('hostile text', () => {
  const hostile = 'x\n::error::y\r%0A\u{202e}]]\u{0}\u{1b}[31m::set-output name=a::b';

  test('cannot begin a line of its own, and what it hides is visible', () => {
    const plan = planOf({
      findings: [finding({ object: reference(hostile), message: hostile, remediation: hostile })],
    });
    const { title, message } = onlyAnnotation(plan) ?? { title: '', message: '' };
    expect(title).toBe('Rollcast: At one moment of the rollout no pod is available');
    expect(message.split('\n')).toHaveLength(2);
    expect(message).toContain('\\u{202E}]]\\u{0}\\u{1B}[31m');
  });

  test('leaves the path as it is in git', () => {
    const path = 'a%b/c:d,e\nf.yaml';
    expect(onlyAnnotation(planOf({ findings: [finding({ source: inHead(1, path) })] }))?.path).toBe(path);
  });

  test('of any kind stays within the limits', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        for (const { title, message } of annotationsOf(plan).annotations) {
          expect(title + message.replace('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          expect(title.length).toBeLessThan(250);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('of any length is cut to 1,000 characters', () => {
    const plan = planOf({
      findings: [finding({ object: reference('n'.repeat(99_999)), message: '\u{202e}'.repeat(99_999) })],
    });
    const { message } = onlyAnnotation(plan) ?? { message: '' };
    expect(Array.from(message)).toHaveLength(1000);
    expect(message).toMatch(/\nSet maxUnavailable below the number of replicas\.$/);
  });
});

test('no secret value is in an annotation', async () => {
  for (const { place, plan, forms } of await secretPlans()) {
    const told = JSON.stringify(annotationsOf(plan));
    expect(
      forms.filter((form) => told.includes(form)),
      place,
    ).toEqual([]);
  }
});

test.each(goldenPlans)('of the golden plan %s every remark is told or counted', (_, plan) => {
  const { annotations, leftOut } = annotationsOf(plan);
  const told = plan.findings.length + plan.notComputed.length;
  expect(annotations.length + leftOut).toBe(told);
  const places = new Set([...plan.findings, ...plan.notComputed].map(({ source }) => JSON.stringify(source)));
  for (const { path, line } of annotations) expect(places).toContain(JSON.stringify(inHead(line, path)));
});
