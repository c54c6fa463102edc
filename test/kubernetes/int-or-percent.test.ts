import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveFenceposts, scaledPods } from '../../src/kubernetes/int-or-percent.ts';

describe('scaledPods', () => {
  test.each([
    ['25%', 10, 'up', 3],
    ['25%', 10, 'down', 2],
    ['+25%', 8, 'up', 2],
    ['007%', 100, 'down', 7],
    ['-25%', 10, 'up', -2],
    ['-1%', 10, 'up', 0],
    ['150%', 3, 'up', 5],
    ['1%', 0, 'up', 0],
    [7, 3, 'up', 7],
    [-1, 3, 'down', -1],
    [2147483647, 1, 'up', 2147483647],
    ['9223372036854775807%', 1000, 'up', -(2 ** 63)],
  ] as const)('%s of %i rounded %s is %i', (value, total, round, pods) => {
    expect(scaledPods(value, total, round)).toEqual({ type: 'Pods', pods });
  });

  test.each([
    ['5', 'string is not a percentage'],
    ['25% ', 'string is not a percentage'],
    ['25 %', 'strconv.Atoi: parsing "25 ": invalid syntax'],
    ['25.5%', 'strconv.Atoi: parsing "25.5": invalid syntax'],
    ['%', 'strconv.Atoi: parsing "": invalid syntax'],
    ['\t"1%', String.raw`invalid value "\t\"1%"`],
    ['\u00a0\u{e0001}1%', String.raw`invalid value "\u00a0\U000e00011%"`],
    ['99999999999999999999%', 'value out of range'],
    [2147483648, 'cannot unmarshal number 2147483648 into Go value of type int32'],
    [-2147483649, 'cannot unmarshal number -2147483649'],
    [1.5, 'cannot unmarshal number 1.5'],
    [true, 'cannot unmarshal bool'],
    [[1], 'cannot unmarshal array'],
    [{}, 'cannot unmarshal object'],
    [null, 'nil value for IntOrString'],
    [undefined, 'nil value for IntOrString'],
  ])('%s is a fault', (value, reason) => {
    const scaled = scaledPods(value, 10, 'up');
    expect(scaled.type === 'Invalid' ? scaled.reason : '').toContain(reason);
  });

  test('rounding up and down differ by one at most, and by none for whole results', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 5000 }), (percent, total) => {
        const up = scaledPods(`${percent}%`, total, 'up');
        const down = scaledPods(`${percent}%`, total, 'down');
        if (up.type === 'Invalid' || down.type === 'Invalid') throw new Error('both are percentages');
        expect(up.pods - down.pods).toBe((percent * total) % 100 === 0 ? 0 : 1);
        expect(down.pods * 100).toBeLessThanOrEqual(percent * total);
      }),
    );
  });
});

/** The numbers of TestResolveFenceposts (kubernetes 1.32, pkg/controller/deployment/util). */
describe('resolveFenceposts', () => {
  test.each([
    ['0%', '0%', 0, 0, 1],
    ['39%', '39%', 10, 4, 3],
    [0, 0, 10, 0, 1],
    ['0%', '25%', 1, 0, 1],
    ['39%', undefined, 10, 4, 0],
    [undefined, '39%', 10, 0, 3],
    ['25%', '25%', 4, 1, 1],
    ['25%', '25%', 0, 0, 1],
    [10, 0, 1, 10, 0],
    ['99999999999%', 0, 3, -1294967296, 0],
  ])('surge %s and unavailable %s of %i are %i and %i', (maxSurge, maxUnavailable, desired, surge, unavailable) => {
    expect(resolveFenceposts(maxSurge, maxUnavailable, desired)).toEqual({ type: 'Fenceposts', surge, unavailable });
  });

  test.each([
    ['oops', 0],
    [0, 'oops'],
  ])('%s and %s cannot be resolved', (maxSurge, maxUnavailable) => {
    expect(resolveFenceposts(maxSurge, maxUnavailable, 10).type).toBe('Invalid');
  });

  test('valid values always leave a rolling update a way to move', () => {
    const intOrPercent = fc.oneof(
      fc.nat({ max: 20 }),
      fc.nat({ max: 100 }).map((percent) => `${percent}%`),
    );
    fc.assert(
      fc.property(intOrPercent, intOrPercent, fc.nat({ max: 1000 }), (maxSurge, maxUnavailable, desired) => {
        const resolved = resolveFenceposts(maxSurge, maxUnavailable, desired);
        expect(resolved.type === 'Fenceposts' && resolved.surge + resolved.unavailable).toBeGreaterThan(0);
      }),
    );
  });
});
