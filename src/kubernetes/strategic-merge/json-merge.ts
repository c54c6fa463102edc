import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';

/**
 * kubectl's three-way merge of a custom resource: mappings are merged, lists replaced. What the last applied manifest
 * stated and the next one does not is deleted. Mirrors jsonmergepatch.CreateThreeWayJSONMergePatch and its application.
 */
export function mergeJson(lastApplied: JsonObject, live: JsonObject, next: JsonObject): JsonObject {
  const result = new Map(Object.entries(live));
  for (const key of Object.keys(lastApplied)) {
    if (!Object.hasOwn(next, key) || next[key] === null) result.delete(key);
  }
  for (const [key, wanted] of Object.entries(next)) {
    const had = result.get(key);
    if (wanted === null) result.delete(key);
    else if (isJsonObject(wanted) && isJsonObject(had)) {
      const applied = Object.hasOwn(lastApplied, key) ? lastApplied[key] : undefined;
      result.set(key, mergeJson(isJsonObject(applied) ? applied : {}, had, wanted));
    } else result.set(key, withoutNullFields(wanted));
  }
  return Object.fromEntries(result);
}

function withoutNullFields(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([key, each]): [string, JsonValue] => [key, withoutNullFields(each)]));
}
