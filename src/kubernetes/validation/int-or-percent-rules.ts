import type { JsonValue } from '../../schema/json.ts';
import { invalid, type Rejections } from './rejections.ts';

/** The number of a percentage in the form the API accepts, digits and %; undefined for anything else. */
function percentOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'string' && /^[0-9]+%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}

/** Whether pods or percents are other than zero. A malformed text counts as 0, one that begins as a number as that. */
export function isNonZero(value: JsonValue | undefined): boolean {
  return (percentOf(value) ?? (typeof value === 'number' ? value : wholeNumber(value))) !== 0;
}

/** Mirrors IntOrString.IntValue of a text: strconv.Atoi, 0 if it fails. */
function wholeNumber(value: JsonValue | undefined): number {
  return typeof value === 'string' && /^[+-]?[0-9]+$/.test(value) ? Number(value) : 0;
}

/** Mirrors ValidatePositiveIntOrPercent. */
export function* validateIntOrPercent(value: JsonValue | undefined, field: string): Rejections {
  if (typeof value === 'string') {
    if (percentOf(value) === undefined) yield invalid(field, 'must be an integer or a percentage such as 25%');
  } else if (typeof value === 'number' && value < 0) {
    yield invalid(field, 'must be greater than or equal to 0');
  }
}

/** Mirrors IsNotMoreThan100Percent. */
export function* validateAtMostAll(value: JsonValue | undefined, field: string): Rejections {
  if ((percentOf(value) ?? 0) > 100) yield invalid(field, 'must not be greater than 100%');
}
