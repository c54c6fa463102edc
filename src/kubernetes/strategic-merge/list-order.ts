import { isJsonObject, type JsonValue } from '../../schema/json.ts';

type Places = ReadonlyMap<JsonValue | undefined, number>;

/** What tells an item of a merged list: the value of its merge key, or the item itself in a list of scalars. */
export function itemKey(item: JsonValue | undefined, mergeKey: string | undefined): JsonValue | undefined {
  if (mergeKey === undefined) return item;
  return isJsonObject(item) ? item[mergeKey] : undefined;
}

/** Where each key stands first. */
export function placesOf(
  items: readonly JsonValue[],
  mergeKey: string | undefined,
): Map<JsonValue | undefined, number> {
  const places = new Map<JsonValue | undefined, number>();
  for (const [at, item] of items.entries()) {
    const key = itemKey(item, mergeKey);
    if (!places.has(key)) places.set(key, at);
  }
  return places;
}

/** The items in the order of a list which names all of them. Mirrors normalizeSliceOrder. */
export function inOrderOf<Item extends JsonValue>(
  items: readonly Item[],
  order: readonly JsonValue[],
  mergeKey: string | undefined,
): readonly Item[] {
  return sortedBy(items, placesOf(order, mergeKey), mergeKey);
}

function sortedBy<Item extends JsonValue>(
  items: readonly Item[],
  places: Places,
  mergeKey: string | undefined,
): readonly Item[] {
  const place = (item: Item): number => places.get(itemKey(item, mergeKey)) ?? -1;
  return items.toSorted((a, b) => place(a) - place(b));
}

/**
 * A merged list in its final order: the items that the patch orders in that order, the others where they stood among
 * them before. Mirrors normalizeElementOrder and mergeSortedSlice.
 */
export function inFinalOrder(
  items: readonly JsonValue[],
  order: readonly JsonValue[],
  former: readonly JsonValue[],
  mergeKey: string | undefined,
): readonly JsonValue[] {
  const wanted = placesOf(order, mergeKey);
  const before = placesOf(former, mergeKey);
  const isOrdered = (item: JsonValue): boolean => wanted.has(itemKey(item, mergeKey));
  const ordered = sortedBy(items.filter(isOrdered), wanted, mergeKey);
  const others = items.filter((item) => !isOrdered(item));
  const rest = sortedBy(others, before, mergeKey);
  const restPlaces = rest.map((item) => before.get(itemKey(item, mergeKey)) ?? -1);
  const result: JsonValue[] = [];
  let at = 0;
  for (const item of ordered) {
    const end = endOfSmaller(restPlaces, at, before.get(itemKey(item, mergeKey)) ?? -1);
    for (const smaller of rest.slice(at, end)) result.push(smaller);
    result.push(item);
    at = end;
  }
  return [...result, ...rest.slice(at)];
}

/** Where the run of places below a limit ends. */
function endOfSmaller(places: readonly number[], from: number, limit: number): number {
  let end = from;
  while ((places[end] ?? limit) < limit) end += 1;
  return end;
}
