import type { JsonValue } from '../schema/json.ts';
import {
  addDecimals,
  compareDecimals,
  isInt64,
  maxInt64,
  roundAwayFromZero,
  type ScaledDecimal,
  signOf,
  wholeValue,
} from './scaled-decimal.ts';

type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

/** An amount of a resource, exact: `unscaled` × 10^`exponent`. Made by parseQuantity, never by hand. */
export interface Quantity extends ScaledDecimal {
  /** The family of suffixes in which it is written. */
  readonly format: QuantityFormat;
  /** Kubernetes holds it as a decimal of any size instead of an int64 with a scale. */
  readonly isDecimal: boolean;
  /** Present where Kubernetes keeps the spelling (`+1`, `007k`, `1.Gi`) instead of writing its own. */
  readonly text?: string;
}

/** The words of the API server. */
export type QuantityFault = typeof wrongFormat | typeof wrongNumber | typeof wrongSuffix;
const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const wrongNumber = 'unable to parse numeric part of quantity';
const wrongSuffix = "unable to parse quantity's suffix";

const nano = -9;
/** Decimal digits which an int64 always holds. */
const int64Digits = 18;

const decimalSuffixes: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const decimalSuffixOf: ReadonlyMap<number, string> = new Map([...decimalSuffixes].map(([text, at]) => [at, text]));
const binarySuffixes: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

interface Suffix {
  readonly format: QuantityFormat;
  /** Of ten, for BinarySI of two. */
  readonly exponent: number;
}

interface Scanned {
  /** Digits before the point without leading zeros, "0" if none are left. */
  readonly whole: string;
  readonly fraction: string;
  /** Sign, digits and point as they stand. */
  readonly number: string;
  readonly suffix: Suffix;
}

/** `500m`, `1.5Gi`, `12e6`; undefined: not a quantity (explainQuantityFault says why). Mirrors resource.ParseQuantity. */
export function parseQuantity(text: string): Quantity | undefined {
  const read = readQuantity(text);
  return typeof read === 'string' ? undefined : read;
}

/** A quantity as it stands in a manifest: text (white space around it is dropped), number, or null (zero). */
export function parseQuantityValue(value: JsonValue): Quantity | undefined {
  if (value === null) return parseQuantity('0');
  if (typeof value === 'number' || typeof value === 'bigint') return parseQuantity(String(value));
  return typeof value === 'string' ? parseQuantity(trimSpace(value)) : undefined;
}

/** Why a text is not a quantity; undefined if it is one. */
export function explainQuantityFault(text: string): QuantityFault | undefined {
  const read = readQuantity(text);
  return typeof read === 'string' ? read : undefined;
}

/**
 * The text which the API server stores: `1024Mi` gives 1Gi, `1.5k` gives 1500, `0.3Ki` gives 307200m. Mirrors
 * Quantity.String of Kubernetes 1.32 with its peculiarities: a spelling which looks canonical is kept (`+1`,
 * `1.234`), and a DecimalSI value whose exponent has no suffix loses it (`1000E` gives 1).
 */
export function canonicalQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI') {
    const integer = wholeValue(quantity);
    if (integer !== undefined && (integer >= 1024n || integer <= -1024n)) return binaryText(integer);
  }
  const digits = quantity.unscaled.toString();
  const significant = digits.replace(/0+$/, '');
  const exponent = quantity.exponent + digits.length - significant.length;
  const multipleOfThree = Math.floor(exponent / 3) * 3;
  const mantissa = significant + '0'.repeat(exponent - multipleOfThree);
  if (quantity.format !== 'DecimalExponent') return mantissa + (decimalSuffixOf.get(multipleOfThree) ?? '');
  return multipleOfThree === 0 ? mantissa : `${mantissa}e${multipleOfThree}`;
}

/** −1, 0, 1: below, equal, above, by number: `1Gi` equals `1073741824`. */
export function compareQuantities(left: Quantity, right: Quantity): -1 | 0 | 1 {
  return compareDecimals(left, right);
}

export function quantitiesEqual(left: Quantity, right: Quantity): boolean {
  return compareDecimals(left, right) === 0;
}

export function quantitySign(quantity: Quantity): -1 | 0 | 1 {
  return signOf(quantity);
}

/** 1Gi + 512Mi = 1536Mi. The format is that of the left, unless that is zero. */
export function addQuantities(left: Quantity, right: Quantity): Quantity {
  return calculated(addDecimals(left, right), left.unscaled === 0n ? right.format : left.format);
}

/** 1536Mi − 512Mi = 1Gi. */
export function subtractQuantities(left: Quantity, right: Quantity): Quantity {
  return addQuantities(left, multiplyQuantity(right, -1));
}

/** 500m × 3 = 1500m. `times` is an integer. */
export function multiplyQuantity(quantity: Quantity, times: number | bigint): Quantity {
  return calculated({ unscaled: quantity.unscaled * BigInt(times), exponent: quantity.exponent }, quantity.format);
}

/** Rounded away from zero to a multiple of 10^`exponent`: 1500u to −3 is 2m. Mirrors Quantity.RoundUp. */
export function roundUpQuantity(quantity: Quantity, exponent: number): Quantity {
  if (!quantity.isDecimal && quantity.exponent >= exponent) return quantity;
  const { format, isDecimal } = quantity;
  return { ...roundAwayFromZero(quantity, exponent), format, isDecimal };
}

/**
 * Thousandths: `250m` is 250. undefined where they are no whole number or no int64, and for the negative decimals
 * at which Kubernetes' own arithmetic (scaledValue) wraps around.
 */
export function milliValue(quantity: Quantity): bigint | undefined {
  if (quantity.isDecimal && quantity.unscaled < 0n && !isInt64(quantity.unscaled)) return undefined;
  const thousandths = wholeValue({ unscaled: quantity.unscaled, exponent: quantity.exponent + 3 });
  return thousandths !== undefined && isInt64(thousandths) ? thousandths : undefined;
}

function readQuantity(text: string): Quantity | QuantityFault {
  const scanned = scan(text);
  if (typeof scanned === 'string') return scanned;
  return readInt64(text, scanned) ?? readDecimal(scanned);
}

/** The quantities which Kubernetes keeps as an int64 with a scale; undefined for all others. */
function readInt64(text: string, { whole, fraction, suffix }: Scanned): Quantity | undefined {
  const isBinary = suffix.format === 'BinarySI';
  if (isBinary && fraction !== '') return undefined;
  const room = isBinary ? 14 - (suffix.exponent * 3) / 10 : int64Digits;
  if (whole.length + fraction.length > room) return undefined;
  const exponent = (isBinary ? 0 : suffix.exponent) - fraction.length;
  if (exponent < nano) return undefined;
  const digits = whole + fraction;
  const value = BigInt(digits);
  const signed = text.startsWith('-') ? -value : value;
  const keepsText = isBinary
    ? value % 8n !== 0n
    : exponent % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  return {
    unscaled: isBinary ? signed * 2n ** BigInt(suffix.exponent) : signed,
    exponent,
    format: suffix.format,
    isDecimal: false,
    ...(keepsText ? { text } : {}),
  };
}

/** The rest: rounded away from zero to nano, and with a binary suffix capped at 2^63 − 1. */
function readDecimal({ number, fraction, suffix }: Scanned): Quantity | QuantityFault {
  const digits = number.replace(/[+.-]/g, '');
  if (digits === '') return wrongNumber;
  const isBinary = suffix.format === 'BinarySI';
  const unscaled = BigInt(digits) * (isBinary ? 2n ** BigInt(suffix.exponent) : 1n);
  const exponent = (isBinary ? 0 : suffix.exponent) - fraction.length;
  if (unscaled === 0n) return { unscaled, exponent, format: suffix.format, isDecimal: true };
  const rounded = roundAwayFromZero({ unscaled, exponent }, nano);
  const isCapped = isBinary && rounded.unscaled > maxInt64 * 10n ** 9n;
  const magnitude = isCapped ? { unscaled: maxInt64, exponent: 0 } : rounded;
  return {
    unscaled: number.startsWith('-') ? -magnitude.unscaled : magnitude.unscaled,
    exponent: magnitude.exponent,
    format: isBinary && rounded.unscaled < 10n ** 9n ? 'DecimalSI' : suffix.format,
    isDecimal: true,
  };
}

/**
 * Sign, digits, point, digits, suffix, each of which may be absent: `-`, `.` and `m` are zero. Looser than the
 * regular expression of the API server's message, as its scanner is.
 */
function scan(text: string): Scanned | QuantityFault {
  if (text === '') return wrongFormat;
  const parts = /^[+-]?(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/.exec(text);
  if (parts === null) return wrongFormat;
  const [, digits = '', fraction = '', suffixText = ''] = parts;
  const suffix = readSuffix(suffixText);
  if (suffix === undefined) return wrongSuffix;
  const whole = digits.replace(/^0+/, '');
  const number = text.slice(0, text.length - suffixText.length);
  return { whole: whole === '' ? '0' : whole, fraction, number, suffix };
}

function readSuffix(text: string): Suffix | undefined {
  const exponent = decimalSuffixes.get(text);
  if (exponent !== undefined) return { format: 'DecimalSI', exponent };
  const power = binarySuffixes.indexOf(text);
  if (power > 0) return { format: 'BinarySI', exponent: power * 10 };
  if (!/^[eE][+-]?\d+$/.test(text)) return undefined;
  const stated = BigInt(text.slice(text[1] === '+' ? 2 : 1));
  return isInt64(stated) ? { format: 'DecimalExponent', exponent: Number(BigInt.asIntN(32, stated)) } : undefined;
}

function calculated(result: ScaledDecimal, format: QuantityFormat): Quantity {
  return { unscaled: result.unscaled, exponent: result.exponent, format, isDecimal: !isInt64(result.unscaled) };
}

function binaryText(integer: bigint): string {
  let [mantissa, power] = [integer, 0];
  while (mantissa % 1024n === 0n && power < binarySuffixes.length - 1) {
    mantissa /= 1024n;
    power += 1;
  }
  return `${mantissa}${binarySuffixes[power] ?? ''}`;
}

/** What Go takes for space around a value. */
function trimSpace(text: string): string {
  return text.replace(/^[\t-\r \u0085\p{Zs}\u2028\u2029]+|[\t-\r \u0085\p{Zs}\u2028\u2029]+$/gu, '');
}
