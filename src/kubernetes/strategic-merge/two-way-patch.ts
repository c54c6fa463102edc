import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { ListType, StructType } from '../types/field-type.ts';
import { valuesIdentical } from '../values-equal.ts';
import { applyPatch } from './apply-patch.ts';
import { itemKey } from './list-order.ts';
import { makePatch } from './make-patch.ts';
import { isMergeable } from './mergeable.ts';
import { itemStructOf, listOf, structOf } from './patch-type.ts';

/**
 * The strategic merge patch which makes `to` of `from`, additions and deletions in one; undefined: no such patch does
 * (a list lacks its merge keys, or holds one of them twice). Mirrors strategicpatch.CreateTwoWayMergePatch.
 */
export function twoWayPatch(type: StructType, from: JsonObject, to: JsonObject): JsonObject | undefined {
  if (!isMergeable(type, from) || !isMergeable(type, to)) return undefined;
  const additions = makePatch(type, from, to, 'Additions');
  const deletions = makePatch(type, from, to, 'Deletions');
  const patch = joinPatches(type, additions, deletions);
  return valuesIdentical(applyPatch(type, from, patch), to) ? patch : undefined;
}

/** Both halves name the same order and the same retained keys; everything else stands in one of them, or in both below. */
function joinPatches(type: StructType | undefined, additions: JsonObject, deletions: JsonObject): JsonObject {
  const joined = new Map(Object.entries(additions));
  for (const [key, deletion] of Object.entries(deletions)) {
    const addition = Object.hasOwn(additions, key) ? additions[key] : undefined;
    const field = type?.fields.get(key);
    if (addition === undefined) joined.set(key, deletion);
    else if (isJsonObject(addition) && isJsonObject(deletion)) {
      joined.set(key, joinPatches(structOf(field), addition, deletion));
    } else if (isJsonArray(addition) && isJsonArray(deletion)) {
      joined.set(key, joinLists(listOf(field), addition, deletion));
    }
  }
  return Object.fromEntries(joined);
}

/** Without a merge key only a directive is left, which says the same in both halves. */
function joinLists(
  list: ListType | undefined,
  additions: readonly JsonValue[],
  deletions: readonly JsonValue[],
): readonly JsonValue[] {
  const mergeKey = list?.mergeKey;
  if (list === undefined || mergeKey === undefined) return additions;
  const deleted = new Map(deletions.map((item) => [itemKey(item, mergeKey), item]));
  const joined = additions.map((item) => {
    const key = itemKey(item, mergeKey);
    const deletion = deleted.get(key);
    deleted.delete(key);
    return isJsonObject(item) && isJsonObject(deletion) ? joinPatches(itemStructOf(list), item, deletion) : item;
  });
  return [...joined, ...deleted.values()];
}
