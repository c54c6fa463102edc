import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { FieldType, StructType } from '../types/field-type.ts';
import { valuesIdentical } from '../values-equal.ts';
import { itemKey } from './list-order.ts';
import { mergeStruct } from './merge-struct.ts';
import { itemStructOf, listOf, structOf } from './patch-type.ts';

/**
 * A three-way merge which looks only at what differs between the last applied and the next manifest: applied again, the
 * rest changes nothing, since `live` was made of it. undefined where that is not sure (a null, a directive, an item
 * without or with the same merge key as another): then all of it is to be merged the long way.
 */
export function mergeChanged(
  type: StructType,
  lastApplied: JsonObject,
  live: JsonObject,
  next: JsonObject,
): JsonObject | undefined {
  if (!isPlain(type, lastApplied) || !isPlain(type, next)) return undefined;
  return mergeFields(type, lastApplied, live, next);
}

/** Fields which are not known are dropped on decoding: they need no merge. */
function mergeFields(
  type: StructType,
  lastApplied: JsonObject,
  live: JsonObject,
  next: JsonObject,
): JsonObject | undefined {
  const merged: Record<string, JsonValue> = { ...live };
  const remaining = new Set<string>();
  for (const key of Object.keys(next)) {
    const field = type.fields.get(key);
    if (field === undefined) continue;
    const [was, is] = [lastApplied[key], next[key]];
    if (valuesIdentical(was, is)) continue;
    const nested = mergeNested(field, was, live[key], is);
    if (nested === undefined) remaining.add(key);
    else merged[key] = nested;
  }
  for (const key of Object.keys(lastApplied)) {
    if (type.fields.has(key) && !Object.hasOwn(next, key)) remaining.add(key);
  }
  if (remaining.size === 0) return merged;
  const long = mergeStruct(type, pick(lastApplied, remaining), pick(live, remaining), pick(next, remaining));
  if (long === undefined) return undefined;
  for (const key of remaining) {
    const value = long[key];
    if (value === undefined) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

/** A struct, or a list whose items are the same ones in the same order; undefined for any other field. */
function mergeNested(
  field: FieldType,
  was: JsonValue | undefined,
  live: JsonValue | undefined,
  is: JsonValue | undefined,
): JsonValue | undefined {
  const struct = structOf(field);
  if (struct !== undefined) {
    if (struct.retainKeys || struct.isReplaced || !isJsonObject(was) || !isJsonObject(live) || !isJsonObject(is))
      return undefined;
    return mergeFields(struct, was, live, is);
  }
  const list = listOf(field);
  const items = list === undefined || list.retainKeys ? undefined : itemStructOf(list);
  const mergeKey = list?.mergeKey;
  if (items === undefined || mergeKey === undefined) return undefined;
  if (!isJsonArray(was) || !isJsonArray(live) || !isJsonArray(is)) return undefined;
  if (was.length !== is.length || was.length !== live.length) return undefined;
  const merged: JsonValue[] = [];
  for (const [at, item] of is.entries()) {
    const [former, current] = [was[at], live[at]];
    if (!isJsonObject(item) || !isJsonObject(former) || !isJsonObject(current)) return undefined;
    if (item[mergeKey] !== former[mergeKey] || item[mergeKey] !== current[mergeKey]) return undefined;
    const whole = valuesIdentical(former, item) ? current : mergeFields(items, former, current, item);
    if (whole === undefined) return undefined;
    merged.push(whole);
  }
  return merged;
}

/** Without null and directives, and in merged lists with a merge key in every item, each only once. */
function isPlain(type: FieldType | undefined, value: JsonValue | undefined): boolean {
  if (value === null) return false;
  if (isJsonObject(value)) {
    const struct = structOf(type);
    for (const key in value) {
      if (key.startsWith('$') || !isPlain(struct?.fields.get(key), value[key])) return false;
    }
    return true;
  }
  if (!isJsonArray(value)) return true;
  const list = listOf(type);
  const items = list === undefined ? undefined : itemStructOf(list);
  if (!value.every((item) => isPlain(items, item))) return false;
  if (list === undefined || (list.mergeKey === undefined && !list.merges)) return true;
  const keys = value.map((item) => itemKey(item, list.mergeKey));
  return new Set(keys).size === keys.length && keys.every(isStatedKey);
}

/** A zero value is as good as absent in the live object. */
function isStatedKey(key: JsonValue | undefined): boolean {
  return (typeof key === 'string' && key !== '') || (typeof key === 'number' && key !== 0);
}

function pick(object: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.has(key)));
}
