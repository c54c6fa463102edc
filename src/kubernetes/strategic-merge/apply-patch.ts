import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { ListType, StructType } from '../types/field-type.ts';
import { valueWithoutNulls } from '../without-nulls.ts';
import { inFinalOrder, itemKey, placesOf } from './list-order.ts';
import {
  deleteMarker,
  deletePrefix,
  itemStructOf,
  listOf,
  orderPrefix,
  retainKeysKey,
  structOf,
} from './patch-type.ts';

/**
 * A mapping with a strategic merge patch applied. A null deletes; beneath what is new a null is dropped.
 * Mirrors mergeMap with MergeParallelList and IgnoreUnmatchedNulls.
 */
export function applyPatch(type: StructType | undefined, value: JsonObject, patch: JsonObject): JsonObject {
  if (patch[deleteMarker] === 'delete') return {};
  if (patch[deleteMarker] === 'replace') return withoutDirectives(patch);
  const result = new Map(retained(value, patch[retainKeysKey]));
  for (const key of mergedLists(patch)) {
    const list = mergeList(listOf(type?.fields.get(key)), result.get(key), patch, key);
    if (list !== undefined) result.set(key, list);
  }
  for (const [key, wanted] of Object.entries(patch)) {
    if (isDirective(key) || isListOfDirective(key, patch)) continue;
    const had = result.get(key);
    if (wanted === null) result.delete(key);
    else if (isJsonObject(had) && isJsonObject(wanted)) {
      const struct = structOf(type?.fields.get(key));
      result.set(key, struct?.isReplaced === true ? wanted : applyPatch(struct, had, wanted));
    } else if (isJsonArray(had) && isJsonArray(wanted)) {
      result.set(key, mergeList(listOf(type?.fields.get(key)), had, patch, key) ?? wanted);
    } else result.set(key, valueWithoutNulls(wanted));
  }
  return Object.fromEntries(result);
}

function isDirective(key: string): boolean {
  return key === deleteMarker || key === retainKeysKey || key.startsWith(orderPrefix) || key.startsWith(deletePrefix);
}

/** The lists which a directive of the patch names; they are merged before everything else. */
function mergedLists(patch: JsonObject): ReadonlySet<string> {
  const prefixes = [orderPrefix, deletePrefix];
  const named = Object.keys(patch).flatMap((key) =>
    prefixes.filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length)),
  );
  return new Set(named);
}

function isListOfDirective(key: string, patch: JsonObject): boolean {
  return Object.hasOwn(patch, orderPrefix + key) || Object.hasOwn(patch, deletePrefix + key);
}

/** Mirrors applyRetainKeysDirective. */
function retained(value: JsonObject, keys: JsonValue | undefined): readonly [string, JsonValue][] {
  const entries = Object.entries(value);
  return isJsonArray(keys) ? entries.filter(([key]) => keys.includes(key)) : entries;
}

/** Mirrors mergePatchIntoOriginal and mergeSlice: undefined where there is nothing to merge. */
function mergeList(
  list: ListType | undefined,
  had: JsonValue | undefined,
  patch: JsonObject,
  key: string,
): readonly JsonValue[] | undefined {
  const former = isJsonArray(had) ? had : undefined;
  const wanted = patch[key];
  const additions = isJsonArray(wanted) ? wanted : undefined;
  const deletions = patch[deletePrefix + key];
  if (former === undefined && additions === undefined) return undefined;
  if (list === undefined || (list.mergeKey === undefined && !list.merges)) return additions ?? former;
  const merged =
    list.mergeKey === undefined
      ? mergeSet(former ?? [], additions ?? [], isJsonArray(deletions) ? deletions : [])
      : mergeKeyed(list, list.mergeKey, former ?? [], additions ?? []);
  const order = patch[orderPrefix + key];
  return inFinalOrder(merged, isJsonArray(order) ? order : (additions ?? []), former ?? [], list.mergeKey);
}

function mergeSet(
  former: readonly JsonValue[],
  additions: readonly JsonValue[],
  deletions: readonly JsonValue[],
): readonly JsonValue[] {
  return [...new Set([...former, ...additions])].filter((each) => !deletions.includes(each));
}

function mergeKeyed(
  list: ListType,
  mergeKey: string,
  former: readonly JsonValue[],
  additions: readonly JsonValue[],
): readonly JsonValue[] {
  const deleted = new Set(additions.filter(isDeletion).map((item) => itemKey(item, mergeKey)));
  const merged = former.filter((item) => !deleted.has(itemKey(item, mergeKey)));
  const places = placesOf(merged, mergeKey);
  for (const item of additions) {
    if (isDeletion(item)) continue;
    const key = itemKey(item, mergeKey);
    const at = places.get(key) ?? merged.length;
    const partner = merged[at];
    places.set(key, at);
    merged[at] = isJsonObject(partner) && isJsonObject(item) ? applyPatch(itemStructOf(list), partner, item) : item;
  }
  return merged;
}

function isDeletion(item: JsonValue): boolean {
  return isJsonObject(item) && item[deleteMarker] === 'delete';
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !isDirective(key)));
}
