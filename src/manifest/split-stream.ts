import { lineCounter } from './line-counter.ts';
import { type DocumentText, isJsonStream, isSeparatorAllowed, splitDocuments } from './split-documents.ts';
import { type ReadText, readJsonStream, readYaml } from './yaml.ts';

/** One document of a stream as kubectl cuts it, parsed when it is asked for. */
export interface StreamPart {
  readonly text: string;
  /** The line on which the text begins, from 1. */
  readonly line: number;
  /** It cannot be read because of what stands after it, whatever its text. */
  readonly isRefused: boolean;
  readonly read: () => ReadText;
}

/**
 * The documents of a manifest as kubectl reads them: JSON values one after another, or YAML documents between `---`
 * lines. A `---` line with text after it ends the stream with a refusal that takes all the rest.
 */
export function splitStream(stream: string): readonly StreamPart[] {
  if (isJsonStream(stream)) {
    const lineAt = lineCounter(stream, 1);
    return readJsonStream(stream).map(({ start, end, read }) => ({
      text: stream.slice(start, end),
      line: lineAt(start),
      isRefused: false,
      read,
    }));
  }
  const parts: StreamPart[] = [];
  for (const document of splitDocuments(stream)) {
    const refusedAt = refusedSeparator(document);
    const text = parts.length === 0 ? document.text.replace(/^\ufeff/, '') : document.text;
    if (refusedAt === undefined)
      parts.push({
        text,
        line: document.line,
        isRefused: false,
        read: () => readYaml(withLineEnd(document, text)),
      });
    else return [...parts, { text, line: document.line, isRefused: true, read: () => refuseSeparator(refusedAt) }];
  }
  return parts;
}

/** Kubernetes reads line by line and ends each of them, also the last one: a block scalar at the very end keeps its line feed. */
function withLineEnd({ separator }: DocumentText, text: string): string {
  return separator === undefined && text.endsWith('\n') ? text : `${text}\n`;
}

/** Where in the document a `---` line stands that kubectl does not take: at its beginning, or where it ends. */
function refusedSeparator({ text, separator }: DocumentText): number | undefined {
  if (text.startsWith('---') && !isSeparatorAllowed(text.slice(3).split('\n', 1).join())) return 0;
  return separator === undefined || isSeparatorAllowed(separator.rest) ? undefined : text.length + 1;
}

function refuseSeparator(offset: number): ReadText {
  return { type: 'Refused', reason: "text follows '---' on its line", offset, isLimit: false };
}
