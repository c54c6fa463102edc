import { describe, expect, test } from 'vitest';
import { phraseText } from '../../src/report/phrase.ts';
import { switchPhrase } from '../../src/report/switch-words.ts';
import type { RouteBackend, TrafficChange, TrafficSwitch } from '../../src/schema/traffic.ts';

const change = (parts: Partial<TrafficChange> = {}): TrafficChange => ({
  object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web', root: '.' },
  endpoints: { before: 3, floor: 3, after: 3 },
  ...parts,
});
const say = (moved: TrafficSwitch, parts: Partial<TrafficChange> = {}) =>
  phraseText(switchPhrase(change(parts), moved));

describe('a selector', () => {
  type Labels = Readonly<Record<string, string>>;

  test.each<[Labels, Labels, string]>([
    [{ app: 'web', v: '1' }, { app: 'web', v: '2' }, 'switches v=1 → v=2'],
    [{ app: 'web' }, { app: 'web', v: '2' }, 'asks for v=2 as well'],
    [{ app: 'web', v: '1' }, { app: 'web' }, 'asks no longer for v=1'],
    [{}, { app: 'web' }, 'switches no selector → app=web'],
    [{ app: 'web' }, {}, 'switches app=web → no selector'],
  ])('from %j to %j: %s', (before, after, words) => {
    expect(say({ type: 'Selector', before, after })).toBe(words);
  });

  test('which gives way to an alias names the host', () => {
    const parts = { after: { externalName: 'shop.example.com', workloads: [] } };
    expect(say({ type: 'Selector', before: { app: 'web' }, after: {} }, parts)).toBe(
      'switches app=web → shop.example.com',
    );
  });
});

const to = (weights: Readonly<Record<string, number>>, more: Partial<RouteBackend> = {}): readonly RouteBackend[] =>
  Object.entries(weights).map(([service, weight]) => ({ service, weight, ...more }));
const rule = (before: readonly RouteBackend[], after: readonly RouteBackend[], total?: number): TrafficSwitch => ({
  type: 'Weights',
  rules: [{ match: '/', before, after, ...(total !== undefined && { total }) }],
  failingPercent: 0,
});

describe('a rule of a route', () => {
  test.each<[string, TrafficSwitch, string]>([
    ['another backend', rule(to({ blue: 1 }), to({ green: 1 })), 'backend blue → green'],
    ['several others', rule(to({ blue: 1 }), to({ green: 1, red: 1 })), 'backends blue → green, red'],
    ['weights', rule(to({ a: 90, b: 10 }), to({ a: 50, b: 50 })), 'weights a 90 → 50, b 10 → 50'],
    ['weights of another sum', rule(to({ a: 1 }), to({ a: 90, b: 10 })), 'weights a 100 % → 90 %, b 0 % → 10 %'],
    ['the share of a canary', rule(to({ b: 10 }), to({ b: 50 }), 100), 'weight b 10 → 50 of 100'],
    ['the first share of a canary', rule([], to({ b: 5 }), 100), 'weight b 0 → 5 of 100'],
    [
      'subsets of one Service',
      rule(
        [{ service: 'web', subset: 'ga', weight: 100 }],
        [
          { service: 'web', subset: 'ga', weight: 90 },
          { service: 'web', subset: 'next', weight: 10 },
        ],
      ),
      'weights ga 100 → 90, next 0 → 10',
    ],
    ['a Service elsewhere', rule(to({ blue: 1 }), to({ blue: 1 }, { namespace: 'eu' })), 'backend blue → eu/blue'],
  ])('with %s', (_, moved, words) => {
    expect(say(moved)).toBe(words);
  });

  test('is told once for all hosts which do the same', () => {
    const one = { match: 'a/', before: to({ blue: 1 }), after: to({ green: 1 }) };
    const others = [1, 2, 3].map((number) => ({ ...one, after: to({ [`green-${number}`]: 1 }) }));
    const moved = (rules: typeof others): TrafficSwitch => ({ type: 'Backends', rules, failingPercent: 0 });
    expect(say(moved([one, { ...one, match: 'b/' }]))).toBe('backend blue → green');
    expect(say(moved(others))).toBe('backend blue → green-1; backend blue → green-2; and 1 more rule');
  });
});
