import { array, assert, constantFrom, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StrategyRule } from '../../src/schema/settings.ts';
import type { Strategy } from '../../src/schema/strategy.ts';
import { type ChoosingWorkload, chooseStrategy } from '../../src/strategy/choose-strategy.ts';

const web: ChoosingWorkload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  labels: { app: 'web', tier: 'front' },
  path: 'apps/web/web.yaml',
  annotation: undefined,
};

const blueGreen: Strategy = {
  type: 'BlueGreen',
  hasPreview: false,
  autoPromotionEnabled: true,
  autoPromotionSeconds: 0,
  scaleDownDelaySeconds: 30,
};
const named = (name: string, strategy: Strategy) =>
  [name, { name, summary: '', explanation: '', origin: 'Shipped' as const, strategy, notes: [] }] as const;
const strategies = new Map([named('recreate', { type: 'Recreate' }), named('blue-green', blueGreen)]);

/** Which strategy, and who decided. */
const choose = (workload: Partial<ChoosingWorkload>, rules: readonly StrategyRule[], flag?: string) => {
  const choice = chooseStrategy({ ...web, ...workload }, { flag, rules, strategies });
  return choice && { type: choice.type, name: choice.name, decidedBy: choice.decidedBy };
};

test('without a choice the manifest decides', () => {
  expect(choose({}, [])).toBeUndefined();
  expect(choose({}, [{ strategy: 'recreate', name: 'other' }])).toBeUndefined();
});

test('the flag comes before the annotation, the annotation before the rules, and of these the first which matches', () => {
  const anyName = option(constantFrom('recreate', 'blue-green', 'gone'), { nil: undefined });
  const anyRule = record({ strategy: constantFrom('recreate', 'blue-green'), name: constantFrom('web', 'other') });
  assert(
    property(anyName, anyName, array(anyRule), (flag, annotation, rules) => {
      const rule = rules.find(({ name }) => name === 'web')?.strategy;
      const first = flag ?? annotation ?? rule;
      const decidedBy = flag === undefined ? (annotation === undefined ? 'Settings' : 'Annotation') : 'Flag';
      const type = first === 'gone' ? 'Unknown' : 'Chosen';
      expect(choose({ annotation }, rules, flag)).toEqual(
        first === undefined ? undefined : { type, name: first, decidedBy },
      );
    }),
  );
});

describe('a rule', () => {
  test.each([
    ['of everything', {}],
    ['of the file', { path: 'apps/web/web.yaml' }],
    ['of a folder above it', { path: 'apps' }],
    ['of the top', { path: '.' }],
    ['of its namespace', { namespace: 'shop' }],
    ['of its kind and name', { kind: 'Deployment', name: 'web' }],
    ['of one of its labels', { labels: { tier: 'front' } }],
    ['of no label', { labels: {} }],
  ])('%s is that of a workload', (_, conditions) => {
    expect(choose({}, [{ strategy: 'recreate', ...conditions }])?.name).toBe('recreate');
  });

  test.each([
    ['of a folder which is called nearly so', { path: 'apps/we' }],
    ['of another namespace', { namespace: 'sho' }],
    ['of another kind', { kind: 'StatefulSet' }],
    ['of another name', { name: 'webs' }],
    ['of a label with another value', { labels: { tier: 'front', app: 'api' } }],
    ['of a label which is that of every mapping', { labels: { constructor: 'x' } }],
    ['of which one condition of two holds', { name: 'web', namespace: 'other' }],
  ])('%s is not', (_, conditions) => {
    expect(choose({}, [{ strategy: 'recreate', ...conditions }])).toBeUndefined();
  });

  test('of a namespace is none of a workload which states none', () => {
    expect(choose({ namespace: undefined }, [{ strategy: 'recreate', namespace: 'shop' }])).toBeUndefined();
  });
});

const reasonOf = (kind: string, flag: string) => {
  const choice = chooseStrategy({ ...web, kind }, { flag, rules: [], strategies });
  return choice?.type === 'Unfit' ? choice.reason : choice?.type;
};

describe('a strategy which cannot work', () => {
  test.each([
    ['StatefulSet', 'blue-green', /^a second set of pods cannot stand in for those of a StatefulSet; .*OnDelete/],
    ['StatefulSet', 'recreate', /^Recreate of a Deployment is not that of a StatefulSet; .*partition/],
    ['DaemonSet', 'blue-green', /^a second set of pods cannot stand in for those of a DaemonSet; .*maxUnavailable/],
  ])('for a %s, %s: says why and what can', (kind, flag, reason) => {
    expect(reasonOf(kind, flag)).toMatch(reason);
  });

  test('is none for a Deployment', () => {
    expect([reasonOf('Deployment', 'blue-green'), reasonOf('Deployment', 'recreate')]).toEqual(['Chosen', 'Chosen']);
  });
});
