import { decodeText } from './decode-text.ts';
import type { DocumentContent, FileDiagnostic, ManifestDocument, ManifestFile } from './manifest-document.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { readingLimits } from './reading-limits.ts';
import { isJsonStream } from './split-documents.ts';
import { type StreamPart, splitStream } from './split-stream.ts';
import { isHelmTemplate } from './templating.ts';

/** A file whose documents are cut apart, and read when somebody wants them. */
export interface OpenManifest {
  readonly path: string;
  /** How documents are read here besides what their text says; undefined: the file is no stream of documents. */
  readonly form: string | undefined;
  /** Of the documents which can be read by themselves. */
  readonly texts: readonly string[];
  /** Reads the documents whose text is wanted, each only once, and gives all that were read so far. */
  readonly read: (isWanted: (text: string) => boolean) => ManifestFile;
}

/** Opens a file which kubectl would read. Never throws: what cannot be read is said in the documents. */
export function openManifest(path: string, bytes: Uint8Array): OpenManifest {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Text') return openText(path, decoded.text);
  if (decoded.type === 'NotUtf8') {
    const { line } = decoded;
    const message = `the file is not UTF-8 (line ${line})`;
    return wholeFile(path, { type: 'Unreadable', message, line }, [{ type: 'UnreadableFile', message, line }]);
  }
  const { reason, detail } = decoded;
  const remarks: FileDiagnostic[] = reason === 'TooLarge' ? [{ type: 'LimitExceeded', message: detail, line: 1 }] : [];
  return wholeFile(path, { type: 'Other', reason, detail }, remarks);
}

function openText(path: string, text: string): OpenManifest {
  const isTemplate = isHelmTemplate(path, text);
  const parts = splitStream(text);
  const known = new Map<number, ReadDocument>();
  const readPart = (part: StreamPart, index: number): ReadDocument => {
    const read = known.get(index) ?? readDocument({ path, index, isHelmTemplate: isTemplate }, part);
    known.set(index, read);
    return read;
  };
  return {
    path,
    form: `${isJsonStream(text) ? 'JSON' : 'YAML'}${isTemplate ? ' template' : ''}`,
    texts: parts.flatMap((part) => (part.isRefused ? [] : [part.text])),
    read: (isWanted) =>
      readParts(path, parts, (part, index) => {
        // Without text there is nothing to save.
        const isRead = known.has(index) || part.isRefused || part.text === '' || isWanted(part.text);
        return isRead ? readPart(part, index) : unread(path, part, index);
      }),
  };
}

function unread(path: string, { text, line }: StreamPart, index: number): ReadDocument {
  return { document: { path, index, line, text, content: { type: 'Unread' } }, diagnostics: [], aliasedNodes: 0 };
}

function readParts(
  path: string,
  parts: readonly StreamPart[],
  readPart: (part: StreamPart, index: number) => ReadDocument,
): ManifestFile {
  const documents: ManifestDocument[] = [];
  const diagnostics: FileDiagnostic[] = [];
  let aliasedNodes = 0;
  for (const [index, part] of parts.entries()) {
    const message = exceededLimit(index, aliasedNodes);
    if (message !== undefined) {
      const { line } = part;
      documents.push({ path, index, line, text: part.text, content: { type: 'Unreadable', message, line } });
      diagnostics.push({ type: 'LimitExceeded', message, line });
      break;
    }
    const read = readPart(part, index);
    aliasedNodes += read.aliasedNodes;
    documents.push(read.document);
    diagnostics.push(...read.diagnostics);
  }
  return { path, documents, diagnostics: limitDiagnostics(diagnostics) };
}

/** Why a file is not read any further. */
function exceededLimit(documents: number, aliasedNodes: number): string | undefined {
  if (documents >= readingLimits.documents) {
    return `the file has more than ${readingLimits.documents} documents: from here on it is not read`;
  }
  if (aliasedNodes <= readingLimits.aliasedNodes) return undefined;
  return 'the file repeats too much by aliases: from here on it is not read';
}

function limitDiagnostics(diagnostics: readonly FileDiagnostic[]): readonly FileDiagnostic[] {
  const first = diagnostics.slice(0, readingLimits.diagnostics);
  const rest = diagnostics[first.length];
  if (rest === undefined) return first;
  const message = `${diagnostics.length - first.length} further remarks on this file are left out`;
  return [...first, { type: 'LimitExceeded', message, line: rest.line }];
}

function wholeFile(path: string, content: DocumentContent, diagnostics: readonly FileDiagnostic[]): OpenManifest {
  const file: ManifestFile = { path, documents: [{ path, index: 0, line: 1, text: '', content }], diagnostics };
  return { path, form: undefined, texts: [], read: () => file };
}

/** The texts which stand once in both files of one path and mean the same there. */
export function sharedTexts(one: OpenManifest, other: OpenManifest): ReadonlySet<string> {
  if (one.form === undefined || one.form !== other.form || one.path !== other.path) return new Set();
  const others = writtenOnce(other.texts);
  return new Set([...writtenOnce(one.texts)].filter((text) => others.has(text)));
}

function writtenOnce(texts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = texts.filter((text) => seen.has(text) || !seen.add(text));
  for (const text of repeated) seen.delete(text);
  return seen;
}
