import { isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import type { NotComputedReason } from '../schema/not-computed.ts';

/** What tells an object from all others of its root. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export type IdentifiedObject = { readonly type: 'Identified'; readonly identity: ObjectIdentity } | UnidentifiedObject;

interface UnidentifiedObject {
  readonly type: 'Unidentified';
  readonly reason: NotComputedReason;
  readonly detail: string;
  /** The field which has to be mended, where a person surely meant an object. */
  readonly problem?: { readonly field: readonly string[]; readonly message: string };
}

/** Reads apiVersion, kind, metadata.name and metadata.namespace, and says what is wrong where one cannot be had. */
export function identifyObject(value: JsonObject): IdentifiedObject {
  const apiVersion = readText(value, ['apiVersion']);
  const kind = readText(value, ['kind']);
  if (isWrong(apiVersion)) return apiVersion;
  if (isWrong(kind)) return kind;
  if (apiVersion === undefined || kind === undefined) return withoutType(value, apiVersion, kind);
  if (isBroken(kind)) return brokenText(['kind']);
  const metadata = value['metadata'];
  if (metadata === undefined || metadata === null) return noIdentity('the document has no metadata.name');
  if (!isJsonObject(metadata)) return wrongType(['metadata'], metadata, 'mapping');
  const name = readText(value, ['metadata', 'name']);
  const namespace = readText(value, ['metadata', 'namespace']);
  if (isWrong(name)) return name;
  if (isWrong(namespace)) return namespace;
  if (name === undefined) return withoutName(metadata);
  // What a Secret holds must not be taken for its name.
  if (/^secret/i.test(kind) && isBroken(name)) return brokenText(['metadata', 'name']);
  return { type: 'Identified', identity: { apiVersion, kind, namespace, name } };
}

/** The keys of a patch which leaves it to somebody else to say what it patches. */
const objectParts: ReadonlySet<string> = new Set(['metadata', 'spec', 'data', 'stringData', 'status']);

function withoutType(value: JsonObject, apiVersion: string | undefined, kind: string | undefined): UnidentifiedObject {
  if (apiVersion === undefined && kind === undefined) {
    const keys = Object.keys(value);
    const isPatch = keys.length > 0 && keys.every((key) => objectParts.has(key));
    if (isPatch)
      return {
        type: 'Unidentified',
        reason: 'Patch',
        detail: 'a patch: parts of an object, without apiVersion and kind',
      };
    return { type: 'Unidentified', reason: 'NotAManifest', detail: 'the document has neither apiVersion nor kind' };
  }
  const field = apiVersion === undefined ? 'apiVersion' : 'kind';
  const detail = `the document has no ${field}`;
  if (!isJsonObject(value['metadata'])) return { type: 'Unidentified', reason: 'NotAManifest', detail };
  return {
    ...noIdentity(detail),
    problem: { field: [], message: `${field} is missing: Kubernetes cannot tell what this is` },
  };
}

function withoutName(metadata: JsonObject): UnidentifiedObject {
  return typeof metadata['generateName'] === 'string'
    ? noIdentity('the object has a generateName only: each time it is created under another name')
    : noIdentity('the document has no metadata.name');
}

function noIdentity(detail: string): UnidentifiedObject {
  return { type: 'Unidentified', reason: 'NoIdentity', detail };
}

/** A field which should hold text; undefined: absent, null or empty. */
function readText(value: JsonObject, field: readonly string[]): string | undefined | UnidentifiedObject {
  let current: JsonValue | undefined = value;
  for (const key of field) current = isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  if (current === undefined || current === null || current === '') return undefined;
  return typeof current === 'string' ? current : wrongType(field, current, 'string');
}

/** Of a template it is filled in later. */
function isBroken(text: string): boolean {
  return /\s/.test(text) && !text.includes('{{');
}

/** Lines below which are indented too far belong to the text above. */
function brokenText(field: readonly string[]): UnidentifiedObject {
  const message = `${field.join('.')} holds white space: is the line below it indented rightly?`;
  return { ...noIdentity(message), problem: { field, message } };
}

function isWrong(text: string | undefined | UnidentifiedObject): text is UnidentifiedObject {
  return typeof text === 'object';
}

function wrongType(field: readonly string[], value: JsonValue, wanted: 'string' | 'mapping'): UnidentifiedObject {
  const actual = nameType(value);
  const isQuotable = wanted === 'string' && (actual === 'number' || actual === 'boolean');
  const advice = isQuotable ? ': put it in quotes' : '';
  const message = `${field.join('.')} is a ${actual}, but Kubernetes wants a ${wanted}${advice}`;
  return { ...noIdentity(message), problem: { field, message } };
}

function nameType(value: JsonValue): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'mapping';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
