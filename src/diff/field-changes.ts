import type { FieldType, StructType } from '../kubernetes/types/field-type.ts';
import { fieldsEqual, structsEqual, valuesIdentical } from '../kubernetes/values-equal.ts';
import type { FieldChange } from '../schema/field-change.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { type FieldPath, itemPath, keyPath, rootPath } from './field-path.ts';
import { alignLists, type ItemPair } from './list-alignment.ts';
import { isMask, maskText } from './mask-text.ts';
import { shownValue } from './shown-value.ts';

/** One side of a comparison: what is shown, and what decides whether it is the same. */
export interface ComparedObject {
  /** As written, secrets masked. */
  readonly shown: JsonObject;
  /** Decoded and defaulted, not masked: never shown. */
  readonly normal: JsonObject;
}

/** A field which differs, with the keys of its path: what an effect is made of. */
export interface FieldDifference {
  readonly change: FieldChange;
  readonly keys: readonly string[];
}

/**
 * The fields in which two objects differ, for a reader: items of keyed lists are compared with their namesakes, and a
 * field which means the same once decoded and defaulted (another spelling, a default written out, a field which the
 * API server drops) is told as SameMeaning. Sorted by key, lists in the order of head. `fields` is undefined for kinds
 * that are not known; then nothing has a default.
 */
export function fieldChanges(
  before: ComparedObject,
  after: ComparedObject,
  fields: StructType | undefined,
): readonly FieldDifference[] {
  const walk: Walk = {
    found: [],
    isAllSame: fields
      ? structsEqual(fields, before.normal, after.normal)
      : valuesIdentical(before.normal, after.normal),
    isConverted: isConverted(before) || isConverted(after),
  };
  visitMapping(walk, {
    path: rootPath,
    type: fields,
    before: before.shown,
    after: after.shown,
    normalBefore: before.normal,
    normalAfter: after.normal,
  });
  return walk.found;
}

interface Walk {
  readonly found: FieldDifference[];
  /** Both objects are the same to the API server. */
  readonly isAllSame: boolean;
  /** Fields may have moved in decoding: one that is gone from the normal form was not dropped. */
  readonly isConverted: boolean;
}

type Value = JsonValue | undefined;

interface Node {
  readonly path: FieldPath;
  readonly type: FieldType | undefined;
  readonly before: Value;
  readonly after: Value;
  readonly normalBefore: Value;
  readonly normalAfter: Value;
}

function isConverted({ shown, normal }: ComparedObject): boolean {
  return shown['apiVersion'] !== normal['apiVersion'];
}

function visit(walk: Walk, node: Node): void {
  if (valuesIdentical(node.before, node.after)) return;
  if (visitLists(walk, node)) return;
  const hasKeys = [node.before, node.after].some((value) => isJsonObject(value) && Object.keys(value).length > 0);
  const descends = canDescend(node, node.before, node.normalBefore) && canDescend(node, node.after, node.normalAfter);
  if (hasKeys && descends) visitMapping(walk, node);
  else note(walk, node);
}

/** A missing list is as an empty one; one of scalars is told as a whole. */
function visitLists(walk: Walk, node: Node): boolean {
  const before = isAbsent(node.before) ? [] : node.before;
  const after = isAbsent(node.after) ? [] : node.after;
  if (!isJsonArray(before) || !isJsonArray(after)) return false;
  const isOneSided = before.length === 0 || after.length === 0;
  if (isOneSided && ![...before, ...after].every(isJsonObject)) return false;
  if (before.length + after.length === 0) return false;
  visitList(walk, node, before, after);
  return true;
}

/** A missing mapping is compared key by key if its defaults are there, or if it holds nothing but texts. */
function canDescend(node: Node, value: Value, normal: Value): boolean {
  if (isJsonObject(value)) return true;
  if (!isAbsent(value)) return false;
  return isJsonObject(normal) || node.type?.type === 'Map' || textMaps.has(node.path.keys.at(-1) ?? '');
}

const textMaps: ReadonlySet<string> = new Set(['labels', 'annotations', 'matchLabels', 'data', 'stringData']);

function visitMapping(walk: Walk, node: Node): void {
  const before = isJsonObject(node.before) ? node.before : {};
  const after = isJsonObject(node.after) ? node.after : {};
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of [...keys].toSorted()) {
    // Masking leaves what both sides share one instance.
    if (Object.hasOwn(before, key) && Object.hasOwn(after, key) && before[key] === after[key]) continue;
    visit(walk, {
      path: keyPath(node.path, maskText(key)),
      type: fieldType(node.type, key),
      before: entryAt(before, key),
      after: entryAt(after, key),
      normalBefore: entryAt(node.normalBefore, key),
      normalAfter: entryAt(node.normalAfter, key),
    });
  }
}

function entryAt(value: Value, key: string): Value {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The type without what does not matter here: pointers and gates. */
function fieldType(parent: FieldType | undefined, key: string): FieldType | undefined {
  if (parent?.type === 'Map') return parent.of;
  return parent?.type === 'Struct' ? bare(parent.fields.get(key)) : undefined;
}

function bare(type: FieldType | undefined): FieldType | undefined {
  return type?.type === 'Pointer' || type?.type === 'Gated' ? bare(type.of) : type;
}

function visitList(walk: Walk, node: Node, before: readonly JsonValue[], after: readonly JsonValue[]): void {
  const { path } = node;
  const type = node.type?.type === 'List' ? node.type : undefined;
  const normalBefore = normalItems(before, node.normalBefore);
  const normalAfter = normalItems(after, node.normalAfter);
  const { pairs, isReordered } = alignLists(normalBefore ?? before, normalAfter ?? after, type?.keys);
  if (isReordered) noteOrder(walk, node, pairs, type?.isSet === true || isSameMeaning(walk, node));
  for (const pair of pairs) {
    if (pair.before !== undefined && pair.after !== undefined && before[pair.before] === after[pair.after]) continue;
    visit(walk, {
      path: itemPath(path, maskText(pair.label)),
      type: type?.of,
      before: itemAt(before, pair.before),
      after: itemAt(after, pair.after),
      normalBefore: itemAt(normalBefore, pair.before),
      normalAfter: itemAt(normalAfter, pair.after),
    });
  }
}

/** Decoding keeps the number and order of items; undefined where it dropped the list. */
function normalItems(shown: readonly JsonValue[], normal: Value): readonly JsonValue[] | undefined {
  return isJsonArray(normal) && normal.length === shown.length ? normal : undefined;
}

function itemAt(list: readonly JsonValue[] | undefined, position: number | undefined): Value {
  return position === undefined ? undefined : list?.[position];
}

function noteOrder(walk: Walk, node: Node, pairs: readonly ItemPair[], isSame: boolean): void {
  const order = (side: 'before' | 'after', list: Value) =>
    pairs
      .filter((pair) => pair[side] !== undefined)
      .toSorted((a, b) => (a[side] ?? 0) - (b[side] ?? 0))
      .map((pair) => itemName(pair, itemAt(isJsonArray(list) ? list : undefined, pair[side])));
  const change: FieldChange = {
    path: node.path.text,
    type: isSame ? 'SameMeaning' : 'Reordered',
    before: shownValue(order('before', node.before)),
    after: shownValue(order('after', node.after)),
  };
  walk.found.push({ change, keys: node.path.keys });
}

/** `web` of `[name=web]`; an item without a key is itself, if it is a scalar. */
function itemName({ label }: ItemPair, item: Value): JsonValue {
  if (item !== undefined && typeof item !== 'object') return item;
  return maskText(label.slice(label.indexOf('=') + 1, -1).replace(/^\[/, ''));
}

function note(walk: Walk, node: Node): void {
  const change: FieldChange = { path: node.path.text, type: changeType(walk, node), ...shownSides(node) };
  walk.found.push({ change, keys: node.path.keys });
}

function changeType(walk: Walk, node: Node): FieldChange['type'] {
  if (isSameMeaning(walk, node)) return 'SameMeaning';
  if (isAbsent(node.before)) return 'Added';
  return isAbsent(node.after) ? 'Removed' : 'Changed';
}

function shownSides({ before, after }: Node): Pick<FieldChange, 'before' | 'after' | 'masked'> {
  if (isMask(before) || isMask(after)) return { masked: true };
  return {
    ...(before !== undefined && { before: shownValue(before) }),
    ...(after !== undefined && { after: shownValue(after) }),
  };
}

function isSameMeaning(walk: Walk, { path, type, normalBefore, normalAfter }: Node): boolean {
  if (walk.isAllSame || isServerField(path)) return true;
  if (isAbsent(normalBefore) && isAbsent(normalAfter)) return !walk.isConverted && path.keys[0] !== 'stringData';
  if (isAbsent(normalBefore) || isAbsent(normalAfter)) return false;
  return type ? fieldsEqual(type, normalBefore, normalAfter) : valuesIdentical(normalBefore, normalAfter);
}

/** What the API server sets by itself, whatever a manifest says. */
function isServerField({ keys: [first, second] }: FieldPath): boolean {
  return first === 'status' || (first === 'metadata' && serverFields.has(second ?? ''));
}

const serverFields: ReadonlySet<string> = new Set(
  'creationTimestamp deletionTimestamp deletionGracePeriodSeconds generation managedFields resourceVersion selfLink uid'.split(
    ' ',
  ),
);

function isAbsent(value: Value): value is undefined | null {
  return value === undefined || value === null;
}
