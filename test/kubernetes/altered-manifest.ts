import { type Arbitrary, array, constantFrom, dictionary, letrec, nat, oneof, tuple } from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

/** A place within a manifest, counted around, and what is to stand there. */
type Alteration = readonly [place: number, value: JsonValue];

const value: Arbitrary<JsonValue> = letrec<{ any: JsonValue }>((tie) => ({
  any: oneof(
    { maxDepth: 3 },
    constantFrom<JsonValue>(null, true, 0, -1, 1.5, 2n ** 70n, '', 'web', '25%', '1Gi'),
    array(tie('any'), { maxLength: 2 }),
    dictionary(constantFrom('name', 'port', 'app', '__proto__', 'constructor'), tie('any'), { maxKeys: 2 }),
  ),
})).any;

export const alterations: Arbitrary<readonly Alteration[]> = array(tuple(nat(), value), { minLength: 1, maxLength: 3 });

/** The manifest with other values at some of its places; apiVersion and kind stay. */
export function altered(manifest: JsonObject, changes: readonly Alteration[]): JsonObject {
  return changes.reduce((whole, [place, given]) => {
    const places: (readonly string[])[] = [];
    collectPlaces(whole, [], places);
    return replaceAt(whole, places[place % places.length] ?? [], given) as JsonObject;
  }, manifest);
}

function collectPlaces(node: JsonValue, path: readonly string[], places: (readonly string[])[]): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, child] of Object.entries(node)) {
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
    places.push([...path, key]);
    collectPlaces(child, [...path, key], places);
  }
}

function replaceAt(node: JsonValue, [key, ...rest]: readonly string[], given: JsonValue): JsonValue {
  if (key === undefined || typeof node !== 'object' || node === null) return given;
  if (Array.isArray(node)) {
    return node.map((item: JsonValue, at) => (String(at) === key ? replaceAt(item, rest, given) : item));
  }
  const fields = node as JsonObject;
  return { ...fields, [key]: replaceAt(fields[key] ?? null, rest, given) };
}
