import type { JsonValue } from '../schema/json.ts';
import { canonicalQuantity, parseQuantityValue } from './quantity.ts';
import type { ScalarType } from './types/field-type.ts';

/** What a scalar of the wrong type is told to be. */
export interface WrongScalar {
  readonly wanted: string;
}

const maxInt32 = 2 ** 31 - 1;
const minInt32 = -(2 ** 31);

type Decoder = (value: Exclude<JsonValue, null>) => JsonValue | WrongScalar;

const decoders: Readonly<Record<ScalarType['type'], Decoder>> = {
  Text: (value) => (typeof value === 'string' ? value : { wanted: 'a string' }),
  Bool: (value) => (typeof value === 'boolean' ? value : { wanted: 'true or false' }),
  Int32: decodeInt32,
  Int64: decodeInt64,
  IntOrText: (value) => (typeof value === 'string' ? value : decodeInt32(value)),
  Quantity: decodeQuantity,
  Bytes: decodeBytes,
  Time: decodeTime,
};

/** The zero values as they stand where a value must stand: in a list, in a map, behind a pointer. */
const zeros: Readonly<Record<ScalarType['type'], JsonValue>> = {
  Text: '',
  Bool: false,
  Int32: 0,
  Int64: 0,
  IntOrText: 0,
  Quantity: '0',
  Bytes: '',
  Time: '',
};

/**
 * A scalar as Go holds it, in one spelling per value: quantities canonical, base64 without line breaks, times in UTC
 * seconds. null is the zero value. Mirrors how sigs.k8s.io/json reads into the Go types of the API.
 */
export function decodeScalar(type: ScalarType, value: JsonValue): JsonValue | WrongScalar {
  return value === null ? zeroScalar(type) : decoders[type.type](value);
}

export function isWrongScalar(value: JsonValue | WrongScalar): value is WrongScalar {
  return typeof value === 'object' && value !== null && 'wanted' in value;
}

/** Whether a field that is no pointer cannot tell this value from an absent one. */
export function isZeroScalar(type: ScalarType, value: JsonValue): boolean {
  if (value === 0 || value === false) return true;
  if (value === '') return type.type !== 'IntOrText';
  return type.type === 'Quantity' && value === '0';
}

export function zeroScalar(type: ScalarType): JsonValue {
  return zeros[type.type];
}

function decodeInt32(value: JsonValue): JsonValue | WrongScalar {
  const isInt32 = typeof value === 'number' && Number.isInteger(value) && value <= maxInt32 && value >= minInt32;
  return isInt32 ? value : { wanted: 'a whole number of 32 bits' };
}

function decodeInt64(value: JsonValue): JsonValue | WrongScalar {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  return { wanted: 'a whole number of 64 bits' };
}

function decodeQuantity(value: JsonValue): JsonValue | WrongScalar {
  const quantity = parseQuantityValue(value);
  return quantity === undefined ? { wanted: 'a quantity' } : canonicalQuantity(quantity);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Go ignores line breaks within base64. */
function decodeBytes(value: JsonValue): JsonValue | WrongScalar {
  if (typeof value !== 'string') return { wanted: 'base64 text' };
  const joined = /[\r\n]/.test(value) ? value.replace(/[\r\n]/g, '') : value;
  return base64.test(joined) ? joined : { wanted: 'base64 text' };
}

const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

function decodeTime(value: JsonValue): JsonValue | WrongScalar {
  const wrong = { wanted: 'a time such as 2025-01-31T12:00:00Z' };
  if (typeof value !== 'string' || !timeForm.test(value)) return wrong;
  const milliseconds = Date.parse(value.replace(',', '.'));
  return Number.isNaN(milliseconds) ? wrong : `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
