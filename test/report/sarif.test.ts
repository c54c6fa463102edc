import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { renderSarif, type SarifOptions } from '../../src/report/sarif.ts';
import { rules } from '../../src/rules/index.ts';
import { RuleId } from '../../src/schema/finding.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { goldenPlans } from './golden-plans.ts';
import { hostilePlan } from './hostile-plan.ts';
import { busyPlan, finding, planOf, reference } from './plan-builder.ts';
import { secretPlans } from './secret-plans.ts';

/** What the tests ask of a log; the schema of the standard checks the rest. */
const Text = z.strictObject({ text: z.string().min(1) });
const Level = z.enum(['error', 'warning', 'note']);
const Locations = z
  .array(
    z.strictObject({
      physicalLocation: z.strictObject({
        artifactLocation: z.strictObject({ uri: z.string(), uriBaseId: z.literal('%SRCROOT%') }),
        region: z.strictObject({ startLine: z.int().min(1) }),
      }),
    }),
  )
  .length(1);
const Result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level: Level,
  message: Text,
  locations: Locations,
  partialFingerprints: z.strictObject({ 'rollcast/v1': z.string() }),
});
const Notification = z.strictObject({
  descriptor: z.strictObject({ id: z.string() }),
  associatedRule: z.strictObject({ id: z.string(), index: z.int().min(0) }).optional(),
  level: Level.exclude(['error']),
  message: Text,
  locations: Locations.optional(),
  properties: z.strictObject({ severity: z.string() }).optional(),
});
const Rule = z.strictObject({
  id: z.string(),
  shortDescription: z.strictObject({ text: z.string().min(1).max(1024) }),
  fullDescription: z.strictObject({ text: z.string().min(1).max(1024) }),
  help: z.strictObject({ text: z.string().min(1), markdown: z.string().min(1) }),
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ level: Level }),
  properties: z.strictObject({
    tags: z.array(z.string()).max(20),
    precision: z.literal('high'),
    'problem.severity': z.enum(['error', 'warning', 'recommendation']),
  }),
});
const Run = z.strictObject({
  tool: z.strictObject({
    driver: z.strictObject({
      name: z.literal('Rollcast'),
      version: z.string(),
      semanticVersion: z.string(),
      rules: z.array(Rule),
    }),
  }),
  invocations: z.tuple([
    z.strictObject({ executionSuccessful: z.literal(true), toolExecutionNotifications: z.array(Notification) }),
  ]),
  versionControlProvenance: z.array(z.record(z.string(), z.unknown())).optional(),
  results: z.array(Result).max(25_000),
  properties: z.record(z.string(), z.unknown()),
});
const Log = z.strictObject({ $schema: z.url(), version: z.literal('2.1.0'), runs: z.tuple([Run]) });

/** A schema of draft-04; but for its `id` and one pattern, which Unicode mode refuses, it reads as one of draft-07. */
const StandardSchema = z.looseObject({ $schema: z.string(), id: z.string() });
const schemaFile = join(import.meta.dirname, 'sarif-schema-2.1.0.json');
const { $schema: _, id: __, ...schema } = StandardSchema.parse(JSON.parse(readFileSync(schemaFile, 'utf8')));
const isSarif = addFormats.default(new Ajv({ strict: false, unicodeRegExp: false })).compile(schema);

/** The one run of the log, which the standard's schema has accepted. */
function runOf(plan: RolloutPlan, options?: SarifOptions): z.infer<typeof Run> {
  const log: unknown = JSON.parse(renderSarif(plan, options));
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return Log.parse(log).runs[0];
}

function notificationsOf(plan: RolloutPlan): readonly z.infer<typeof Notification>[] {
  return runOf(plan).invocations[0].toolExecutionNotifications;
}

function printsOf(plan: RolloutPlan): readonly string[] {
  return runOf(plan).results.map((each) => each.partialFingerprints['rollcast/v1']);
}

const inHead = (line: number, path = 'prod/web.yaml') => ({ path, line, revision: 'head' as const });
const inBase = (line: number, path = 'prod/web.yaml') => ({ path, line, revision: 'base' as const });

test.each(goldenPlans)('the golden plan %s is valid SARIF which tells every finding', (_, plan) => {
  const { results, invocations } = runOf(plan);
  const unplaced = invocations[0].toolExecutionNotifications.filter(({ associatedRule }) => associatedRule);
  expect(results.length + unplaced.length).toBe(plan.findings.length);
});

test('what is no SARIF is refused by the schema of these tests', () => {
  const log = Log.parse(JSON.parse(renderSarif(busyPlan())));
  expect(isSarif({ ...log, version: '2.0.0' })).toBe(false);
  expect(isSarif({ ...log, runs: [{ ...log.runs[0], results: [{ level: 'high', message: { text: 'a' } }] }] })).toBe(
    false,
  );
});

test('a busy pull request as SARIF', async () => {
  const run = runOf(busyPlan());
  const { rules: _, ...driver } = run.tool.driver;
  const text = JSON.stringify({ ...run, tool: { driver } }, null, 2);
  await expect(`${text}\n`).toMatchFileSnapshot('./snapshots/busy.sarif.txt');
});

test('equal plans give equal bytes, with two spaces and a line feed at the end', () => {
  expect(renderSarif(busyPlan())).toBe(renderSarif(busyPlan()));
  expect(renderSarif(busyPlan())).toMatch(/^\{\n {2}"\$schema": [\s\S]*[^\n]\n\}\n$/);
});

describe('the rules', () => {
  const described = runOf(planOf()).tool.driver.rules;

  test('are those of the registry in its order, then what has no module', () => {
    expect(described.map(({ id }) => id)).toEqual([...rules.map(({ id }) => id), 'api-server-refusal']);
  });

  test('are all that a finding can name', () => {
    expect(described.map(({ id }) => id).toSorted()).toEqual(RuleId.options.toSorted());
  });

  test('have a help of what to do and where to read on', () => {
    const rule = described.find(({ id }) => id === 'eviction-blocked');
    const { remediation = '', references = [] } = rules.find(({ id }) => id === 'eviction-blocked') ?? {};
    expect(rule?.help.text).toBe([remediation, ...references.map((each) => `See ${each}`)].join('\n'));
    expect(rule?.help.markdown).toContain(`\n\nSee ${references[1]}`);
    expect(rule?.helpUri).toBe(references[0]);
  });

  test.each([
    ['immutable-selector', 'error', 'error'],
    ['floor-not-guaranteed', 'warning', 'warning'],
  ])('tell GitHub how bad they are: %s', (id, level, severity) => {
    const rule = described.find((each) => each.id === id);
    expect(rule?.defaultConfiguration.level).toBe(level);
    expect(rule?.properties['problem.severity']).toBe(severity);
  });

  test('are found at the index which a result names', () => {
    const { results, tool } = runOf(busyPlan());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });
});

describe('a result', () => {
  test('says the object, what happens and what to do, at its line of head', () => {
    expect(runOf(planOf({ findings: [finding()] })).results).toEqual([
      {
        ruleId: 'capacity-floor-zero',
        ruleIndex: rules.findIndex(({ id }) => id === 'capacity-floor-zero'),
        level: 'error',
        message: {
          text: 'Deployment prod/web: none of 8 pods is available at the lowest moment.\nSet maxUnavailable below the number of replicas.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'prod/web.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 31 },
            },
          },
        ],
        partialFingerprints: { 'rollcast/v1': 'capacity-floor-zero|Deployment|prod|web|prod|prod/web.yaml' },
      },
    ]);
  });

  test.each([
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['info', 'note'],
  ] as const)('of severity %s has the level %s', (severity, level) => {
    expect(runOf(planOf({ findings: [finding({ severity })] })).results[0]?.level).toBe(level);
  });

  test.each([
    ['apps/my app.yaml', 'apps/my%20app.yaml'],
    ['a%b/c:d?e#f.yaml', 'a%25b/c%3Ad%3Fe%23f.yaml'],
    ['a\nb/\u{202e}.yaml', 'a%0Ab/%E2%80%AE.yaml'],
    ['//evil.example/x.yaml', 'evil.example/x.yaml'],
    ['straße_~\ud800.yaml', 'stra%C3%9Fe_~%EF%BF%BD.yaml'],
  ])('in the file %j is at the address %s', (path, uri) => {
    const { results } = runOf(planOf({ findings: [finding({ source: inHead(1, path) })] }));
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('the fingerprint', () => {
  test('stays equal when lines move and numbers change', () => {
    const moved = finding({ source: inHead(77), message: 'none of 9 pods is available' });
    expect(printsOf(planOf({ findings: [moved] }))).toEqual(printsOf(planOf({ findings: [finding()] })));
  });

  test('differs for another object, file or rule', () => {
    const findings = [
      finding(),
      finding({ object: reference('api') }),
      finding({ object: reference('web', 'Deployment', { root: 'dev' }) }),
      finding({ source: inHead(31, 'prod/all.yaml') }),
      finding({ rule: 'floor-not-guaranteed' }),
    ];
    expect(new Set(printsOf(planOf({ findings }))).size).toBe(5);
  });

  test('is numbered where one rule finds two things of one object', () => {
    const [first, second] = printsOf(planOf({ findings: [finding(), finding({ message: 'another' })] }));
    expect(second).toBe(`${first}|2`);
  });

  test('cannot be made equal by the text of a name', () => {
    const findings = [
      finding({ object: reference('a|b', 'Deployment', { namespace: 'c' }) }),
      finding({ object: reference('b', 'Deployment', { namespace: 'c|a' }) }),
    ];
    expect(new Set(printsOf(planOf({ findings }))).size).toBe(2);
  });
});

describe('a notification', () => {
  test('tells a finding whose line is in base, and is never an error: the analysis did not fail', () => {
    const plan = planOf({ findings: [finding({ source: inBase(31) })] });
    expect(runOf(plan).results).toEqual([]);
    expect(notificationsOf(plan)).toEqual([
      {
        descriptor: { id: 'FindingWithoutLine' },
        associatedRule: { id: 'capacity-floor-zero', index: expect.any(Number) },
        level: 'warning',
        message: {
          text: 'Deployment prod/web (prod/web.yaml:31 in base): none of 8 pods is available at the lowest moment.\nSet maxUnavailable below the number of replicas.',
        },
        properties: { severity: 'high' },
      },
    ]);
  });

  test('tells a finding without any place', () => {
    const { source: _, object: __, ...unplaced } = finding({ severity: 'low' });
    const [told, ...others] = notificationsOf(planOf({ findings: [unplaced] }));
    expect(others).toEqual([]);
    expect(told?.level).toBe('note');
    expect(told?.message.text).toMatch(/^none of 8 pods is available/);
  });

  test.each([
    [inHead(3, 'a.yaml'), 'a.yaml: not computed, too large: 9 MiB.', 3],
    [inBase(3, 'a.yaml'), 'a.yaml:3 in base: not computed, too large: 9 MiB.', undefined],
    [inBase(3, 'b.yaml'), 'a.yaml (b.yaml:3 in base): not computed, too large: 9 MiB.', undefined],
    [undefined, 'a.yaml: not computed, too large: 9 MiB.', undefined],
  ])('tells what could not be computed: %j', (source, text, line) => {
    const gap = { what: 'a.yaml', reason: 'TooLarge' as const, detail: '9 MiB', ...(source && { source }) };
    const [told] = notificationsOf(planOf({ notComputed: [gap] }));
    expect(told).toMatchObject({ descriptor: { id: 'TooLarge' }, level: 'warning', message: { text } });
    expect(told?.locations?.[0]?.physicalLocation.region.startLine).toBe(line);
  });

  test('tells a remark on the input which no finding tells', () => {
    const diagnostics = [7, 8].map((line) => ({
      type: 'DuplicateKey' as const,
      message: 'twice',
      source: inHead(line),
    }));
    const plan = planOf({ diagnostics, findings: [finding({ rule: 'duplicate-key', source: inHead(8) })] });
    expect(notificationsOf(plan).map(({ descriptor, level, message }) => [descriptor.id, level, message.text])).toEqual(
      [['DuplicateKey', 'note', 'twice.']],
    );
  });
});

describe('where the files come from', () => {
  const repositoryUrl = 'https://github.com/shop/deploy';

  test('is told of a commit in a known repository', () => {
    expect(runOf(planOf(), { repositoryUrl }).versionControlProvenance).toEqual([
      { repositoryUri: repositoryUrl, revisionId: `9f3c2ab${'0'.repeat(33)}`, mappedTo: { uriBaseId: '%SRCROOT%' } },
    ]);
  });

  test.each([
    ['no repository', planOf(), {}],
    ['no commit', planOf({ head: { type: 'Directory' } }), { repositoryUrl }],
    ['uncommitted files', planOf({ head: { type: 'WorkingTree', commit: 'a'.repeat(40) } }), { repositoryUrl }],
  ])('is not told where there is %s', (_, plan, options) => {
    expect(runOf(plan, options).versionControlProvenance).toBeUndefined();
  });
});

test('the outcome and the counts stand beside the results', () => {
  const plan = busyPlan();
  const { findings, workloadsRolling, workloadsScaling, trafficSwitches, rejected } = plan.summary;
  expect(runOf(plan).properties).toEqual({
    outcome: plan.outcome,
    summary: { findings, workloadsRolling, workloadsScaling, trafficSwitches, rejected },
  });
});

test('500 findings are 500 results in the order of the plan', () => {
  const findings = Array.from({ length: 500 }, (_, index) =>
    finding({ object: reference(`web-${index}`), source: inHead(index + 1) }),
  );
  const { results } = runOf(planOf({ findings }));
  expect(results.map(({ locations }) => locations[0]?.physicalLocation.region.startLine)).toEqual(
    findings.map(({ source }) => source?.line),
  );
});

test('more findings than GitHub takes are left out, and that is told', () => {
  const findings = Array.from({ length: 25_003 }, () => finding());
  const log = Log.parse(JSON.parse(renderSarif(planOf({ findings })))).runs[0];
  expect(log.results).toHaveLength(25_000);
  expect(log.invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
    '3 findings left out: GitHub takes 25,000 results.',
  ]);
});

describe('hostile text', () => {
  test('is neither a placeholder nor a link nor a line of its own', () => {
    const hostile = 'a\n::error::b ]] [x](https://evil.example) {0} {{ .Values }} %0A \u{202e}';
    const { results } = runOf(planOf({ findings: [finding({ object: reference(hostile), message: hostile })] }));
    const text = results[0]?.message.text ?? '';
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain('a ::error::b ]] [x] (https://evil.example) {{0}} {{{{ .Values }}}} %0A \\u{{202E}}.');
  });

  test('of any kind gives valid SARIF without hidden characters', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        expect(renderSarif(plan)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
        runOf(plan);
      }),
      { numRuns: 50 },
    );
  });
});

test('no secret value is in a log', async () => {
  for (const { place, plan, forms } of await secretPlans()) {
    const told = renderSarif(plan);
    expect(
      forms.filter((form) => told.includes(form)),
      place,
    ).toEqual([]);
  }
});
