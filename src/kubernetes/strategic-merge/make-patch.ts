import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { ListType, StructType } from '../types/field-type.ts';
import { valuesIdentical } from '../values-equal.ts';
import { inOrderOf, itemKey } from './list-order.ts';
import {
  deleteMarker,
  deletePrefix,
  itemStructOf,
  listOf,
  orderPrefix,
  retainKeysKey,
  structOf,
} from './patch-type.ts';

/** Additions: what `to` adds to or changes in `from`. Deletions: what `to` no longer has of `from`. */
export type PatchPart = 'Additions' | 'Deletions';

/**
 * One half of a strategic merge patch from one mapping to another. Its directives are those of Kubernetes.
 * Mirrors diffMaps with IgnoreDeletions, or with IgnoreChangesAndAdditions, and SetElementOrder.
 */
export function makePatch(
  type: StructType | undefined,
  from: JsonObject,
  to: JsonObject,
  part: PatchPart,
  retainsKeys = false,
): JsonObject {
  const patch = new Map<string, JsonValue>();
  for (const [key, wanted] of Object.entries(to)) {
    const had = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isJsonObject(had) && isJsonObject(wanted)) {
      const nested = structPatch(structOf(type?.fields.get(key)), had, wanted, part);
      if (nested !== undefined) patch.set(key, nested);
    } else if (isJsonArray(had) && isJsonArray(wanted)) {
      const parts = listPatch(listOf(type?.fields.get(key)), key, had, wanted, part);
      for (const [name, value] of Object.entries(parts)) patch.set(name, value);
    } else if (part === 'Additions' && !valuesIdentical(had, wanted)) patch.set(key, wanted);
  }
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  if (part === 'Deletions') for (const key of gone) patch.set(key, null);
  const kept = Object.keys(to).filter((key) => to[key] !== null);
  const isNeeded = patch.size > 0 || gone.some((key) => from[key] !== null);
  if (retainsKeys && kept.length > 0 && isNeeded) patch.set(retainKeysKey, kept);
  return Object.fromEntries(patch);
}

/** Mirrors handleMapDiff; undefined: nothing to change. */
function structPatch(
  field: StructType | undefined,
  from: JsonObject,
  to: JsonObject,
  part: PatchPart,
): JsonObject | undefined {
  if (field?.isReplaced === true) return part === 'Additions' ? to : undefined;
  const nested = makePatch(field, from, to, part, field?.retainKeys);
  return Object.keys(nested).length > 0 ? nested : undefined;
}

/** Mirrors handleSliceDiff and diffLists. A list without merge key is replaced as a whole. */
function listPatch(
  list: ListType | undefined,
  key: string,
  from: readonly JsonValue[],
  to: readonly JsonValue[],
  part: PatchPart,
): JsonObject {
  if (list?.mergeKey !== undefined) return keyedListPatch(list, list.mergeKey, key, from, to, part);
  if (list?.merges === true) return setPatch(key, from, to, part);
  return part === 'Additions' && !valuesIdentical(from, to) ? { [key]: to } : {};
}

function setPatch(key: string, from: readonly JsonValue[], to: readonly JsonValue[], part: PatchPart): JsonObject {
  if (from.length === 0) return part === 'Additions' && to.length > 0 ? { [key]: to } : {};
  if (part === 'Additions') {
    const added = to.filter((each) => !from.includes(each));
    if (valuesIdentical(from, to)) return {};
    return { ...(added.length > 0 ? { [key]: added } : {}), ...orderOf(key, to) };
  }
  const gone = from.filter((each) => !to.includes(each));
  return gone.length > 0 ? { [deletePrefix + key]: gone, ...orderOf(key, to) } : {};
}

function orderOf(key: string, items: readonly JsonValue[]): JsonObject {
  return items.length > 0 ? { [orderPrefix + key]: items } : {};
}

function keyedListPatch(
  list: ListType,
  mergeKey: string,
  key: string,
  from: readonly JsonValue[],
  to: readonly JsonValue[],
  part: PatchPart,
): JsonObject {
  if (from.length === 0) return part === 'Additions' && to.length > 0 ? { [key]: to } : {};
  const { changed, deleted } = pairItems(list, mergeKey, from, to, part);
  const items = [...inOrderOf(changed, to, mergeKey), ...deleted];
  const isReordered = part === 'Additions' && !hasSameOrder(from, to, mergeKey);
  if (items.length === 0 && !isReordered) return {};
  const order = to.map((item) => ({ [mergeKey]: itemKey(item, mergeKey) ?? null }));
  return { ...(items.length > 0 ? { [key]: items } : {}), ...orderOf(key, order) };
}

interface PairedItems {
  readonly changed: readonly JsonObject[];
  readonly deleted: readonly JsonObject[];
}

/**
 * Walks both lists in the order of their keys, as text. Of two items with one key one finds no partner and counts as
 * added. Mirrors diffListsOfMaps.
 */
function pairItems(
  list: ListType,
  mergeKey: string,
  from: readonly JsonValue[],
  to: readonly JsonValue[],
  part: PatchPart,
): PairedItems {
  const [olds, news] = [sortedByKey(from, mergeKey), sortedByKey(to, mergeKey)];
  const changed: JsonObject[] = [];
  const deleted: JsonObject[] = [];
  let [oldAt, newAt] = [0, 0];
  while (oldAt < olds.length || newAt < news.length) {
    const [old, next] = [olds[oldAt], news[newAt]];
    if (old !== undefined && next !== undefined && old.text === next.text) {
      const patch = makePatch(itemStructOf(list), old.item, next.item, part, list.retainKeys);
      if (Object.keys(patch).length > 0) changed.push({ ...patch, [mergeKey]: next.key });
      oldAt += 1;
      newAt += 1;
    } else if (next !== undefined && (old === undefined || old.text > next.text)) {
      if (part === 'Additions') changed.push(next.item);
      newAt += 1;
    } else {
      if (old !== undefined && part === 'Deletions') deleted.push({ [mergeKey]: old.key, [deleteMarker]: 'delete' });
      oldAt += 1;
    }
  }
  return { changed, deleted };
}

interface KeyedItem {
  readonly item: JsonObject;
  readonly key: JsonValue;
  readonly text: string;
}

/** Equal keys end up in reverse: the comparison of sortMapsBasedOnField calls equal keys sorted either way. */
function sortedByKey(items: readonly JsonValue[], mergeKey: string): readonly KeyedItem[] {
  const keyed = items.flatMap((item) => {
    const key = itemKey(item, mergeKey);
    if (!isJsonObject(item) || key === undefined || typeof key === 'object') return [];
    return [{ item, key, text: String(key) }];
  });
  return keyed.toReversed().toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function hasSameOrder(from: readonly JsonValue[], to: readonly JsonValue[], mergeKey: string): boolean {
  return from.length === to.length && from.every((item, at) => itemKey(item, mergeKey) === itemKey(to[at], mergeKey));
}
