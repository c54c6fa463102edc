import { isJsonArray, type JsonObject } from '../schema/json.ts';

/** kubectl takes anything with `items` for a list; the kinds of lists are called so. */
export function isListObject(value: JsonObject): boolean {
  const { kind, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List')) return false;
  return isJsonArray(items) || items === null || (items === undefined && kind === 'List');
}

/** An item of a ConfigMapList is a ConfigMap of the same version unless it says what it is (as Kubernetes decodes lists). */
export function inheritType(list: JsonObject, item: JsonObject): JsonObject {
  const { apiVersion, kind } = list;
  if (typeof kind !== 'string' || kind === 'List' || apiVersion === undefined) return item;
  if (item['apiVersion'] || item['kind']) return item;
  return { ...item, apiVersion, kind: kind.slice(0, -'List'.length) };
}
