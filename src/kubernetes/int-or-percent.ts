import type { JsonValue } from '../schema/json.ts';
import { isInt64 } from './scaled-decimal.ts';

/** Why a value is neither an integer nor a percentage, in the words of Kubernetes. */
export interface IntOrPercentFault {
  readonly type: 'Invalid';
  readonly reason: string;
}

/** A resolved number of pods. Negative or absurdly large where the API validation would have refused the value. */
export interface ScaledPods {
  readonly type: 'Pods';
  readonly pods: number;
}

/** What a rolling update may have above and below the desired number of pods. */
export interface Fenceposts {
  readonly type: 'Fenceposts';
  readonly surge: number;
  readonly unavailable: number;
}

interface Percentage {
  readonly type: 'Percentage';
  readonly percent: bigint;
}

const int64Min = -(2 ** 63);
const int32Min = -(2 ** 31);
const int32Max = 2 ** 31 - 1;

/**
 * Pods of an int-or-percent field. A percentage is taken of `total` and rounded as asked: 25 % of 10 is 3 up,
 * 2 down. Mirrors intstr.GetScaledValueFromIntOrPercent: `+25%`, `-25%` and `007%` are percentages; `25`, `25.5%`
 * and `25 %` are not. Absent or null is a fault here; resolveFenceposts takes it for 0.
 */
export function scaledPods(
  value: JsonValue | undefined,
  total: number,
  round: 'up' | 'down',
): ScaledPods | IntOrPercentFault {
  if (value === undefined || value === null) return invalid('nil value for IntOrString');
  const read = readIntOrPercent(value);
  if (read.type !== 'Percentage') return read;
  const exact = (Number(read.percent) * total) / 100;
  return { type: 'Pods', pods: toInt64(round === 'up' ? Math.ceil(exact) : Math.floor(exact)) };
}

/**
 * maxSurge rounded up and maxUnavailable rounded down, of the desired replicas. Both zero become surge 0,
 * unavailable 1, also for 0 replicas: 25 % and 25 % of 10 are 3 and 2, 0 and 1 % of 10 are 0 and 1. Absent counts
 * as 0 (the API server has filled in 25 % before). unavailable is not capped at the replicas here.
 * Mirrors ResolveFenceposts of the Deployment controller, with its wrap to 32 bits.
 */
export function resolveFenceposts(
  maxSurge: JsonValue | undefined,
  maxUnavailable: JsonValue | undefined,
  desired: number,
): Fenceposts | IntOrPercentFault {
  const surge = scaledPods(maxSurge ?? 0, desired, 'up');
  if (surge.type === 'Invalid') return surge;
  const unavailable = scaledPods(maxUnavailable ?? 0, desired, 'down');
  if (unavailable.type === 'Invalid') return unavailable;
  const areBothZero = surge.pods === 0 && unavailable.pods === 0;
  return {
    type: 'Fenceposts',
    surge: toInt32(surge.pods),
    unavailable: areBothZero ? 1 : toInt32(unavailable.pods),
  };
}

function readIntOrPercent(value: JsonValue): ScaledPods | Percentage | IntOrPercentFault {
  if (typeof value === 'number' && Number.isInteger(value) && value >= int32Min && value <= int32Max) {
    return { type: 'Pods', pods: value };
  }
  if (typeof value !== 'string') {
    return invalid(`decode: json: cannot unmarshal ${describe(value)} into Go value of type int32`);
  }
  if (!value.endsWith('%')) return faultOf('invalid type: string is not a percentage');
  const digits = value.slice(0, -1);
  const parsing = `invalid value ${quote(value)}: strconv.Atoi: parsing ${quote(digits)}`;
  if (!/^[+-]?[0-9]+$/.test(digits)) return faultOf(`${parsing}: invalid syntax`);
  const percent = BigInt(digits.replace(/^\+/, ''));
  if (!isInt64(percent)) return faultOf(`${parsing}: value out of range`);
  return { type: 'Percentage', percent };
}

function faultOf(reason: string): IntOrPercentFault {
  return invalid(`invalid value for IntOrString: ${reason}`);
}

function invalid(reason: string): IntOrPercentFault {
  return { type: 'Invalid', reason };
}

function describe(value: JsonValue): string {
  if (typeof value === 'number' || typeof value === 'bigint') return `number ${value}`;
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : 'object';
}

/** As the controllers' 64-bit machines do it: what does not fit becomes the smallest integer. −0 becomes 0. */
function toInt64(value: number): number {
  return value >= -int64Min || value < int64Min ? int64Min : value + 0;
}

function toInt32(value: number): number {
  return Number(BigInt.asIntN(32, BigInt(value)));
}

/** As Go quotes: what cannot be printed is escaped. */
function quote(text: string): string {
  const escaped = text
    .replace(/["\\]/g, (character) => `\\${character}`)
    .replace(/(?! )[\p{C}\p{Z}]/gu, (character) => escapeOf(character));
  return `"${escaped}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x80) return shortEscapes.get(character) ?? `\\x${hex.padStart(2, '0')}`;
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** A number of pods or a percentage as a manifest states it; undefined: absent, or no such thing. */
export function statedIntOrPercent(value: JsonValue | undefined): number | string | undefined {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isCount || (typeof value === 'string' && /^\d{1,9}%$/.test(value)) ? value : undefined;
}
