import { valuesIdentical } from '../kubernetes/values-equal.ts';
import { isJsonObject, type JsonValue } from '../schema/json.ts';
import { canonicalText } from './canonical-text.ts';

/** Two items which are each other's counterpart, by their positions; one of them may be missing. */
export interface ItemPair {
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** How a field path names the item: `[name=web]`, `[3]`. */
  readonly label: string;
}

export interface ListAlignment {
  readonly pairs: readonly ItemPair[];
  /** The items which both sides have stand in another order. */
  readonly isReordered: boolean;
}

/**
 * Finds the counterpart of each item. By `keys` where every item has its own; else equal items are each other's, and
 * what is left is paired by position. Work grows with the number of items, not with its square.
 */
export function alignLists(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  keys: readonly string[] | undefined,
): ListAlignment {
  for (const candidate of keys ? [keys, ['name']] : [['name']]) {
    const keyed = alignByKeys(before, after, candidate);
    if (keyed) return keyed;
  }
  return alignByValue(before, after);
}

function alignByKeys(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  keys: readonly string[],
): ListAlignment | undefined {
  const beforeLabels = labelPositions(before, keys);
  const afterLabels = beforeLabels && labelPositions(after, keys);
  if (!beforeLabels || !afterLabels) return undefined;
  const removed: ItemPair[] = [];
  for (const [label, position] of beforeLabels) {
    if (!afterLabels.has(label)) removed.push({ before: position, after: undefined, label });
  }
  const kept = [...afterLabels].map(([label, position]) => ({
    before: beforeLabels.get(label),
    after: position,
    label,
  }));
  return { pairs: [...kept, ...removed], isReordered: !isAscending(kept.map((pair) => pair.before)) };
}

function labelPositions(list: readonly JsonValue[], keys: readonly string[]): ReadonlyMap<string, number> | undefined {
  const positions = new Map<string, number>();
  for (const [position, item] of list.entries()) {
    const label = labelOf(item, keys);
    if (label === undefined || positions.has(label)) return undefined;
    positions.set(label, position);
  }
  return positions;
}

/** Keys after the first may be absent, as the protocol of a port. */
function labelOf(item: JsonValue, keys: readonly string[]): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const parts: string[] = [];
  for (const [index, key] of keys.entries()) {
    const value = Object.hasOwn(item, key) ? item[key] : undefined;
    if (typeof value === 'string' || typeof value === 'number') parts.push(`${key}=${value}`);
    else if (index === 0) return undefined;
  }
  return `[${parts.join(',')}]`;
}

function alignByValue(before: readonly JsonValue[], after: readonly JsonValue[]): ListAlignment {
  const { start, endBefore, endAfter } = differingMiddle(before, after);
  const pairs: ItemPair[] = [];
  const pair = (beforeAt: number | undefined, afterAt: number | undefined) =>
    pairs.push({ before: beforeAt, after: afterAt, label: `[${afterAt ?? beforeAt}]` });

  for (let index = 0; index < start; index += 1) pair(index, index);
  const unmatched = new Map<string, number[]>();
  for (let index = start; index < endBefore; index += 1) {
    const text = canonicalText(before[index]);
    const same = unmatched.get(text);
    if (same) same.push(index);
    else unmatched.set(text, [index]);
  }
  const matched: (number | undefined)[] = [];
  const left: number[] = [];
  for (let index = start; index < endAfter; index += 1) {
    const counterpart = unmatched.get(canonicalText(after[index]))?.shift();
    if (counterpart === undefined) left.push(index);
    else {
      matched.push(counterpart);
      pair(counterpart, index);
    }
  }
  const leftBefore = [...unmatched.values()].flat().toSorted((a, b) => a - b);
  for (const [beforeAt, afterAt] of pairLeftovers(before, leftBefore, after, left)) pair(beforeAt, afterAt);
  for (let index = endBefore; index < before.length; index += 1) pair(index, index - endBefore + endAfter);
  return { pairs, isReordered: !isAscending(matched) };
}

/** What is between the items that both lists begin and end with. */
function differingMiddle(before: readonly JsonValue[], after: readonly JsonValue[]) {
  let start = 0;
  let endBefore = before.length;
  let endAfter = after.length;
  while (start < endBefore && start < endAfter && valuesIdentical(before[start], after[start])) start += 1;
  while (start < endBefore && start < endAfter && valuesIdentical(before[endBefore - 1], after[endAfter - 1])) {
    endBefore -= 1;
    endAfter -= 1;
  }
  return { start, endBefore, endAfter };
}

/** Flags of one name (`--port=80`, `--port=81`), then items at one position, then, if as many are left, mappings in order. */
function pairLeftovers(
  before: readonly JsonValue[],
  leftBefore: readonly number[],
  after: readonly JsonValue[],
  leftAfter: readonly number[],
): readonly (readonly [number | undefined, number | undefined])[] {
  const counterparts = new Map<number, number>();
  const free = new Set(leftBefore);
  const take = (afterAt: number, beforeAt: number | undefined) => {
    if (beforeAt === undefined || counterparts.has(afterAt) || !free.delete(beforeAt)) return;
    counterparts.set(afterAt, beforeAt);
  };
  const flags = new Map(leftBefore.map((index) => [flagName(before[index]) ?? index, index]));
  for (const index of leftAfter) take(index, flags.get(flagName(after[index]) ?? index));
  for (const index of leftAfter) take(index, index);
  const open = leftAfter.filter((index) => !counterparts.has(index) && isJsonObject(after[index]));
  const objects = [...free].filter((index) => isJsonObject(before[index]));
  if (open.length === objects.length) for (const [order, index] of open.entries()) take(index, objects[order]);
  return [
    ...leftAfter.map((index) => [counterparts.get(index), index] as const),
    ...[...free].map((index) => [index, undefined] as const),
  ];
}

function flagName(item: JsonValue | undefined): string | undefined {
  return typeof item === 'string' && item.startsWith('-') && item.includes('=')
    ? item.slice(0, item.indexOf('='))
    : undefined;
}

function isAscending(positions: readonly (number | undefined)[]): boolean {
  let last = -1;
  for (const position of positions) {
    if (position === undefined) continue;
    if (position < last) return false;
    last = position;
  }
  return true;
}
