import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { parseQuantity, quantitiesEqual } from './quantity.ts';
import type { FieldType, StructType } from './types/field-type.ts';

/** Deep equality, with the order of lists and without the order of keys. An undefined property is an absent one. */
export function valuesIdentical(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (isJsonArray(left)) {
    if (!isJsonArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => valuesIdentical(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && valuesIdentical(left[key], right[key]))
  );
}

/**
 * Deep equality of two decoded structs where quantities are compared by value: `1Gi` and `1073741824` are equal.
 * Mirrors apiequality.Semantic.DeepEqual.
 */
export function structsEqual(type: StructType, left: JsonObject, right: JsonObject): boolean {
  if (left === right) return true;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => {
    const field = type.fields.get(key);
    return field === undefined ? valuesIdentical(left[key], right[key]) : fieldsEqual(field, left[key], right[key]);
  });
}

/** The same for the value of one field. */
export function fieldsEqual(type: FieldType, left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  if (type.type === 'Gated' || type.type === 'Pointer') return fieldsEqual(type.of, left, right);
  if (type.type === 'Struct') return isJsonObject(left) && isJsonObject(right) && structsEqual(type, left, right);
  if (type.type === 'List') return listsEqual(type.of, left, right);
  if (type.type === 'Map') return mapsEqual(type.of, left, right);
  return type.type === 'Quantity' ? quantityTextsEqual(left, right) : valuesIdentical(left, right);
}

function listsEqual(item: FieldType, left: JsonValue, right: JsonValue): boolean {
  if (!isJsonArray(left) || !isJsonArray(right) || left.length !== right.length) return false;
  return left.every((each, index) => fieldsEqual(item, each, right[index]));
}

function mapsEqual(item: FieldType, left: JsonValue, right: JsonValue): boolean {
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && fieldsEqual(item, left[key], right[key]))
  );
}

function quantityTextsEqual(left: JsonValue, right: JsonValue): boolean {
  const [first, second] = [left, right].map((text) => (typeof text === 'string' ? parseQuantity(text) : undefined));
  return first !== undefined && second !== undefined && quantitiesEqual(first, second);
}
