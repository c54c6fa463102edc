import type { RenderRequest, RevisionFile } from '../app/ports.ts';
import { decodeText } from '../manifest/decode-text.ts';
import { isKustomizationPath, isManifestPath } from '../manifest/manifest-path.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { kustomizationEntries } from './kustomization-entries.ts';
import { publicPart } from './read-place.ts';
import { writtenDocuments } from './written-documents.ts';

/** What the files of a request say, sorted by whether a message may repeat it. */
export interface SaidByFiles {
  /** Names by which people find a fault: paths, fields of kustomizations, kinds and names of objects. */
  readonly names: readonly string[];
  /** All else: the texts of the files, and those of their values which are written there in another way. */
  readonly contents: readonly string[];
}

export function saidByFiles({ root, files }: RenderRequest): SaidByFiles {
  const names = [root, ...files.map(({ path }) => path)];
  const contents: string[] = [];
  for (const file of files.filter(({ type }) => type === 'File')) {
    // Each byte of what is no text is a character, so that its letters are found.
    contents.push(Buffer.from(file.bytes).toString('utf8'), Buffer.from(file.bytes).toString('latin1'));
    for (const value of valuesOf(file)) {
      names.push(...(isKustomizationPath(file.path) ? namesInKustomization(value) : namesInManifest(value)));
      contents.push(...textsBelow(value));
    }
  }
  return { names, contents };
}

/** What cannot be read has no names. */
function valuesOf({ path, bytes }: RevisionFile): readonly JsonValue[] {
  const decoded = isManifestPath(path) ? decodeText(bytes) : undefined;
  if (decoded?.type !== 'Text') return [];
  return writtenDocuments(decoded.text).flatMap((read) => (read.type === 'Value' ? [read.value] : []));
}

function namesInKustomization(value: JsonValue): readonly string[] {
  const entries = kustomizationEntries(value).map(({ text }) => text);
  // What has several lines, or a value behind a name, is written out.
  const places = entries.filter((text) => !/[\n{]|: /.test(text)).map(publicPart);
  return [...places, ...fieldNames(value), ...textsAtFields(value, publicFields)];
}

/** The fields by which kustomizations name and choose objects. */
const publicFields = new Set([
  'apiVersion',
  'fieldPath',
  'fieldPaths',
  'group',
  'kind',
  'name',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'version',
]);

function namesInManifest(value: JsonValue): readonly string[] {
  if (!isJsonObject(value)) return [];
  const { apiVersion, kind, metadata, items } = value;
  const named = isJsonObject(metadata) ? [metadata['name'], metadata['generateName'], metadata['namespace']] : [];
  const texts = [apiVersion, kind, ...named].filter((text) => typeof text === 'string');
  return [
    ...texts,
    ...Object.keys(value).filter(isFieldName),
    ...(isJsonArray(items) ? items.flatMap(namesInManifest) : []),
  ];
}

/** What stands alone in braces, without a value, may be a value. */
function fieldNames(value: JsonValue): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(fieldNames);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(child !== null && isFieldName(key) ? [key] : []),
    ...fieldNames(child),
  ]);
}

function isFieldName(key: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]{0,40}$/.test(key);
}

function textsAtFields(value: JsonValue, fields: ReadonlySet<string>): readonly string[] {
  if (isJsonArray(value)) return value.flatMap((item) => textsAtFields(item, fields));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    fields.has(key) && !isJsonObject(child) ? textsBelow(child) : textsAtFields(child, fields),
  );
}

function textsBelow(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonArray(value)) return value.flatMap(textsBelow);
  return isJsonObject(value) ? Object.values(value).flatMap(textsBelow) : [];
}
