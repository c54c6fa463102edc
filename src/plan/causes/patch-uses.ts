import { fieldAt, stringAt } from '../../kubernetes/field-access.ts';
import { parentOf } from '../../roots/root-of.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { SourceLocation } from '../../schema/source-location.ts';
import { type Entry, entriesOf } from './entries.ts';
import {
  type OpenSource,
  type OpenSources,
  pathFrom,
  type Revision,
  readParts,
  type SourceDocument,
} from './sources.ts';

/** A patch as a kustomization uses it. */
export interface PatchUse {
  readonly kustomization: string;
  readonly revision: Revision;
  /** undefined: the patch says itself which object it is for. */
  readonly target: JsonObject | undefined;
  /** The text itself, or the file which holds it. */
  readonly patch: { readonly type: 'Inline'; readonly text: string } | { readonly type: 'File'; readonly path: string };
  /** The line which gives the text or names the file. */
  readonly place: SourceLocation;
  /** The line of the target, or the same. */
  readonly targetPlace: SourceLocation;
}

export function patchUsesOf(source: OpenSource, revision: Revision, sources: OpenSources): readonly PatchUse[] {
  const useOf = (entry: Entry) => patchUse(entry, source, revision, sources);
  return ['patches', 'patchesJson6902', 'patchesStrategicMerge'].flatMap((list) =>
    entriesOf(source, revision, list).flatMap((entry) => useOf(entry) ?? []),
  );
}

function patchUse(entry: Entry, source: OpenSource, revision: Revision, sources: OpenSources): PatchUse | undefined {
  const { value, place } = entry;
  const written = typeof value === 'string' ? { type: 'Either' as const, text: value } : writtenPatch(value);
  if (!written) return undefined;
  const path = pathFrom(parentOf(source.path), written.text);
  const isFile = written.type === 'path' || (written.type === 'Either' && path !== undefined && sources.at(path));
  if (isFile && path === undefined) return undefined;
  const target = fieldAt(value, 'target');
  const key = written.type === 'Either' ? [] : [written.type];
  return {
    kustomization: source.path,
    revision,
    target: isJsonObject(target) ? target : undefined,
    patch: isFile && path !== undefined ? { type: 'File', path } : { type: 'Inline', text: written.text },
    place: place(key),
    targetPlace: place(target === undefined ? key : ['target']),
  };
}

function writtenPatch(value: JsonValue) {
  const [patch, path] = [stringAt(value, 'patch'), stringAt(value, 'path')];
  if (patch !== undefined && patch !== '') return { type: 'patch' as const, text: patch };
  return path === undefined ? undefined : { type: 'path' as const, text: path };
}

/** The documents of an inline patch, each at the line which gives its text. */
export function inlineDocuments(text: string, place: SourceLocation): readonly SourceDocument[] {
  return readParts(text).map(({ value }) => ({ value, place: () => place }));
}
