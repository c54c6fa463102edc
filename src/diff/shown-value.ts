import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { ShownValue } from '../schema/field-change.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

const charactersMax = 400;
const itemsMax = 20;
const keysMax = 30;
const depthMax = 10;

/**
 * A value as a plan shows it: integers beyond 2^53 as text, long texts, lists and mappings cut, the cut marked by `…`
 * and what it leaves out.
 */
export function shownValue(value: JsonValue, depth = 0): ShownValue {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return shownText(value);
  if (isJsonArray(value)) return depth < depthMax ? shownList(value, depth) : `… (${value.length} items)`;
  if (isJsonObject(value))
    return depth < depthMax ? shownMapping(value, depth) : `… (${Object.keys(value).length} keys)`;
  return value;
}

function shownText(text: string): string {
  if (text.length <= charactersMax) return text;
  const cut = text.slice(0, charactersMax);
  // Never between the two halves of an astral character.
  const whole = cut.isWellFormed() ? cut : cut.slice(0, -1);
  return `${whole}… (${text.length - whole.length} more characters)`;
}

function shownList(list: readonly JsonValue[], depth: number): ShownValue {
  const shown = list.slice(0, itemsMax).map((item) => shownValue(item, depth + 1));
  return list.length > itemsMax ? [...shown, `… (${list.length - itemsMax} more)`] : shown;
}

function shownMapping(mapping: JsonObject, depth: number): ShownValue {
  const entries = Object.entries(mapping).toSorted(([a], [b]) => byCodeUnit(a, b));
  const shown = entries.slice(0, keysMax).map(([key, value]) => [shownKey(key), shownValue(value, depth + 1)]);
  if (entries.length > keysMax) shown.push(['…', `${entries.length - keysMax} more`]);
  return Object.fromEntries(shown);
}

/** A plan is data which others read, and many readers of JSON drop a key of this name, ours among them. */
function shownKey(key: string): string {
  return key === '__proto__' ? '"__proto__"' : key;
}
