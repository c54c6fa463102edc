import { lineCounter } from './line-counter.ts';
import { readingLimits } from './reading-limits.ts';

/** A part of a stream, before it is parsed. */
export interface DocumentText {
  readonly text: string;
  /** The line on which the text begins, from 1. */
  readonly line: number;
  /** The `---` line which ends the part; undefined: the end of the stream does. */
  readonly separator: Separator | undefined;
}

interface Separator {
  /** What stands after `---` on its line. */
  readonly rest: string;
  /** The line ends with a line feed, and not with the stream. */
  readonly isTerminated: boolean;
}

const separatorStart = '\n---';

/**
 * Cuts a stream at each line which begins with `---`, cheaply: nothing is parsed. As in Kubernetes (splitYAMLDocument)
 * a `---` line at the very beginning of a part belongs to that part. Beyond the limit of documents all the rest is one part.
 */
export function splitDocuments(stream: string): readonly DocumentText[] {
  const parts: DocumentText[] = [];
  let from = 0;
  const lineAt = lineCounter(stream, 1);
  while (parts.length < readingLimits.documents) {
    const at = stream.indexOf(separatorStart, from);
    if (at < 0) break;
    const restFrom = at + separatorStart.length;
    const restTo = stream.indexOf('\n', restFrom);
    const isTerminated = restTo >= 0;
    const rest = stream.slice(restFrom, isTerminated ? restTo : stream.length);
    const text = stream.slice(from, at);
    parts.push({ text, line: lineAt(from), separator: { rest, isTerminated } });
    from = isTerminated ? restTo + 1 : stream.length;
  }
  if (from < stream.length) parts.push({ text: stream.slice(from), line: lineAt(from), separator: undefined });
  return parts;
}

/** Whether Kubernetes takes the line as a separator: after `---` there may be nothing but white space and a comment. */
export function isSeparatorAllowed(rest: string): boolean {
  const trimmed = rest.replace(leadingSpace, '');
  return trimmed === '' || trimmed.startsWith('#');
}

/** What Go calls white space, unlike JavaScript: no byte order mark, but NEL. */
const leadingSpace = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** How far kubectl looks for a brace. */
const jsonSniffLength = 4096;

/** A stream whose first character other than white space is `{` is JSON for kubectl, and nothing else. */
export function isJsonStream(stream: string): boolean {
  return stream.slice(0, jsonSniffLength).replace(leadingSpace, '').startsWith('{');
}
