import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  explainQuantityFault,
  milliValue,
  multiplyQuantity,
  parseQuantity,
  parseQuantityValue,
  type Quantity,
  quantitiesEqual,
  quantitySign,
  roundUpQuantity,
  subtractQuantities,
} from '../../src/kubernetes/quantity.ts';

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (parsed === undefined) throw new Error(`not a quantity: ${text}`);
  return parsed;
}

const suffixes = [
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'e3',
  'E-2',
  'e+9',
];

/** Texts of every family, within the sizes which their suffix can write back (see `1000E`). */
const quantityTexts = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.nat({ max: 99_999 }),
    fc.option(fc.stringMatching(/^[0-9]{0,4}$/), { nil: undefined }),
    fc.constantFrom(...suffixes.filter((suffix) => suffix !== 'E' && suffix !== 'Ei')),
  )
  .map(([sign, whole, fraction, suffix]) => `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${suffix}`);
const quantities = quantityTexts.map(quantity);

describe('canonicalQuantity', () => {
  test.each([
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1e3', '1e3'],
    ['1.5e3', '1500'],
    ['1e-10', '1e-9'],
    ['0.3Ki', '307200m'],
    ['1023.5Mi', '1048064Ki'],
    ['512.5', '512500m'],
    ['9Ei', '9223372036854775807'],
    ['-9Ei', '-9223372036854775807'],
    ['0.0000000001Ki', '103n'],
    ['-0.00', '0'],
  ])('%s is stored as %s', (text, canonical) => {
    expect(canonicalQuantity(quantity(text))).toBe(canonical);
  });

  test.each(['+1', '007k', '1.Gi', '1.234', '1e03'])('the spelling %s is kept', (text) => {
    expect(canonicalQuantity(quantity(text))).toBe(text);
  });

  test('a value too large for the decimal suffixes loses its exponent, as in Kubernetes', () => {
    expect(canonicalQuantity(quantity('1000E'))).toBe('1');
  });

  test('its text parses to the same number and the same text', () => {
    fc.assert(
      fc.property(quantities, (original) => {
        const text = canonicalQuantity(original);
        const again = quantity(text);
        expect(quantitiesEqual(again, original)).toBe(true);
        expect(canonicalQuantity(again)).toBe(text);
      }),
    );
  });
});

describe('parseQuantity', () => {
  test.each([
    ['', 'quantities must match'],
    ['1 Gi', 'quantities must match'],
    ['1\n', 'quantities must match'],
    ['1e3Mi', 'quantities must match'],
    ['½', 'quantities must match'],
    ['1K', "unable to parse quantity's suffix"],
    ['1e', "unable to parse quantity's suffix"],
    ['+-1', "unable to parse quantity's suffix"],
    ['1e99999999999999999999', "unable to parse quantity's suffix"],
    ['Pi', 'unable to parse numeric part'],
    ['-.Ei', 'unable to parse numeric part'],
  ])('%j is refused', (text, reason) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(explainQuantityFault(text)).toContain(reason);
  });

  test.each(['0', '-', '.', 'm', '.m', '+', '0Pi', 'Ki'])('%j is zero', (text) => {
    expect(quantitySign(quantity(text))).toBe(0);
    expect(explainQuantityFault(text)).toBeUndefined();
  });

  test('any text is a quantity or has a fault, never both', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.eEinumkKMGTP]{0,12}$/)), (text) => {
        expect(parseQuantity(text) === undefined).toBe(explainQuantityFault(text) !== undefined);
      }),
    );
  });

  test('an exponent of a billion costs no memory', () => {
    const huge = quantity('1e1000000000');
    const hugeDecimal = quantity('1234567890123456789e1000000000');
    const tiny = quantity('1e-1000000000');
    expect(canonicalQuantity(tiny)).toBe('1e-9');
    expect(canonicalQuantity(huge)).toBe('10e999999999');
    expect(compareQuantities(huge, hugeDecimal)).toBe(-1);
    expect(canonicalQuantity(addQuantities(huge, tiny))).toBe('10e999999999');
    expect(milliValue(huge)).toBeUndefined();
  });
});

describe('parseQuantityValue', () => {
  test.each([
    [2, '2'],
    [0.5, '500m'],
    [1e21, '1e+21'],
    [9223372036854775808n, '9223372036854775808'],
    [' 1Gi\n', '1Gi'],
    [null, '0'],
  ])('%s of a manifest is %s', (value, canonical) => {
    const parsed = parseQuantityValue(value);
    expect(parsed === undefined ? undefined : canonicalQuantity(parsed)).toBe(canonical);
  });

  test.each([[true], [['1']], [{ cpu: '1' }], ['1 x']])('%j of a manifest is none', (value) => {
    expect(parseQuantityValue(value)).toBeUndefined();
  });
});

describe('compareQuantities', () => {
  test.each([
    ['1Gi', '1073741824', 0],
    ['1000m', '1', 0],
    ['1G', '1Gi', -1],
    ['-1', '1m', -1],
    ['-2', '-1', -1],
    ['-1000', '-1', -1],
    ['0', '-1n', 1],
    ['1e3', '1k', 0],
    ['1e100', '1e99', 1],
  ] as const)('%s to %s is %i', (left, right, order) => {
    expect(compareQuantities(quantity(left), quantity(right))).toBe(order);
  });

  test('it is a total order which agrees with equality and with the difference', () => {
    fc.assert(
      fc.property(quantities, quantities, quantities, (a, b, c) => {
        expect(compareQuantities(a, b) + compareQuantities(b, a)).toBe(0);
        expect(quantitiesEqual(a, b)).toBe(compareQuantities(a, b) === 0);
        expect(quantitySign(subtractQuantities(a, b))).toBe(compareQuantities(a, b));
        const [least, middle, greatest] = [a, b, c].toSorted(compareQuantities);
        if (least === undefined || middle === undefined || greatest === undefined) return;
        expect(compareQuantities(least, greatest)).toBeLessThanOrEqual(0);
        expect(compareQuantities(middle, greatest)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('arithmetic', () => {
  test.each([
    ['1Gi', '512Mi', '1536Mi'],
    ['0', '1Gi', '1Gi'],
    ['1', '500m', '1500m'],
    ['1G', '1Gi', '2073741824'],
    ['1', '-1', '0'],
  ])('%s + %s = %s', (left, right, sum) => {
    expect(canonicalQuantity(addQuantities(quantity(left), quantity(right)))).toBe(sum);
  });

  test.each([
    ['500m', 3, '1500m'],
    ['+1Gi', 1, '1Gi'],
    ['9Ei', 1000, '9223372036854775807000'],
    ['1Gi', 0, '0'],
  ])('%s × %i = %s', (text, times, product) => {
    expect(canonicalQuantity(multiplyQuantity(quantity(text), times))).toBe(product);
  });

  test('adding commutes, zero changes nothing, and n times is n additions', () => {
    fc.assert(
      fc.property(quantities, quantities, fc.nat({ max: 6 }), (a, b, n) => {
        expect(quantitiesEqual(addQuantities(a, b), addQuantities(b, a))).toBe(true);
        expect(quantitiesEqual(addQuantities(a, quantity('0')), a)).toBe(true);
        const sum = Array.from({ length: n }, () => a).reduce(addQuantities, quantity('0'));
        expect(quantitiesEqual(multiplyQuantity(a, n), sum)).toBe(true);
      }),
    );
  });
});

describe('roundUpQuantity', () => {
  test.each([
    ['1500u', -3, '2m'],
    ['-1500u', -3, '-2m'],
    ['0.1Mi', -3, '104857600m'],
    ['0.00001Ki', -3, '11m'],
    ['+1', -3, '+1'],
  ])('%s to 10^%i is %s', (text, exponent, canonical) => {
    expect(canonicalQuantity(roundUpQuantity(quantity(text), exponent))).toBe(canonical);
  });

  test('it never comes nearer to zero and adds less than one step', () => {
    fc.assert(
      fc.property(quantities, (original) => {
        const rounded = roundUpQuantity(original, -3);
        const added = subtractQuantities(rounded, original);
        expect([0, quantitySign(original)]).toContain(quantitySign(added));
        expect(compareQuantities(added, quantity('1m'))).toBe(-1);
        expect(compareQuantities(added, quantity('-1m'))).toBe(1);
      }),
    );
  });
});

describe('milliValue', () => {
  test.each([
    ['250m', 250n],
    ['1Gi', 1073741824000n],
    ['-1k', -1000000n],
    ['1.5m', undefined],
    ['10P', undefined],
    ['-0.5Ti', undefined],
  ])('of %s is %s', (text, milli) => {
    expect(milliValue(quantity(text))).toBe(milli);
  });
});
