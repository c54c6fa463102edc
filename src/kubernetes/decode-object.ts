import type { JsonObject, JsonValue } from '../schema/json.ts';
import { toServedVersion } from './conversions/served-version.ts';
import { type DecodeProblem, type Decoding, decodeStruct } from './decode-fields.ts';
import type { ObjectKind } from './object-kind.ts';
import { servedKind } from './object-kinds.ts';
import { minorVersion } from './types/field-type.ts';

export interface DecodeOptions {
  /** The target version, "1.34": some fields are dropped below the version which enables them. */
  readonly kubernetesVersion: string;
}

/** An object as the API server holds it after reading a manifest leniently, before any default. */
export interface DecodedObject {
  /** undefined: a kind whose fields are not known (a custom resource); the value is as given. */
  readonly kind: ObjectKind | undefined;
  readonly value: JsonObject;
  /** Values of the wrong type; the API server refuses the object if there is one. */
  readonly problems: readonly DecodeProblem[];
  /** Fields which the API server drops because it does not know them (also those in the wrong case). */
  readonly unknownFields: readonly string[];
}

/**
 * Reads a manifest as the API server does: unknown fields, nulls, fields of gates that are off, and zero values of
 * fields that are no pointers are absent, quantities are canonical, and an object of a version which is no longer
 * served has become one of the version that is.
 */
export function decodeObject(manifest: JsonObject, options: DecodeOptions): DecodedObject {
  const served = toServedVersion(manifest);
  const kind = servedKind(textOf(served['apiVersion']), textOf(served['kind']));
  if (kind === undefined) return { kind, value: manifest, problems: [], unknownFields: [] };
  const decoding: Decoding = {
    minor: minorVersion(options.kubernetesVersion),
    problems: [],
    unknownFields: [],
    path: [],
  };
  const { apiVersion: _, kind: __, ...fields } = served;
  const decoded = decodeStruct(kind.fields, fields, decoding);
  const value = { apiVersion: kind.apiVersion, kind: kind.kind, ...decoded };
  const { problems, unknownFields } = decoding;
  return { kind, value, problems, unknownFields };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
