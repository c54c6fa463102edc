import { posix } from 'node:path';
import type { RevisionFile } from '../app/ports.ts';
import { decodeText } from '../manifest/decode-text.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { foldKey, type KustomizationEntry, kustomizationEntries } from './kustomization-entries.ts';
import type { KustomizationFile } from './kustomization-file.ts';
import { isRemote, withoutKey } from './read-place.ts';
import { writtenDocuments } from './written-documents.ts';

/**
 * Why it is unsure that the plugins which some kustomizations name read nothing but the tree: their configuration names files
 * by itself, in any document, and kustomizations can make it of parts. Messages with file and line.
 */
export function pluginFaults(
  kustomizations: readonly KustomizationFile[],
  files: readonly RevisionFile[],
): readonly string[] {
  const tree: Tree = {
    files: new Map(files.map((file) => [file.path, file])),
    kustomizations: new Map(kustomizations.map((one) => [one.directory, one])),
  };
  return kustomizations.flatMap((one) =>
    kustomizationEntries(one.value)
      .filter(({ kind }) => kind === 'Plugin')
      .flatMap((entry) => entryFaults(one, entry, tree, new Set())),
  );
}

interface Tree {
  readonly files: ReadonlyMap<string, RevisionFile>;
  /** By directory. */
  readonly kustomizations: ReadonlyMap<string, KustomizationFile>;
}

function entryFaults(
  { directory, placeOf }: KustomizationFile,
  { path, text }: KustomizationEntry,
  tree: Tree,
  seen: Set<string>,
): readonly string[] {
  const at = placeOf(path);
  const target = posix.join(directory, text);
  const file = tree.files.get(target);
  if (file) return textFaults(at, file);
  const made = tree.kustomizations.get(target.replace(/(.)\/$/, '$1'));
  if (!made) return textFaults(at, { bytes: Buffer.from(text) });
  if (seen.has(made.directory)) return [];
  seen.add(made.directory);
  return isPlain(made.value)
    ? kustomizationEntries(made.value).flatMap((entry) => entryFaults(made, entry, tree, seen))
    : [`${at}: plugins are configured by ${made.path}, which does more than list resources`];
}

const plainFields = new Set(['apiversion', 'kind', 'metadata', 'resources']);

/** What is only listed stays as it is written. */
function isPlain(kustomization: JsonValue): boolean {
  return isJsonObject(kustomization) && Object.keys(kustomization).every((key) => plainFields.has(foldKey(key)));
}

function textFaults(at: string, { bytes }: Pick<RevisionFile, 'bytes'>): readonly string[] {
  const decoded = decodeText(bytes);
  if (decoded.type !== 'Text') return [`${at}: the configuration of a plugin is no text`];
  return writtenDocuments(decoded.text).flatMap((read) => {
    if (read.type === 'Refused') return [`${at}: the configuration of a plugin cannot be read: ${read.reason}`];
    const places = namedPlaces(read.value).flatMap((place) => [place, withoutKey(place)]);
    return places.some(isRemote) ? [`${at}: the configuration of a plugin names what is remote`] : [];
  });
}

const placeFields = new Set(['path', 'paths', 'files', 'env', 'envs']);

/** The texts of all fields, at any depth, by which plugins name files. */
function namedPlaces(value: JsonValue, isPlace = false): readonly string[] {
  if (typeof value === 'string') return isPlace ? [value] : [];
  if (isJsonArray(value)) return value.flatMap((item) => namedPlaces(item, isPlace));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => namedPlaces(child, placeFields.has(foldKey(key))));
}
