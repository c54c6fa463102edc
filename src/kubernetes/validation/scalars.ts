import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt } from '../field-access.ts';
import { isPortName } from './names.ts';
import { invalid, notSupported, type Rejections, required } from './rejections.ts';

/** Mirrors ValidateNonnegativeField for several fields of one mapping. */
export function* validateNonNegative(value: JsonObject, path: string, ...fields: readonly string[]): Rejections {
  for (const field of fields) {
    const number = integerAt(value, field);
    if (number !== undefined && number < 0) yield invalid(`${path}.${field}`, 'must be greater than or equal to 0');
  }
}

/** An enumeration that must be there. The empty text stands for absent, as everywhere in the API. */
export function* validateEnum(
  value: JsonValue | undefined,
  field: string,
  supported: readonly string[],
  ifMissing: 'Required' | 'Allowed' = 'Required',
): Rejections {
  if (value === undefined || value === null || value === '') {
    if (ifMissing === 'Required') yield required(field, `is required: one of ${supported.join(', ')}`);
    return;
  }
  if (typeof value !== 'string' || !supported.includes(value)) yield notSupported(field, supported);
}

function isPortNumber(value: JsonValue | undefined): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

const portRange = 'must be between 1 and 65535';

/** A port of a Service or a probe: number or name. An absent one is the number 0. Mirrors ValidatePortNumOrName. */
export function* validatePort(value: JsonValue | undefined, field: string): Rejections {
  if (typeof value === 'string') {
    if (!isPortName(value)) {
      yield invalid(field, 'must be a port name: up to 15 lower case letters, digits or dashes, at least one letter');
    }
    return;
  }
  yield* validatePortNumber(value, field);
}

/** Mirrors IsValidPortNum. */
export function* validatePortNumber(value: JsonValue | undefined, field: string): Rejections {
  if (!isPortNumber(value)) yield invalid(field, portRange);
}

/** True where a pointer field is set, be it to a zero value. */
export function isSet(value: JsonValue | undefined, ...keys: readonly string[]): boolean {
  const found = fieldAt(value, ...keys);
  return found !== undefined && found !== null;
}
