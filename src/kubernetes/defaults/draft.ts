import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';

/** A copy of one struct in the making; what it holds is shared with the original and never changed. */
export type Draft = Record<string, JsonValue>;

/** Sets a field which the manifest leaves out. */
export function setDefault(draft: Draft, key: string, value: JsonValue): void {
  draft[key] ??= value;
}

/** Replaces a struct that is there; leaves an absent one (a nil pointer) absent. */
export function refine(draft: Draft, key: string, change: (value: JsonObject) => JsonObject): void {
  const value = draft[key];
  if (isJsonObject(value)) draft[key] = change(value);
}

/** Replaces a struct which is no pointer: an absent one is an empty one. Stays absent if nothing was set. */
export function refineStruct(draft: Draft, key: string, change: (value: JsonObject) => JsonObject): void {
  const value = draft[key];
  const changed = change(isJsonObject(value) ? value : {});
  if (Object.keys(changed).length > 0) draft[key] = changed;
}

/** Replaces every struct of a list that is there. */
export function refineEach(draft: Draft, key: string, change: (item: JsonObject) => JsonObject): void {
  const value = draft[key];
  if (isJsonArray(value)) draft[key] = value.map((item) => (isJsonObject(item) ? change(item) : item));
}
