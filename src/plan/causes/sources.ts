import { fieldAt, stringAt } from '../../kubernetes/field-access.ts';
import { lineTable } from '../../manifest/line-counter.ts';
import { inheritType, isListObject } from '../../manifest/list-object.ts';
import { isKustomizationPath } from '../../manifest/manifest-path.ts';
import { splitStream } from '../../manifest/split-stream.ts';
import { type ReadText, readYaml } from '../../manifest/yaml.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { SourceLocation } from '../../schema/source-location.ts';

/**
 * A source file of a rendered root which differs between the revisions, or which an object comes from; undefined text:
 * it is not there.
 */
export interface RootSource {
  readonly path: string;
  readonly base: string | undefined;
  readonly head: string | undefined;
}

export type Revision = SourceLocation['revision'];
export type Step = string | number;

export interface OpenSources {
  readonly all: readonly OpenSource[];
  readonly changed: readonly OpenSource[];
  readonly changedKustomizations: readonly OpenSource[];
  readonly at: (path: string) => OpenSource | undefined;
}

/** A source which is parsed when somebody asks for it, each text once. */
export interface OpenSource {
  readonly path: string;
  readonly isChanged: boolean;
  readonly texts: Readonly<Record<Revision, string | undefined>>;
  /** Those which can be read; none where the file is not there. */
  readonly documents: (revision: Revision) => readonly SourceDocument[];
  /** All that has a kind and a name: resources, and patches of them. */
  readonly objects: (revision: Revision) => readonly SourceObject[];
  /** What the file says as a kustomization; undefined: it is none. */
  readonly kustomization: (revision: Revision) => SourceDocument | undefined;
}

export interface SourceDocument {
  readonly value: JsonValue;
  /** Where a field is written, or the nearest of its ancestors. */
  readonly place: (path: readonly Step[]) => SourceLocation;
}

export interface SourceObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly value: JsonObject;
  readonly place: SourceDocument['place'];
}

export function openSources(sources: readonly RootSource[]): OpenSources {
  const all = sources.map(openSource);
  const byPath = new Map(all.map((source) => [source.path, source]));
  const changed = all.filter(({ isChanged }) => isChanged);
  const changedKustomizations = changed.filter(({ path }) => isKustomizationPath(path));
  return { all, changed, changedKustomizations, at: (path) => byPath.get(path) };
}

function openSource({ path, base, head }: RootSource): OpenSource {
  const isChanged = base !== head;
  const isKustomization = isKustomizationPath(path);
  const headParts = lazily(() => readParts(head));
  const baseParts = isChanged ? lazily(() => readParts(base)) : headParts;
  const documents = {
    base: lazily(() => baseParts().map((part) => documentOf(part, path, 'base'))),
    head: lazily(() => headParts().map((part) => documentOf(part, path, 'head'))),
  };
  const objects = {
    base: lazily(() => documents.base().flatMap(objectsOf)),
    head: lazily(() => documents.head().flatMap(objectsOf)),
  };
  return {
    path,
    isChanged,
    texts: { base, head },
    documents: (revision) => documents[revision](),
    objects: (revision) => objects[revision](),
    kustomization: (revision) =>
      isKustomization ? documents[revision]().find(({ value }) => isJsonObject(value)) : undefined,
  };
}

/** A document of a text, wherever the text stands. */
interface TextPart {
  readonly value: JsonValue;
  readonly lineOf: (path: readonly Step[]) => number;
}

/** What can be read of a text; nothing else is told of the rest. */
export function readParts(text = ''): readonly TextPart[] {
  const parts = splitStream(text).flatMap((part) => partOf(part.read(), part));
  // What begins like JSON may be YAML to kustomize.
  return parts.length > 0 ? parts : partOf(readYaml(text), { text, line: 1 });
}

function partOf(read: ReadText, { text, line }: { readonly text: string; readonly line: number }): readonly TextPart[] {
  if (read.type !== 'Value' || read.value === null) return [];
  const lineAt = lazily(() => lineTable(text, line));
  return [{ value: read.value, lineOf: (path) => lineAt()(read.locate(path) ?? 0) }];
}

function documentOf({ value, lineOf }: TextPart, path: string, revision: Revision): SourceDocument {
  return { value, place: (steps) => ({ path, line: lineOf(steps), revision }) };
}

function objectsOf(document: SourceDocument): readonly SourceObject[] {
  return isJsonObject(document.value) ? objectsWithin(document, document.value, []) : [];
}

function objectsWithin(document: SourceDocument, value: JsonObject, within: readonly Step[]): readonly SourceObject[] {
  if (isListObject(value)) {
    const items = fieldAt(value, 'items');
    return (isJsonArray(items) ? items : []).flatMap((item, index) =>
      isJsonObject(item) ? objectsWithin(document, inheritType(value, item), [...within, 'items', index]) : [],
    );
  }
  const [apiVersion, kind] = [stringAt(value, 'apiVersion'), stringAt(value, 'kind')];
  const name = stringAt(value, 'metadata', 'name');
  if (apiVersion === undefined || kind === undefined || name === undefined) return [];
  const namespace = stringAt(value, 'metadata', 'namespace');
  const place = (path: readonly Step[]) => document.place([...within, ...path]);
  return [{ apiVersion, kind, name, namespace, value, place }];
}

/** Makes a value when it is first asked for. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A path as it is written in a file of that directory, from the top; undefined: it leads out, or somewhere else. */
export function pathFrom(directory: string, written: string): string | undefined {
  if (written.startsWith('/') || written.includes('://')) return undefined;
  const steps: string[] = [];
  for (const step of `${directory}/${written}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.length === 0 ? '.' : steps.join('/');
}

/** Whether a file is the one which is named, or lies below the directory which is. */
export function covers(named: string, path: string): boolean {
  return named === '.' || path === named || path.startsWith(`${named}/`);
}
