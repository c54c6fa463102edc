import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { isCredential, isCredentialKey } from './credential-key.ts';

type Value = JsonValue | undefined;

/** Where a value stands, as far as it decides whether it may be shown. */
export interface Place {
  /**
   * Why every scalar below is hidden: it is part of a Secret, or stands under the name of a credential. Of the metadata
   * of a Secret the fields are shown that metadata has: what is indented wrongly may be its data.
   */
  readonly reason: 'Secret' | 'SecretMetadata' | 'Credential' | undefined;
  /** Within Helm values there is no schema: a mapping named `secrets` is full of them. */
  readonly inValues: boolean;
}

/** What a mapping says of its own entries. */
export interface MappingPlace extends Place {
  readonly isSecret: boolean;
  /** `value` is named as a credential by the entry beside it. */
  readonly isNamed: boolean;
}

/** kubectl's and others' annotations of this name hold the whole object. */
const lastApplied = 'last-applied-configuration';
const valuesKeys: ReadonlySet<string> = new Set(['values', 'valuesObject', 'valuesInline', 'secretGenerator']);
/** What a Secret may show. */
const openSecretKeys: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'type', 'immutable']);
const openMetadataKeys: ReadonlySet<string> = new Set([
  'annotations',
  'creationTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'uid',
]);
const carrierKeys: ReadonlySet<string> = new Set(['metadata', 'data', 'stringdata', 'items']);
/** Keys below the name of a credential which say where it is kept. */
const referenceKeys: ReadonlySet<string> = new Set(['name', 'namespace', 'key', 'kind', 'apiVersion', 'optional']);

/** The place of a mapping which looks like this on one or both sides. */
export function mappingPlace(
  place: Place,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): MappingPlace {
  return {
    reason: place.reason,
    inValues: place.inValues,
    isSecret: isSecretObject(before) || isSecretObject(after),
    isNamed: namesCredential(before) || namesCredential(after),
  };
}

/** Whether the values under a key are Helm values or the like. */
export function isValuesKey(key: string): boolean {
  return valuesKeys.has(key);
}

/** Why the values under a key of a mapping are hidden; undefined: they are not, or not all of them. */
export function reasonFor(mapping: MappingPlace, key: string, before: Value, after: Value): Place['reason'] {
  if (mapping.reason === 'Secret') return 'Secret';
  if (mapping.reason === 'SecretMetadata') return openMetadataKeys.has(key) ? undefined : 'Secret';
  if (mapping.isSecret && key === 'metadata') return 'SecretMetadata';
  if (mapping.isSecret) return openSecretKeys.has(key) ? undefined : 'Secret';
  if (key.includes(lastApplied)) return 'Secret';
  if (mapping.isNamed && key === 'value') return 'Credential';
  if (mapping.reason === 'Credential' && !referenceKeys.has(key)) return 'Credential';
  if (mapping.inValues && key === 'literals') return 'Credential';
  return isHiddenUnder(mapping, key, before) || isHiddenUnder(mapping, key, after) ? 'Credential' : undefined;
}

function isHiddenUnder({ inValues }: Place, key: string, value: Value): boolean {
  if (typeof value === 'string') return isCredential(key, value);
  if (typeof value === 'number' || typeof value === 'bigint') return isCredential(key, `${value}`);
  if (isJsonArray(value)) return isCredentialKey(key) && (inValues || value.every((item) => typeof item !== 'object'));
  return inValues && isJsonObject(value) && isCredentialKey(key);
}

/** `{name: DB_PASSWORD, value: …}` of an environment or a parameter, `{path: /data/password, value: …}` of a JSON patch. */
function namesCredential(object: JsonObject | undefined): boolean {
  if (!object || !Object.hasOwn(object, 'value')) return false;
  const value = object['value'];
  const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? `${value}` : '';
  return ['name', 'key', 'path'].some((key) => {
    const name = object[key];
    return typeof name === 'string' && isCredential(name.slice(name.lastIndexOf('/') + 1), text);
  });
}

/**
 * A Secret, a patch of one, or a list of them; not a reference, which has kind and name side by side. What has the data
 * of a Secret counts as one although its kind is misspelt.
 */
function isSecretObject(object: JsonObject | undefined): boolean {
  if (object === undefined) return false;
  if (Object.hasOwn(object, 'stringData')) return true;
  const kind = object['kind'];
  if (typeof kind !== 'string' || !/secret/i.test(kind)) return false;
  if (!/^secret(?:list)?$/i.test(kind)) {
    return Object.entries(object).some(([key, value]) => key.toLowerCase() === 'data' && isJsonObject(value));
  }
  return !Object.hasOwn(object, 'name') || Object.keys(object).some((key) => carrierKeys.has(key.toLowerCase()));
}

/** The item after `--password` in a command line. */
export function followsCredentialFlag(list: readonly JsonValue[] | undefined, position: number | undefined): boolean {
  if (!list || position === undefined || position === 0) return false;
  const flag = list[position - 1];
  const value = list[position];
  if (typeof flag !== 'string' || !/^--?[\w.-]+$/.test(flag) || typeof value !== 'string') return false;
  return !value.startsWith('--') && isCredential(flag, value);
}
