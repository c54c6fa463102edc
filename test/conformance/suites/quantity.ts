import { z } from 'zod';
import {
  canonicalQuantity,
  explainQuantityFault,
  milliValue,
  parseQuantity,
  type Quantity,
  quantitiesEqual,
  quantitySign,
} from '../../../src/kubernetes/quantity.ts';
import { isInt64, wholeValue } from '../../../src/kubernetes/scaled-decimal.ts';
import type { ConformanceSuite } from '../suite.ts';

const QuantityRecord = z.looseObject({
  s: z.string(),
  class: z.number(),
  valueRoundedUp: z.unknown().optional(),
  format: z.unknown().optional(),
});

/** The first quantity seen of each class: the records of one class, and no others, are equal numbers. */
const seen: { readonly class: number; readonly quantity: Quantity }[] = [];

export const suite: ConformanceSuite = {
  name: 'quantity',
  replay(record) {
    const { id: _id, valueRoundedUp: _garbageBeyondInt64, format: _format, ...expected } = QuantityRecord.parse(record);
    const quantity = parseQuantity(expected.s);
    if (quantity === undefined) {
      const error = explainQuantityFault(expected.s);
      return { expected, actual: { s: expected.s, valid: false, error, class: -1, sign: 0 } };
    }
    return {
      expected,
      actual: {
        s: expected.s,
        valid: true,
        canonical: canonicalQuantity(quantity),
        milli: milliValue(quantity)?.toString(),
        decimal: decimalText(quantity),
        class: classOf(quantity, expected.class),
        sign: quantitySign(quantity),
        asInt64: int64Of(quantity),
      },
    };
  },
};

/** The class of the quantities seen so far which are equal; a number not seen yet takes the class of its record. */
function classOf(quantity: Quantity, recorded: number): number | string {
  const equal = seen.find((each) => quantitiesEqual(each.quantity, quantity));
  if (equal !== undefined) return equal.class;
  if (seen.some((each) => each.class === recorded)) return 'unlike the others of its class';
  seen.push({ class: recorded, quantity });
  return recorded;
}

/** The library's AsInt64 gives nothing for what it holds with a fraction or as a decimal. */
function int64Of(quantity: Quantity): bigint | undefined {
  if (quantity.isDecimal || quantity.exponent < 0) return undefined;
  const whole = wholeValue(quantity);
  return whole !== undefined && isInt64(whole) ? whole : undefined;
}

/** The number as the library writes a decimal: every digit which it holds, also zeros at the end. */
function decimalText({ unscaled, exponent }: Quantity): string {
  if (exponent >= 0) return unscaled === 0n ? '0' : `${unscaled}${'0'.repeat(exponent)}`;
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(1 - exponent, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}
