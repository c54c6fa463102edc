/**
 * The Go type of a field, as far as it decides what the API server keeps of a manifest: which fields there are, which
 * values are of the wrong type, and which spellings are the same value once decoded.
 */
export type FieldType = ScalarType | PointerType | StructType | ListType | MapType | GatedType | IgnoredType;

export type ScalarType =
  | { readonly type: 'Text' }
  | { readonly type: 'Bool' }
  | { readonly type: 'Int32' }
  | { readonly type: 'Int64' }
  /** base64 in JSON. */
  | { readonly type: 'Bytes' }
  | { readonly type: 'Quantity' }
  | { readonly type: 'IntOrText' }
  | { readonly type: 'Time' };

/** A pointer tells an explicit zero value (`false`, `""`, `{}`) from an absent one; any other field does not. */
export interface PointerType {
  readonly type: 'Pointer';
  readonly of: ScalarType | StructType;
}

export interface StructType {
  readonly type: 'Struct';
  readonly fields: ReadonlyMap<string, FieldType>;
  /** A strategic merge patch removes what the new manifest does not state (patch strategy retainKeys). */
  readonly retainKeys: boolean;
  /** A strategic merge patch replaces it as a whole (patch strategy replace). */
  readonly isReplaced: boolean;
}

export interface ListType {
  readonly type: 'List';
  readonly of: ScalarType | StructType;
  /** What makes an item of a keyed list one and the same item (server-side apply's list map keys). */
  readonly keys: readonly string[] | undefined;
  /** The one key by which a strategic merge patch pairs items; differs from `keys` for ports. */
  readonly mergeKey: string | undefined;
  /** A list of scalars which a strategic merge patch merges as a set. */
  readonly merges: boolean;
  /** The order says nothing (server-side apply's list type set). */
  readonly isSet: boolean;
  /** An empty list is not the same as none: it is kept, and no default takes its place. */
  readonly keepsEmpty: boolean;
  readonly retainKeys: boolean;
}

export interface MapType {
  readonly type: 'Map';
  readonly of: ScalarType;
}

/** A field which the API server drops silently in the versions in which its feature gate is off by default. */
export interface GatedType {
  readonly type: 'Gated';
  /** The minor version of Kubernetes from which on the gate is on; Infinity: in none so far. */
  readonly sinceMinor: number;
  /** The minor version from which on it is off again; Infinity: it stayed on. */
  readonly untilMinor: number;
  readonly of: PointerType | StructType | ListType | MapType | ScalarType;
}

/** A field which is known but never decides anything: `status`, `managedFields`. */
export interface IgnoredType {
  readonly type: 'Ignored';
}

export const text: ScalarType = { type: 'Text' };
export const bool: ScalarType = { type: 'Bool' };
export const int32: ScalarType = { type: 'Int32' };
export const int64: ScalarType = { type: 'Int64' };
export const bytes: ScalarType = { type: 'Bytes' };
export const quantity: ScalarType = { type: 'Quantity' };
export const intOrText: ScalarType = { type: 'IntOrText' };
export const time: ScalarType = { type: 'Time' };
export const ignored: IgnoredType = { type: 'Ignored' };

export function pointer(of: ScalarType | StructType): PointerType {
  return { type: 'Pointer', of };
}

export function struct(
  fields: Readonly<Record<string, FieldType>>,
  options: { readonly retainKeys?: boolean } = {},
): StructType {
  const { retainKeys = false } = options;
  return { type: 'Struct', fields: new Map(Object.entries(fields)), retainKeys, isReplaced: false };
}

/** A struct which a strategic merge patch replaces where it stands in this place. */
export function replaced(of: StructType): StructType {
  return { ...of, isReplaced: true };
}

export interface ListOptions {
  readonly keys?: readonly string[];
  readonly mergeKey?: string;
  readonly merges?: boolean;
  readonly isSet?: boolean;
  readonly keepsEmpty?: boolean;
  readonly retainKeys?: boolean;
}

/** Without options an atomic list: compared, merged and shown as a whole, by position. */
export function list(of: ScalarType | StructType, options: ListOptions = {}): ListType {
  const { keys, mergeKey, merges = false, isSet = false, keepsEmpty = false, retainKeys = false } = options;
  return { type: 'List', of, keys, mergeKey, merges, isSet, keepsEmpty, retainKeys };
}

export function map(of: ScalarType): MapType {
  return { type: 'Map', of };
}

/**
 * `since` is the version from which on the field is kept, "1.33"; undefined: by default in no version so far. `until`
 * is the first one which drops it again.
 */
export function gated(since: string | undefined, of: GatedType['of'], until?: string): GatedType {
  return { type: 'Gated', sinceMinor: minorOrNever(since), untilMinor: minorOrNever(until), of };
}

function minorOrNever(version: string | undefined): number {
  return version === undefined ? Number.POSITIVE_INFINITY : minorVersion(version);
}

/** 33 of "1.33", "v1.33.2" and "1.33+"; the newest if the text names no version. */
export function minorVersion(kubernetesVersion: string): number {
  const minor = /^v?1\.(\d+)/.exec(kubernetesVersion)?.[1];
  return minor === undefined ? Number.MAX_SAFE_INTEGER : Number(minor);
}
