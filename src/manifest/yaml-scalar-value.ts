import type { JsonValue } from '../schema/json.ts';
import { exactInteger } from './exact-integer.ts';
import { TextError } from './text-error.ts';
import type { YamlScalar } from './yaml-node.ts';

const prefix = 'tag:yaml.org,2002:';

/** What a scalar is for go-yaml. Its integers and its floats are different types: as keys of a mapping they differ. */
export type ScalarValue =
  | { readonly type: 'Null' }
  | { readonly type: 'Boolean'; readonly value: boolean }
  | { readonly type: 'Integer'; readonly value: bigint }
  /** May be infinite or not a number: allowed in a key, but not in JSON. */
  | { readonly type: 'Float'; readonly value: number }
  | { readonly type: 'String'; readonly value: string };

const words: ReadonlyMap<string, ScalarValue> = new Map([
  ...wordsFor({ type: 'Boolean', value: true }, 'y Y yes Yes YES true True TRUE on On ON'),
  ...wordsFor({ type: 'Boolean', value: false }, 'n N no No NO false False FALSE off Off OFF'),
  ...wordsFor({ type: 'Null' }, '~ null Null NULL'),
  ...wordsFor({ type: 'Float', value: Number.NaN }, '.nan .NaN .NAN'),
  ...wordsFor({ type: 'Float', value: Number.POSITIVE_INFINITY }, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...wordsFor({ type: 'Float', value: Number.NEGATIVE_INFINITY }, '-.inf -.Inf -.INF'),
]);

const wordLengthMax = Math.max(...Array.from(words.keys(), (word) => word.length));

function wordsFor(value: ScalarValue, list: string): [string, ScalarValue][] {
  return list.split(' ').map((word) => [word, value]);
}

/** The value of a scalar by its text and its tag (go-yaml: resolve). Throws TextError where the tag does not fit the text. */
export function scalarValue(scalar: YamlScalar): ScalarValue {
  const { text, tag } = scalar;
  if (tag === '') return scalar.implicit ? plainValue(text) : { type: 'String', value: text };
  switch (tag) {
    case `${prefix}bool`:
      return requireType(scalar, plainValue(text), 'Boolean');
    case `${prefix}int`:
      return requireType(scalar, plainValue(text), 'Integer');
    case `${prefix}null`:
      return requireType(scalar, plainValue(text), 'Null');
    case `${prefix}float`:
      return requireType(scalar, toFloat(plainValue(text)), 'Float');
    case `${prefix}timestamp`:
      if (!isTimestamp(text)) throw tagError(scalar);
      return { type: 'String', value: text };
    case `${prefix}binary`:
      return { type: 'String', value: decodeBinary(scalar) };
    default:
      return { type: 'String', value: text };
  }
}

function requireType(scalar: YamlScalar, value: ScalarValue, type: ScalarValue['type']): ScalarValue {
  if (value.type !== type) throw tagError(scalar);
  return value;
}

function tagError(scalar: YamlScalar): TextError {
  return new TextError('a value does not fit its tag', scalar.start);
}

const int64Max = 2n ** 63n - 1n;

/** go-yaml turns an integer into a float for `!!float`, but not one which needs 64 bits without a sign. */
function toFloat(value: ScalarValue): ScalarValue {
  if (value.type !== 'Integer' || value.value > int64Max) return value;
  return { type: 'Float', value: Number(value.value) };
}

/** What nearly every number in a manifest looks like. */
const shortDecimal = /^(?:0|[1-9][0-9]{0,14})$/;

/** The JSON value of a plain scalar; undefined: it has none, being infinite or no number. */
export function plainJson(text: string): JsonValue | undefined {
  return shortDecimal.test(text) ? Number(text) : jsonOf(plainValue(text));
}

/** The JSON value of what a scalar is; undefined: it has none, being infinite or no number. */
export function jsonOf(value: ScalarValue): JsonValue | undefined {
  if (value.type === 'Null') return null;
  if (value.type === 'Integer') return exactInteger(value.value);
  if (value.type !== 'Float') return value.value;
  if (!Number.isFinite(value.value)) return undefined;
  // JSON has no negative zero.
  return value.value === 0 ? 0 : value.value;
}

/** Whether a text which begins with a letter is nothing but text to go-yaml. */
export function isPlainWord(text: string): boolean {
  return text.length > wordLengthMax || !words.has(text);
}

function plainValue(text: string): ScalarValue {
  if (text === '') return { type: 'Null' };
  const first = text.charAt(0);
  if ((first >= '0' && first <= '9') || first === '+' || first === '-' || first === '.') {
    return words.get(text) ?? numberValue(text, first) ?? { type: 'String', value: text };
  }
  return words.get(text) ?? { type: 'String', value: text };
}

const dotFloat = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** A float which is too large for a double (`1e400`) stays text, and so does what looks like a time (`12:30`). */
function numberValue(text: string, first: string): ScalarValue | undefined {
  if (first === '.') return dotFloat.test(text) ? finiteFloat(text.replaceAll('_', '')) : undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = parseGoInteger(plain);
  if (integer !== undefined) return { type: 'Integer', value: integer };
  if (float.test(plain)) return finiteFloat(plain);
  const binary = /^0b([-+])([01]+)$/.exec(plain);
  if (binary === null) return undefined;
  const value = parseGoInteger(`${binary[1] ?? ''}0b${binary[2] ?? ''}`);
  return value === undefined ? undefined : { type: 'Integer', value };
}

function finiteFloat(text: string): ScalarValue | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'Float', value } : undefined;
}

/** 64 binary digits, their prefix and a sign. */
const integerLengthMax = 67;
const integer = /^([-+]?)(?:(0[bB][01]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|[1-9][0-9]*)|0([0-7]*))$/;

/**
 * Go's strconv.ParseInt and, without a sign, ParseUint with base 0: decimal, `0x`, `0o`, `0b`, and a leading zero for octal.
 * "0644" is 420; "08" is no integer (and then the float 8).
 */
function parseGoInteger(text: string): bigint | undefined {
  const match = text.length <= integerLengthMax ? integer.exec(text) : null;
  if (match === null) return undefined;
  const [, sign, digits, octal] = match;
  const amount = BigInt(digits?.toLowerCase() ?? `0o0${octal ?? ''}`);
  if (sign === '-') return amount <= int64Max + 1n ? -amount : undefined;
  return amount <= (sign === '+' ? int64Max : 2n ** 64n - 1n) ? amount : undefined;
}

const timestamp =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2})))| ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?)?$/;

/** The forms of a timestamp that go-yaml knows; matters only below an explicit `!!timestamp`, for the value stays text. */
function isTimestamp(text: string): boolean {
  const match = timestamp.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, ...rest] = match.slice(1).map((part) => Number(part ?? 0));
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0, ...spaced] = rest;
  const daysInMonth =
    month === 2 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0)) ? 28 : monthDays[month - 1];
  return (
    daysInMonth !== undefined &&
    day >= 1 &&
    day <= daysInMonth &&
    Math.max(hour, spaced[0] ?? 0) <= 23 &&
    Math.max(minute, spaced[1] ?? 0) <= 59 &&
    Math.max(second, spaced[2] ?? 0) <= 59 &&
    zoneHour <= 24 &&
    zoneMinute <= 60
  );
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function decodeBinary(scalar: YamlScalar): string {
  const text = scalar.text.replaceAll(/[\r\n]/g, '');
  if (text.length % 4 !== 0 || !base64.test(text)) throw new TextError('a !!binary value is not base64', scalar.start);
  return decodeLikeGo(atob(text));
}

/** UTF-8 as Go's encoding/json reads it: each byte which is not part of a character becomes U+FFFD by itself. */
function decodeLikeGo(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const character =
    /[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|./gs;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return bytes.replaceAll(character, (part) => {
    if (part.length === 1) return part <= '\x7f' ? part : '\ufffd';
    return decoder.decode(Uint8Array.from(part, (byte) => byte.charCodeAt(0)));
  });
}
