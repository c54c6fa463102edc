import { classifyDocument, type FoundObject } from './classify-document.ts';
import { lineCounter } from './line-counter.ts';
import type {
  DocumentContent,
  FileDiagnostic,
  ManifestDocument,
  ManifestForm,
  ManifestObject,
} from './manifest-document.ts';
import { isInTemplates } from './manifest-path.ts';
import { renderedTree, takeOrigin } from './rendered-origin.ts';
import type { StreamPart } from './split-stream.ts';
import { needsTemplating } from './templating.ts';
import type { ReadValue, RefusedText } from './yaml.ts';

export interface ReadDocument {
  readonly document: ManifestDocument;
  readonly diagnostics: readonly FileDiagnostic[];
  /** How many values it takes to hold it. */
  readonly size: number;
}

export interface DocumentPlace {
  readonly path: string;
  /** Position within the file, from 0. */
  readonly index: number;
  readonly form: ManifestForm;
  /** The file is a template of a Helm chart. */
  readonly isHelmTemplate: boolean;
}

/** Parses one document and says what it is. Never throws: what cannot be read is `Unreadable`. */
export function readDocument(place: DocumentPlace, part: StreamPart): ReadDocument {
  const { path, index } = place;
  const { text, line } = part;
  const read = part.read();
  const result = read.type === 'Value' ? describeValue(place, part, read) : describeRefusal(place, part, read);
  return {
    document: { path, index, line, text, content: result.content },
    diagnostics: result.diagnostics,
    size: read.type === 'Value' ? read.size : 0,
  };
}

interface Described {
  readonly content: DocumentContent;
  readonly diagnostics: readonly FileDiagnostic[];
}

function describeValue(place: DocumentPlace, part: StreamPart, read: ReadValue): Described {
  if (read.value !== null && place.isHelmTemplate) return { content: helmTemplate, diagnostics: [] };
  // What is rendered is no source of anything, wherever it is said to be.
  const path = place.form === 'Rendered' ? '' : place.path;
  const { content, problems } = classifyDocument(path, part.text, read.value);
  const lineAt = lineCounter(part.text, part.line);
  const lineOf = (within: readonly (string | number)[]): number => {
    const offset = read.locate(within);
    return offset === undefined ? part.line : lineAt(offset);
  };
  const diagnostics: FileDiagnostic[] = problems.map(({ within, message }) => ({
    type: 'InvalidObject',
    message,
    line: lineOf(within),
  }));
  for (const { start, isMerge } of read.duplicateKeys) {
    if (!isMerge) diagnostics.push({ type: 'DuplicateKey', message: duplicateKey, line: lineAt(start) });
  }
  if (read.ignoredFrom !== undefined) {
    diagnostics.push({ type: 'IgnoredText', message: ignoredText, line: lineAt(read.ignoredFrom) });
  }
  if (content.type !== 'Objects') return { content, diagnostics };
  const objects = content.objects.map((found) => toManifestObject(place, part, found, lineOf(found.within)));
  return { content: { type: 'Objects', objects }, diagnostics };
}

const duplicateKey = 'a key is written twice in one mapping: the last one counts, and strict readers refuse the file';
const ignoredText = "text after the end of the document is ignored: a further document begins after a '---' line";
const helmTemplate: DocumentContent = {
  type: 'Other',
  reason: 'NeedsHelm',
  detail: 'a template of a chart: what it installs shows only when it is rendered',
};

function toManifestObject(
  { path, form }: DocumentPlace,
  part: StreamPart,
  { identity, value, within }: FoundObject,
  line: number,
): ManifestObject {
  const document = { path, line, documentText: part.text, documentLine: part.line, within };
  if (form === 'Written') return { ...identity, value, document };
  const { object, origin } = takeOrigin(value, renderedTree);
  return { ...identity, value: object, document, origin };
}

function describeRefusal(place: DocumentPlace, part: StreamPart, read: RefusedText): Described {
  const { path, isHelmTemplate } = place;
  if (isHelmTemplate) return { content: helmTemplate, diagnostics: [] };
  if (!read.isLimit && needsTemplating(part.text)) {
    const reason = isInTemplates(path) ? 'NeedsHelm' : 'NeedsTemplating';
    const detail = 'a template: it is no YAML before its expressions are filled in';
    return { content: { type: 'Other', reason, detail }, diagnostics: [] };
  }
  if (path.endsWith('.json') && !part.text.includes('"apiVersion"')) {
    const detail = 'the document is no JSON that kubectl could read, and has no apiVersion';
    return { content: { type: 'Other', reason: 'NotAManifest', detail }, diagnostics: [] };
  }
  const line = lineCounter(part.text, part.line)(read.offset);
  const column = read.offset - part.text.lastIndexOf('\n', read.offset - 1);
  const message = `${read.reason} (line ${line}, column ${column})`;
  const type = read.isLimit ? 'LimitExceeded' : 'UnreadableYaml';
  return { content: { type: 'Unreadable', message, line }, diagnostics: [{ type, message, line }] };
}
