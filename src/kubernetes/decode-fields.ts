import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { decodeScalar, isWrongScalar, isZeroScalar, zeroScalar } from './decode-scalar.ts';
import type { FieldType, ListType, MapType, PointerType, ScalarType, StructType } from './types/field-type.ts';

/** A value of the wrong type: the API server answers 400 and keeps nothing of the object. */
export interface DecodeProblem {
  /** As the API server writes field paths: `spec.template.spec.containers[0].ports[0].containerPort`. */
  readonly field: string;
  /** What the field wants. Never holds the value. */
  readonly reason: string;
}

export interface Decoding {
  readonly minor: number;
  readonly problems: DecodeProblem[];
  readonly unknownFields: string[];
  /** The way to the value at hand. */
  readonly path: (string | number)[];
}

/**
 * The fields of a struct as Go holds them: unknown and gated ones dropped, zero values of fields that are no pointers
 * dropped; the value itself where nothing is to be dropped.
 */
export function decodeStruct(type: StructType, value: JsonObject, decoding: Decoding): JsonObject {
  const decoded: Record<string, JsonValue> = {};
  let isChanged = false;
  for (const key of Object.keys(value)) {
    const given = value[key];
    if (given === undefined) continue;
    decoding.path.push(key);
    const field = type.fields.get(key);
    const kept = field === undefined ? noteUnknown(decoding) : decodeField(field, given, decoding);
    decoding.path.pop();
    if (kept !== given) isChanged = true;
    if (kept !== undefined) decoded[key] = kept;
  }
  return isChanged ? decoded : value;
}

/** undefined: the field is as if it were absent. */
function decodeField(type: FieldType, value: JsonValue, decoding: Decoding): JsonValue | undefined {
  if (type.type === 'Struct') return emptyIsAbsent(decodeStructValue(type, value, decoding));
  if (type.type === 'List') return decodeList(type, value, decoding);
  if (type.type === 'Map') return decodeMap(type, value, decoding);
  if (type.type === 'Pointer') return value === null ? undefined : decodePointer(type, value, decoding);
  if (type.type === 'Gated') {
    const isKept = type.sinceMinor <= decoding.minor && decoding.minor < type.untilMinor;
    return isKept ? decodeField(type.of, value, decoding) : undefined;
  }
  if (type.type === 'Ignored') return undefined;
  const scalar = decodeScalarValue(type, value, decoding);
  return isZeroScalar(type, scalar) ? undefined : scalar;
}

function decodePointer(type: PointerType, value: JsonValue, decoding: Decoding): JsonValue {
  return type.of.type === 'Struct'
    ? decodeStructValue(type.of, value, decoding)
    : decodeScalarValue(type.of, value, decoding);
}

const emptyStruct: JsonObject = {};

function decodeStructValue(type: StructType, value: JsonValue, decoding: Decoding): JsonObject {
  if (isJsonObject(value)) return decodeStruct(type, value, decoding);
  if (value !== null) noteProblem('a mapping', decoding);
  return emptyStruct;
}

function emptyIsAbsent(value: JsonObject): JsonObject | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function decodeList(type: ListType, value: JsonValue, decoding: Decoding): readonly JsonValue[] | undefined {
  if (!isJsonArray(value)) {
    if (value !== null) noteProblem('a list', decoding);
    return undefined;
  }
  if (value.length === 0) return type.keepsEmpty ? value : undefined;
  let isChanged = false;
  const decoded = value.map((item, index) => {
    decoding.path.push(index);
    const kept =
      type.of.type === 'Struct'
        ? decodeStructValue(type.of, item, decoding)
        : decodeScalarValue(type.of, item, decoding);
    decoding.path.pop();
    if (kept !== item) isChanged = true;
    return kept;
  });
  return isChanged ? decoded : value;
}

function decodeMap(type: MapType, value: JsonValue, decoding: Decoding): JsonObject | undefined {
  if (!isJsonObject(value)) {
    if (value !== null) noteProblem('a mapping', decoding);
    return undefined;
  }
  let isChanged = false;
  const entries = Object.entries(value).map(([key, given]): [string, JsonValue] => {
    decoding.path.push(key);
    const kept = decodeScalarValue(type.of, given, decoding);
    decoding.path.pop();
    if (kept !== given) isChanged = true;
    return [key, kept];
  });
  if (entries.length === 0) return undefined;
  return isChanged ? Object.fromEntries(entries) : value;
}

function decodeScalarValue(type: ScalarType, value: JsonValue, decoding: Decoding): JsonValue {
  const decoded = decodeScalar(type, value);
  if (!isWrongScalar(decoded)) return decoded;
  noteProblem(decoded.wanted, decoding);
  return zeroScalar(type);
}

function noteProblem(wanted: string, decoding: Decoding): void {
  decoding.problems.push({ field: pathText(decoding.path), reason: `must be ${wanted}` });
}

function noteUnknown(decoding: Decoding): undefined {
  decoding.unknownFields.push(pathText(decoding.path));
}

function pathText(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
