import { byCodeUnit } from '../../schema/by-code-unit.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';

/** A value within a kustomization, and where it is written. */
export interface Place {
  readonly value: JsonValue | undefined;
  readonly at: readonly (string | number)[];
}

export interface TextPlace extends Place {
  readonly value: string;
}

/**
 * What a mapping has under a name. As for kustomize, which is written in Go, the case of letters does not matter, and of
 * several such keys the last in order counts: `nameprefix` is `namePrefix`.
 */
export function fieldOf({ value, at }: Place, name: string): Place {
  if (!isJsonObject(value)) return { value: undefined, at };
  const folded = foldCase(name);
  const [key] = Object.keys(value)
    .filter((key) => key === name || (key.length === name.length && foldCase(key) === folded))
    .toSorted((a, b) => byCodeUnit(b, a));
  return key === undefined ? { value: undefined, at } : { value: value[key], at: [...at, key] };
}

/** The entries of a list; none where there is no list. */
export function entriesOf({ value, at }: Place): readonly Place[] {
  return isJsonArray(value) ? value.map((entry, index) => ({ value: entry, at: [...at, index] })) : [];
}

/** The entries of a list which are texts. Kustomize takes no others, and no empty ones. */
export function textsIn(place: Place): readonly TextPlace[] {
  return entriesOf(place).flatMap(asText);
}

/** The place alone where it is a text, and nothing otherwise. */
export function asText({ value, at }: Place): readonly TextPlace[] {
  return typeof value === 'string' && value !== '' ? [{ value, at }] : [];
}

/** Whether an entry is YAML in place of the path of a file. */
export function isInline(entry: string): boolean {
  return /\n|^\s*[{[#]/.test(entry);
}

/** The entries which are paths. */
export function notInline(texts: readonly TextPlace[]): readonly TextPlace[] {
  return texts.filter(({ value }) => !isInline(value));
}

/** Go takes ſ for s and the sign of Kelvin for k as well. */
function foldCase(name: string): string {
  return name.toUpperCase().toLowerCase();
}
