import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { FieldType } from '../types/field-type.ts';
import { itemKey } from './list-order.ts';
import { itemStructOf, listOf, structOf } from './patch-type.ts';

/**
 * Whether every merged list of a value has its merge keys, and items of one kind. kubectl fails where one has not, for
 * instance a Service port without its number.
 */
export function isMergeable(type: FieldType | undefined, value: JsonValue | undefined): boolean {
  if (isJsonObject(value)) {
    const struct = structOf(type);
    return Object.entries(value).every(([key, each]) => isMergeable(struct?.fields.get(key), each));
  }
  const list = listOf(type);
  if (!isJsonArray(value) || list === undefined) return true;
  if (list.merges) return value.every((item) => typeof item === 'string');
  if (list.mergeKey === undefined) return true;
  const items = itemStructOf(list);
  return value.every((item) => {
    const key = itemKey(item, list.mergeKey);
    return key !== undefined && key !== null && typeof key !== 'object' && isMergeable(items, item);
  });
}
