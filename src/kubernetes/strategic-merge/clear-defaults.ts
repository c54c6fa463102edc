import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { StructType } from '../types/field-type.ts';
import { retainKeysKey, structOf } from './patch-type.ts';

/**
 * A patch which was made from manifests, for a live object with defaults: of a struct in which only some fields go
 * together it removes what `live` has and `to` does not state. A Deployment without strategy which becomes a Recreate has
 * the rollingUpdate of the defaults, and the API server refuses both at once.
 */
export function clearDefaults(
  type: StructType | undefined,
  live: JsonObject,
  to: JsonObject,
  patch: JsonObject,
): JsonObject {
  const cleared = Object.entries(patch).map(([key, value]): [string, JsonValue] => {
    const [had, wanted] = [live[key], to[key]];
    if (!isJsonObject(value) || !isJsonObject(had) || !isJsonObject(wanted)) return [key, value];
    const struct = structOf(type?.fields.get(key));
    const nested = clearDefaults(struct, had, wanted, value);
    if (struct?.retainKeys !== true || Object.hasOwn(nested, retainKeysKey)) return [key, nested];
    const gone = Object.keys(had).filter((each) => !Object.hasOwn(wanted, each));
    return [key, { ...nested, ...Object.fromEntries(gone.map((each) => [each, null])) }];
  });
  return Object.fromEntries(cleared);
}
