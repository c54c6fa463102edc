import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';

/**
 * kubectl's three-way merge of a custom resource: mappings are merged, lists replaced. What the last applied manifest
 * stated and the next one does not is deleted. Mirrors jsonmergepatch.CreateThreeWayJSONMergePatch and its application.
 */
export function mergeJson(lastApplied: JsonObject, live: JsonObject, next: JsonObject): JsonObject {
  const result: Record<string, JsonValue> = { ...live };
  for (const key of Object.keys(lastApplied)) {
    if (!Object.hasOwn(next, key) || next[key] === null) delete result[key];
  }
  for (const [key, wanted] of Object.entries(next)) {
    const had = result[key];
    if (wanted === null) delete result[key];
    else if (isJsonObject(wanted) && isJsonObject(had)) {
      const applied = lastApplied[key];
      result[key] = mergeJson(isJsonObject(applied) ? applied : {}, had, wanted);
    } else result[key] = withoutNullFields(wanted);
  }
  return result;
}

function withoutNullFields(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([key, each]): [string, JsonValue] => [key, withoutNullFields(each)]));
}
