/** A number held exactly: `unscaled` × 10^`exponent`. */
export interface ScaledDecimal {
  readonly unscaled: bigint;
  readonly exponent: number;
}

/** Powers of ten beyond this are never written out: a manifest may well say 1e1000000000. */
const digitsMax = 10_000;
export const maxInt64 = 2n ** 63n - 1n;

export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

export function compareDecimals(left: ScaledDecimal, right: ScaledDecimal): -1 | 0 | 1 {
  const [leftSign, rightSign] = [signOf(left), signOf(right)];
  if (leftSign !== rightSign) return leftSign < rightSign ? -1 : 1;
  if (leftSign === 0) return 0;
  const [leftDigits, rightDigits] = [integerDigits(left), integerDigits(right)];
  if (leftDigits !== rightDigits) return leftDigits < rightDigits === leftSign > 0 ? -1 : 1;
  const [a, b] = aligned(left, right);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Exact, but for two numbers of which one is over 10^10000 times the other: that one. */
export function addDecimals(left: ScaledDecimal, right: ScaledDecimal): ScaledDecimal {
  if (left.unscaled === 0n) return right;
  if (right.unscaled === 0n) return left;
  if (Math.abs(left.exponent - right.exponent) > digitsMax) {
    return integerDigits(left) > integerDigits(right) ? left : right;
  }
  const [a, b] = aligned(left, right);
  return { unscaled: a + b, exponent: Math.min(left.exponent, right.exponent) };
}

/** To a multiple of 10^`exponent`: 15 × 10^-1 to 0 is 2, −15 × 10^-1 is −2. */
export function roundAwayFromZero({ unscaled, exponent }: ScaledDecimal, target: number): ScaledDecimal {
  if (unscaled === 0n) return { unscaled, exponent: target };
  if (exponent - target > digitsMax) return { unscaled, exponent };
  if (exponent >= target) return { unscaled: unscaled * 10n ** BigInt(exponent - target), exponent: target };
  const away = unscaled < 0n ? -1n : 1n;
  if (target - exponent > unscaled.toString().length) return { unscaled: away, exponent: target };
  const divisor = 10n ** BigInt(target - exponent);
  const quotient = unscaled / divisor;
  return { unscaled: unscaled % divisor === 0n ? quotient : quotient + away, exponent: target };
}

/** The number itself if it is an integer (and of no absurd length), else undefined. */
export function wholeValue(decimal: ScaledDecimal): bigint | undefined {
  const rounded = roundAwayFromZero(decimal, 0);
  return rounded.exponent === 0 && compareDecimals(rounded, decimal) === 0 ? rounded.unscaled : undefined;
}

export function signOf({ unscaled }: ScaledDecimal): -1 | 0 | 1 {
  if (unscaled === 0n) return 0;
  return unscaled < 0n ? -1 : 1;
}

/** Digits before the point, negative or zero for fractions; orders numbers of one sign by magnitude. */
function integerDigits({ unscaled, exponent }: ScaledDecimal): number {
  return (unscaled < 0n ? -unscaled : unscaled).toString().length + exponent;
}

function aligned(left: ScaledDecimal, right: ScaledDecimal): readonly [bigint, bigint] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.unscaled * 10n ** BigInt(left.exponent - exponent),
    right.unscaled * 10n ** BigInt(right.exponent - exponent),
  ];
}
