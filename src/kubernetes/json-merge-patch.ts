import { isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { valuesIdentical } from './values-equal.ts';

/**
 * The JSON merge patch (RFC 7386) which makes `to` of `from`: null removes a field, a list is replaced as a whole.
 * Neither of them may hold a null of its own.
 */
export function jsonMergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  const kept = Object.entries(to).filter(
    ([key, value]) => !Object.hasOwn(from, key) || !valuesIdentical(from[key], value),
  );
  return Object.fromEntries([
    ...kept.map(([key, value]): [string, JsonValue] => [
      key,
      patchValue(Object.hasOwn(from, key) ? from[key] : undefined, value),
    ]),
    ...gone.map((key): [string, JsonValue] => [key, null]),
  ]);
}

function patchValue(from: JsonValue | undefined, to: JsonValue): JsonValue {
  return isJsonObject(from) && isJsonObject(to) ? jsonMergePatch(from, to) : to;
}

/** An object with a JSON merge patch applied. */
export function applyJsonMergePatch(value: JsonObject, patch: JsonObject): JsonObject {
  const result = new Map(Object.entries(value));
  for (const [key, wanted] of Object.entries(patch)) {
    const had = result.get(key);
    if (wanted === null) result.delete(key);
    else if (isJsonObject(wanted)) result.set(key, applyJsonMergePatch(isJsonObject(had) ? had : {}, wanted));
    else result.set(key, wanted);
  }
  return Object.fromEntries(result);
}
