import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { parsePlan } from '../../src/report/parse-plan.ts';
import { planJsonSchema } from '../../src/report/plan-json-schema.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { hostilePlan } from './hostile-plan.ts';
import { busyPlan } from './plan-builder.ts';

test('a plan is written with the keys in the order of the schema, two spaces and a line feed at the end', () => {
  const plan = busyPlan();
  const shuffled: RolloutPlan = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(plan).toReversed())));
  expect(renderJson(shuffled)).toBe(renderJson(plan));
  expect(renderJson(plan)).toMatch(/^\{\n {2}"formatVersion": "1\.0",\n {2}"tool": \{/);
});

test('a saved plan is read back as it was', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      const parsed = parsePlan(renderJson(plan));
      expect(parsed).toEqual({ type: 'Plan', plan: JSON.parse(JSON.stringify(plan)) });
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['', 'not JSON: the file is empty'],
  ['{\n  "a": token-1234\n}', 'not JSON'],
  ['{\n  "a": 1,\n  b: 2\n}', 'not JSON (line 3, column 3)'],
  ['[]', 'this is no Rollcast plan (no formatVersion): expected what `rollcast plan --format json` writes'],
  [
    '{"kind":"Deployment"}',
    'this is no Rollcast plan (no formatVersion): expected what `rollcast plan --format json` writes',
  ],
  ['{"formatVersion":"2.0"}', 'the plan has format version 2.0, but this rollcast reads 1.0: make the plan anew'],
])('%j is refused with %j', (text, message) => {
  expect(parsePlan(text)).toEqual({ type: 'Unreadable', message });
});

test('what is wrong is told with its place', () => {
  const text = renderJson(busyPlan()).replace('"action": "update"', '"action": "patch"');
  expect(parsePlan(text)).toEqual({
    type: 'Unreadable',
    message: expect.stringMatching(/^not a valid Rollcast plan: changes\[0\]\.action: .*"create"\|"update"\|"delete"/),
  });
});

test('a file nested without end is refused', () => {
  const deep = `{"formatVersion":"1.0","changes":[{"fields":[{"path":"a","type":"Added","after":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}]}`;
  expect(parsePlan(deep).type).toBe('Unreadable');
});

test('the JSON Schema names its parts', () => {
  const schema = planJsonSchema();
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(Object.keys(schema.$defs ?? {})).toEqual(
    expect.arrayContaining(['ResourceChange', 'Finding', 'WorkloadRollout']),
  );
});
