import type { JsonObject } from '../schema/json.ts';
import { type DecodedObject, type DecodeOptions, decodeObject } from './decode-object.ts';
import { defaultObject } from './default-object.ts';

/** A manifest as the API server reads it, and with its defaults. */
export interface StatedObject {
  readonly decoded: DecodedObject;
  readonly filled: JsonObject;
}

export type ObjectReader = (manifest: JsonObject) => StatedObject;

/** Decodes and defaults each manifest only once, however often it is asked for, while somebody still holds the manifest. */
export function objectReader(options: DecodeOptions): ObjectReader {
  const known = new WeakMap<JsonObject, StatedObject>();
  return (manifest) => {
    const read = known.get(manifest) ?? readObject(manifest, options);
    known.set(manifest, read);
    return read;
  };
}

/** Reads a manifest for which nobody will ask again. */
export function readObject(manifest: JsonObject, options: DecodeOptions): StatedObject {
  const decoded = decodeObject(manifest, options);
  return { decoded, filled: defaultObject(decoded, options) };
}
