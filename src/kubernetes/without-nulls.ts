import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

/** Without fields that are null, at any depth: to the API server they are absent. Null items of a list stay. */
export function withoutNulls(object: JsonObject): JsonObject {
  const entries = Object.entries(object).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]): [string, JsonValue] => [key, valueWithoutNulls(value)]));
}

/** Mirrors discardNullValuesFromPatch. */
export function valueWithoutNulls(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(valueWithoutNulls);
  return isJsonObject(value) ? withoutNulls(value) : value;
}
