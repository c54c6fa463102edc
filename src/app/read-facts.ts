import { servedKind } from '../kubernetes/object-kinds.ts';
import { decodeText } from '../manifest/decode-text.ts';
import { lineCounter } from '../manifest/line-counter.ts';
import { inheritType, isListObject } from '../manifest/list-object.ts';
import { readPlainJson } from '../manifest/plain-json.ts';
import { readingLimits } from '../manifest/reading-limits.ts';
import { type StreamPart, splitStream } from '../manifest/split-stream.ts';
import { type Facts, type LiveObject, liveKind, liveKinds, liveSchema } from '../schema/facts.ts';
import { groupDigits } from '../schema/group-digits.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { apiGroup } from '../schema/object-identity.ts';
import { FactsError } from './facts-error.ts';
import { nearestName } from './nearest-name.ts';

/** A file of facts; `name` is what the user calls it. */
export interface FactsFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads what `kubectl get … -o json` or `-o yaml` prints: one List, several of them, or single objects. Objects of kinds
 * that no forecast reads are left out; of an object which stands there twice the last counts. Throws FactsError.
 */
export function readFacts({ name, bytes }: FactsFile): Facts {
  const documents = documentsOf(name, textOf(name, bytes));
  const live = new Map<string, LiveObject>();
  let items = 0;
  for (const document of documents) {
    for (const item of itemsOf(document)) {
      items++;
      const object = checkItem(document, item);
      if (object) addObject(live, object, () => document.error(item.path, ofSeveralClusters(object)));
    }
  }
  if (live.size === 0) throw new FactsError(`${name}: ${items === 0 ? nothingFound : nothingRead}`);
  return { apiVersion: 'v1', kind: 'List', items: [...live.values()] };
}

type Path = readonly (string | number)[];

const command = 'kubectl get deploy,sts,ds,rs,hpa,pdb,resourcequota,nodes -A -o json';
const expected = `expected what \`${command}\` prints`;
const nothingFound = `there is no object in it; are context and namespace right? ${expected}`;
const nothingRead = `there is no object in it of a kind which a forecast reads; ${expected}`;

/** A file begins with a byte order mark where PowerShell wrote it. */
function textOf(name: string, bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Text') return decoded.text.replace(/^\ufeff/, '');
  if (decoded.type === 'NotUtf8') throw new FactsError(`${name}:${decoded.line}: the file is not UTF-8`);
  const advice = decoded.reason === 'TooLarge' ? '; ask kubectl for fewer kinds, or for one namespace' : '';
  throw new FactsError(`${name}: ${decoded.detail}${advice}`);
}

/** One document of the file, and how to say with its line what is wrong in it. */
interface FactsDocument {
  readonly value: JsonValue;
  readonly error: (path: Path, message: string) => FactsError;
}

function* documentsOf(name: string, text: string): Iterable<FactsDocument> {
  const plain = readPlainJson(text);
  if (plain !== undefined) {
    yield { value: plain, error: (path, message) => errorIn(name, splitStream(text)[0], path, message) };
    return;
  }
  const parts = splitStream(text);
  if (parts.length > readingLimits.documents) {
    throw new FactsError(`${name}: the file has more than ${groupDigits(readingLimits.documents)} documents`);
  }
  for (const part of parts) yield readPart(name, part);
}

function readPart(name: string, part: StreamPart): FactsDocument {
  const read = part.read();
  const error = (path: Path, message: string) => errorIn(name, part, path, message);
  if (read.type === 'Value' && read.ignoredFrom === undefined) return { value: read.value, error };
  const { offset, reason } = read.type === 'Refused' ? read : { offset: read.ignoredFrom ?? 0, reason: furtherText };
  const isCutOff = part.text.trimEnd().length <= offset;
  const words = isCutOff ? `${reason}; the file ends early: was kubectl interrupted?` : reason;
  throw new FactsError(`${name}:${lineCounter(part.text, part.line)(offset)}: ${words}`);
}

const furtherText = "text follows the end of the document; a further one begins after a '---' line";

/** Lines are rarely asked for: the document is read once more when that happens. */
function errorIn(name: string, part: StreamPart | undefined, path: Path, message: string): FactsError {
  const read = part?.read();
  const offset = read?.type === 'Value' ? read.locate(path) : undefined;
  const line = part && lineCounter(part.text, part.line)(offset ?? 0);
  const words = path.length === 0 ? message : `${fieldPath(path)}: ${message}`;
  return new FactsError(`${[name, ...(line === undefined ? [] : [line])].join(':')}: ${words}`);
}

function fieldPath(path: Path): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return steps.join('').replace(/^\./, '');
}

interface FactsItem {
  readonly object: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: Path;
}

/** The objects of a document: the items of a List, or the document itself. */
function* itemsOf(document: FactsDocument): Iterable<FactsItem> {
  const { value, error } = document;
  if (value === null) return;
  if (!isJsonObject(value)) throw error([], expected);
  if (isListObject(value)) yield* listItems(document, value, []);
  else yield onlyItem(document, value);
}

/** A single object, as `kubectl get deployment web -o json` prints it. */
function onlyItem({ error }: FactsDocument, value: JsonObject): FactsItem {
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw error([], expected);
  if (kind === 'List') throw error(['items'], 'expected a list');
  if (!liveSchema(apiVersion, kind)) throw error(['kind'], meantKind(apiVersion, kind) ?? expected);
  return { object: value, apiVersion, kind, path: [] };
}

function* listItems(document: FactsDocument, list: JsonObject, path: Path): Iterable<FactsItem> {
  const items = isJsonArray(list['items']) ? list['items'] : [];
  for (const [index, item] of items.entries()) {
    const itemPath = [...path, 'items', index];
    if (!isJsonObject(item)) throw document.error(itemPath, 'expected an object');
    if (isListObject(item)) yield* listItems(document, item, itemPath);
    else yield typedItem(document, inheritType(list, item), itemPath);
  }
}

function typedItem(document: FactsDocument, object: JsonObject, path: Path): FactsItem {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string') throw document.error([...path, 'apiVersion'], 'expected an API version');
  if (typeof kind !== 'string') throw document.error([...path, 'kind'], 'expected a kind');
  return { object, apiVersion, kind, path };
}

/** The object as far as facts are read of it; undefined: nothing is read of its kind. Throws FactsError. */
function checkItem(document: FactsDocument, { object, apiVersion, kind, path }: FactsItem): LiveObject | undefined {
  const schema = liveSchema(apiVersion, kind);
  if (!schema) {
    const meant = meantKind(apiVersion, kind);
    if (meant !== undefined) throw document.error([...path, 'kind'], meant);
    return undefined;
  }
  const { data, error } = schema.safeParse(object);
  if (data) return data;
  const [issue] = error.issues;
  const steps = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
  throw document.error([...path, ...steps], issue?.message ?? 'expected another value');
}

/** What to say of a kind which is none of Kubernetes, but nearly one of which facts are read. */
function meantKind(apiVersion: string, kind: string): string | undefined {
  if (servedKind(apiVersion, kind)) return undefined;
  const group = liveKind(apiVersion, '');
  const kinds = liveKinds.filter((each) => each.startsWith(group)).map((each) => each.slice(group.length));
  const nearest = nearestName(kind, kinds);
  return nearest === undefined
    ? undefined
    : `${apiGroup(apiVersion) || 'v1'} has no such kind; did you mean ${nearest}?`;
}

function addObject(live: Map<string, LiveObject>, object: LiveObject, error: () => FactsError): void {
  const { apiVersion, kind, metadata } = object;
  const key = JSON.stringify([liveKind(apiVersion, kind), metadata['namespace'] ?? '', metadata.name]);
  const { uid } = metadata;
  const knownUid = live.get(key)?.metadata.uid;
  if (uid !== undefined && knownUid !== undefined && uid !== knownUid) throw error();
  live.set(key, object);
}

function ofSeveralClusters({ kind, metadata }: LiveObject): string {
  const { namespace, name } = metadata;
  const full = typeof namespace === 'string' ? `${namespace}/${name}` : name;
  return `${kind} ${full} stands here a second time with another uid; take the facts of one cluster, at one time`;
}
