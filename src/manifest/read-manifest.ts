import { decodeText } from './decode-text.ts';
import type { DocumentContent, FileDiagnostic, ManifestDocument, ManifestFile } from './manifest-document.ts';
import { readDocument } from './read-document.ts';
import { readingLimits } from './reading-limits.ts';
import { splitStream } from './split-stream.ts';
import { isHelmTemplate } from './templating.ts';

/** Reads a file as kubectl does and says of each of its documents what it is. Never throws. */
export function readManifest(path: string, bytes: Uint8Array): ManifestFile {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Text') return readText(path, decoded.text);
  if (decoded.type === 'NotUtf8') {
    const { line } = decoded;
    const message = `the file is not UTF-8 (line ${line})`;
    return wholeFile(path, { type: 'Unreadable', message, line }, [{ type: 'UnreadableFile', message, line }]);
  }
  const { reason, detail } = decoded;
  const remarks: FileDiagnostic[] = reason === 'TooLarge' ? [{ type: 'LimitExceeded', message: detail, line: 1 }] : [];
  return wholeFile(path, { type: 'Other', reason, detail }, remarks);
}

function readText(path: string, text: string): ManifestFile {
  const documents: ManifestDocument[] = [];
  const diagnostics: FileDiagnostic[] = [];
  const isTemplate = isHelmTemplate(path, text);
  let aliasedNodes = 0;
  for (const [index, part] of splitStream(text).entries()) {
    const message = exceededLimit(index, aliasedNodes);
    if (message !== undefined) {
      const { line } = part;
      documents.push({ path, index, line, text: part.text, content: { type: 'Unreadable', message, line } });
      diagnostics.push({ type: 'LimitExceeded', message, line });
      break;
    }
    const read = readDocument({ path, index, isHelmTemplate: isTemplate }, part);
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

function wholeFile(path: string, content: DocumentContent, diagnostics: readonly FileDiagnostic[]): ManifestFile {
  return { path, documents: [{ path, index: 0, line: 1, text: '', content }], diagnostics };
}
