import { groupDigits } from '../schema/group-digits.ts';
import { decodeText } from './decode-text.ts';
import { inSameOrder } from './in-same-order.ts';
import type {
  DocumentContent,
  FileDiagnostic,
  ManifestDocument,
  ManifestFile,
  ManifestForm,
} from './manifest-document.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { readingLimits } from './reading-limits.ts';
import { isJsonStream } from './split-documents.ts';
import { splitStream } from './split-stream.ts';
import { isHelmTemplate } from './templating.ts';

/** A file whose documents are cut apart, and read when somebody wants them. */
export interface OpenManifest {
  readonly path: string;
  /** How documents are read here besides what their text says; undefined: the file is no stream of documents. */
  readonly form: string | undefined;
  /** Of the documents which can be read by themselves. */
  readonly texts: readonly string[];
  /** Reads the documents whose text is wanted, each only once, and gives the file with those that were read so far. */
  readonly read: (isWanted: (text: string) => boolean) => ManifestFile;
}

/** Opens a file which kubectl would read. Never throws: what cannot be read is said in the documents. */
export function openManifest(path: string, bytes: Uint8Array, form: ManifestForm = 'Written'): OpenManifest {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Text') return openText(path, decoded.text, form);
  if (decoded.type === 'NotUtf8') {
    const { line } = decoded;
    const message = `the file is not UTF-8 (line ${line})`;
    return wholeFile(path, { type: 'Unreadable', message, line }, [{ type: 'UnreadableFile', message, line }]);
  }
  const { reason, detail } = decoded;
  const remarks: FileDiagnostic[] = reason === 'TooLarge' ? [{ type: 'LimitExceeded', message: detail, line: 1 }] : [];
  return wholeFile(path, { type: 'Other', reason, detail }, remarks);
}

function openText(path: string, text: string, form: ManifestForm): OpenManifest {
  const isHelm = form === 'Written' && isHelmTemplate(path, text);
  const all = splitStream(text);
  const parts = all.slice(0, readingLimits.documents);
  const next = all[parts.length];
  const beyond = next === undefined ? [] : [refusedDocument(path, parts.length, next, tooManyDocuments)];
  const known: (ReadDocument | undefined)[] = parts.map(() => undefined);
  let file: ManifestFile | undefined;
  return {
    path,
    form: `${isJsonStream(text) ? 'JSON' : 'YAML'}${isHelm ? ' template' : ''}`,
    texts: parts.flatMap((part) => (part.isRefused ? [] : [part.text])),
    read: (isWanted) => {
      for (const [index, part] of parts.entries()) {
        // Without text there is nothing to save.
        if (known[index] || !(part.isRefused || part.text === '' || isWanted(part.text))) continue;
        known[index] = readDocument({ path, index, form, isHelmTemplate: isHelm }, part);
        file = undefined;
      }
      file ??= fileOf({ path, form }, text, [...known.filter((read) => read !== undefined), ...beyond]);
      return file;
    },
  };
}

const tooManyDocuments = `the file has more than ${groupDigits(readingLimits.documents)} documents: from here on it is not read`;
const tooManyValues = `the file has more than ${groupDigits(readingLimits.allValues)} values: from here on it is not read`;

function refusedDocument(
  path: string,
  index: number,
  { line, text }: Pick<ManifestDocument, 'line' | 'text'>,
  message: string,
): ReadDocument {
  return {
    document: { path, index, line, text, content: { type: 'Unreadable', message, line } },
    diagnostics: [{ type: 'LimitExceeded', message, line }],
    size: 0,
  };
}

function fileOf({ path, form }: FilePlace, text: string, reads: readonly ReadDocument[]): ManifestFile {
  const allowed = withinValuesLimit(path, reads);
  return {
    path,
    text,
    documents: allowed.map(({ document }) => document),
    diagnostics: limitDiagnostics(allowed.flatMap(({ diagnostics }) => diagnostics)),
    size: allowed.reduce((sum, { size }) => sum + size, 0),
    ...(form === 'Rendered' && { isRendered: true }),
  };
}

interface FilePlace {
  readonly path: string;
  readonly form: ManifestForm;
}

/** The documents up to the one at which those before hold too much; that one is refused. */
function withinValuesLimit(path: string, reads: readonly ReadDocument[]): readonly ReadDocument[] {
  let values = 0;
  for (const [position, { document, size }] of reads.entries()) {
    if (values > readingLimits.allValues) {
      return [...reads.slice(0, position), refusedDocument(path, document.index, document, tooManyValues)];
    }
    values += size;
  }
  return reads;
}

function limitDiagnostics(diagnostics: readonly FileDiagnostic[]): readonly FileDiagnostic[] {
  const first = diagnostics.slice(0, readingLimits.diagnostics);
  const rest = diagnostics[first.length];
  if (rest === undefined) return first;
  const message = `${diagnostics.length - first.length} further remarks on this file are left out`;
  return [...first, { type: 'LimitExceeded', message, line: rest.line }];
}

function wholeFile(path: string, content: DocumentContent, diagnostics: readonly FileDiagnostic[]): OpenManifest {
  const documents: ManifestDocument[] = [{ path, index: 0, line: 1, text: '', content }];
  const file: ManifestFile = { path, text: undefined, documents, diagnostics, size: 0 };
  return { path, form: undefined, texts: [], read: () => file };
}

/** The texts which stand once in both files of one path and mean the same there; none where some have changed places. */
export function sharedTexts(one: OpenManifest, other: OpenManifest): ReadonlySet<string> {
  if (one.form === undefined || one.form !== other.form || one.path !== other.path) return new Set();
  if (!inSameOrder(one.texts, other.texts)) return new Set();
  const others = writtenOnce(other.texts);
  return new Set([...writtenOnce(one.texts)].filter((text) => others.has(text)));
}

function writtenOnce(texts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = texts.filter((text) => seen.has(text) || !seen.add(text));
  for (const text of repeated) seen.delete(text);
  return seen;
}
