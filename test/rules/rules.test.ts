import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { RuleId } from '../../src/schema/finding.ts';
import { planInline } from '../plan-inline.ts';

const findingsOf = async (base: string, head: string, facts?: string) =>
  (await planInline({ 'shop.yaml': base }, { 'shop.yaml': head }, { facts })).findings;

describe.each(rules)('the rule $id', (rule) => {
  test.each(rule.examples.invalid)('fires when $title', async ({ base, head, facts }) => {
    const findings = (await findingsOf(base, head, facts)).filter(({ rule: id }) => id === rule.id);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.source?.path).toBe('shop.yaml');
  });

  test.each(rule.examples.valid)('is silent when $title', async ({ base, head, facts }) => {
    expect((await findingsOf(base, head, facts)).map(({ rule: id }) => id)).not.toContain(rule.id);
  });

  test('is silent where nothing changes', async () => {
    for (const { head, facts } of rule.examples.invalid) expect(await findingsOf(head, head, facts)).toEqual([]);
  });

  test('is written in whole sentences', () => {
    expect(rule.rationale).toMatch(/\.$/);
    expect(rule.remediation).toMatch(/\.$/);
    expect(rule.references.every((reference) => reference.startsWith('https://'))).toBe(true);
  });
});

test('every rule id is in the schema of findings, once', () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids, 'api-server-refusal'].toSorted()).toEqual([...RuleId.options].toSorted());
});
