import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';

/** One text per value, whatever the order of its mapping keys: equal texts mean equal values. For comparing only. */
export function canonicalText(value: JsonValue | undefined): string {
  if (isJsonArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (isJsonObject(value)) {
    const entries = Object.keys(value).toSorted();
    return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`).join(',')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'bigint' ? `${value}n` : String(value);
}
