import { assert, constantFrom, dictionary, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RouteRule } from '../../../src/plan/routes/route-kind.ts';
import { pairRules, switchOf } from '../../../src/plan/routes/route-switch.ts';

/** A rule with some weights: `{ blue: 90, green: 10 }`. */
function ruleOf(weights: Readonly<Record<string, number>>, more: Partial<RouteRule> = {}): RouteRule {
  const backends = Object.entries(weights).map(([service, weight]) => ({ service, namespace: 'shop', weight }));
  return { key: '/', match: '/', backends, ...more };
}

const ruleAt = (key: string) => ruleOf({ blue: 1 }, { key });
const canary = (weight: number) => ruleOf({ green: weight }, { total: 100 });

describe('a rule', () => {
  test.each([
    ['sends its requests to another Service', ruleOf({ blue: 1 }), ruleOf({ green: 1 }), 'Backends'],
    ['does so by weights', ruleOf({ blue: 100, green: 0 }), ruleOf({ blue: 0, green: 100 }), 'Backends'],
    ['shifts weights', ruleOf({ blue: 90, green: 10 }), ruleOf({ blue: 50, green: 50 }), 'Weights'],
    ['gives a share to one more', ruleOf({ blue: 1 }), ruleOf({ blue: 90, green: 10 }), 'Weights'],
    ['takes a share as a canary', canary(0), canary(10), 'Weights'],
    ['gives its share back', canary(10), canary(0), 'Weights'],
    ['becomes more than a canary', canary(10), ruleOf({ green: 100 }), 'Weights'],
    ['names a Service without giving it requests', ruleOf({ blue: 1 }), ruleOf({ blue: 1, green: 0 }), undefined],
    ['writes the same shares otherwise', ruleOf({ blue: 9, green: 1 }), ruleOf({ green: 10, blue: 90 }), undefined],
    ['has no Service any more', ruleOf({ blue: 1 }), ruleOf({}), undefined],
  ])('%s', (_, before, after, type) => {
    expect(switchOf({ before, after })).toBe(type);
  });

  const weights = dictionary(constantFrom('a', 'b', 'c'), integer({ min: 0, max: 1000 }), { minKeys: 1 });

  test('never switches to what it is, whatever the sum of its weights', () => {
    assert(
      property(weights, integer({ min: 1, max: 1000 }), (before, factor) => {
        const after = Object.fromEntries(Object.entries(before).map(([name, weight]) => [name, weight * factor]));
        expect(switchOf({ before: ruleOf(before), after: ruleOf(after) })).toBeUndefined();
      }),
    );
  });

  test('switches back as it switched', () => {
    assert(
      property(weights, weights, (one, other) => {
        const [before, after] = [ruleOf(one), ruleOf(other)];
        expect(switchOf({ before, after })).toBe(switchOf({ before: after, after: before }));
      }),
    );
  });
});

describe('the rules of two revisions are paired', () => {
  const [cart, home, old] = [ruleAt('/cart'), ruleAt('/'), ruleAt('/old')];

  test('by what they match, in whatever order', () => {
    expect(pairRules([cart, home], [home, cart])).toEqual([
      { before: home, after: home },
      { before: cart, after: cart },
    ]);
  });

  test('by their place where they match something else now', () => {
    expect(pairRules([home, old], [home, cart])[1]).toEqual({ before: old, after: cart });
  });

  test('not at all where rules come and go', () => {
    expect(pairRules([home, old], [home])).toHaveLength(1);
    expect(pairRules([home], [home, cart])).toHaveLength(1);
  });
});
