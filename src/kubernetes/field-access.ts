import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

/** The value at a path of mapping keys; undefined where a step is missing or is no mapping. */
export function fieldAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  let current = value;
  for (const key of keys) {
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

const emptyObject: JsonObject = {};

/** The mapping at a path; an empty one where there is none. */
export function objectAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonObject {
  const found = fieldAt(value, ...keys);
  return isJsonObject(found) ? found : emptyObject;
}

/** The list at a path; an empty one where there is none. */
export function listAt(value: JsonValue | undefined, ...keys: readonly string[]): readonly JsonValue[] {
  const found = fieldAt(value, ...keys);
  return isJsonArray(found) ? found : [];
}

export function stringAt(value: JsonValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldAt(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** A whole number which a double holds exactly. */
export function integerAt(value: JsonValue | undefined, ...keys: readonly string[]): number | undefined {
  const found = fieldAt(value, ...keys);
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
}

/** The entries of a mapping whose values are text: labels, annotations, selectors of Services. */
export function stringMapAt(
  value: JsonValue | undefined,
  ...keys: readonly string[]
): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(value, ...keys)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}

/** A whole number which counts something: never below 0. */
export function countAt(value: JsonValue | undefined, ...keys: readonly string[]): number | undefined {
  const found = integerAt(value, ...keys);
  return found === undefined || found < 0 ? undefined : found;
}
