import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const deployment = (selector: string, strategy: string, apiVersion = 'apps/v1') => `apiVersion: ${apiVersion}
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: ${selector} }
  strategy: ${strategy}
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:1" }] }
`;
const matching = '{ app: web }';
const safe = '{ type: RollingUpdate }';
const plan = (base: string, head: string) => planInline({ 'web.yaml': base }, { 'web.yaml': head });

test('what the API server refuses in base as well is a note, and no rule tells it again', async () => {
  const { findings } = await plan(deployment('{ name: web }', safe), deployment('{ name: web }', '{ type: Recreate }'));
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['api-server-refusal', 'low']]);
  expect(findings[0]?.message).toMatch(
    /^the API server refuses base as well as head \(spec\.template\.metadata\.labels/,
  );
});

test('what mends a refused base is not refused for what could not be changed', async () => {
  const { findings } = await plan(deployment('{ name: web }', safe), deployment(matching, safe));
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['api-server-refusal', 'low']]);
});

test('a new refusal of an object which was refused already is a blocker', async () => {
  const { findings } = await plan(deployment('{ name: web }', safe), deployment('{ name: web }', '{ type: Replace }'));
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['invalid-rollout-strategy', 'high']]);
});

test('one cause is one finding, however many fields are refused', async () => {
  const { findings, changes } = await plan(deployment(matching, safe), deployment('{ name: web }', safe));
  expect(changes[0]?.rejected.length).toBeGreaterThan(1);
  expect(findings.map(({ rule }) => rule)).toEqual(['immutable-selector']);
});

test('a refused object of another API version is told once', async () => {
  const base = deployment(matching, safe, 'extensions/v1beta1');
  const { rollouts, changes } = await plan(base, deployment('{ name: web }', safe));
  expect(rollouts.map(({ object }) => object)).toEqual(changes.map(({ object }) => object));
});
