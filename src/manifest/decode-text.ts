import { lfsPointer } from './lfs-pointer.ts';
import { readingLimits } from './reading-limits.ts';

export type DecodedText =
  | { readonly type: 'Text'; readonly text: string }
  | { readonly type: 'Other'; readonly reason: 'TooLarge' | 'BinaryOrEncrypted'; readonly detail: string }
  /** Nearly text; `line` is that of the first byte which is not. */
  | { readonly type: 'NotUtf8'; readonly line: number };

const gitCryptHeader = '\0GITCRYPT\0';
const pointerDetail = 'the file is kept in Git LFS: git has a pointer instead of its content, which cannot be compared';

/** The text of a file. A byte order mark stays: to kubectl it makes a difference. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > readingLimits.fileBytes) {
    const detail = `the file has more than ${readingLimits.fileBytes / 1024 / 1024} MiB`;
    return { type: 'Other', reason: 'TooLarge', detail };
  }
  if (bytes.includes(0)) return { type: 'Other', reason: 'BinaryOrEncrypted', detail: describeBinary(bytes) };
  if (lfsPointer(bytes) !== undefined) return { type: 'Other', reason: 'BinaryOrEncrypted', detail: pointerDetail };
  try {
    return { type: 'Text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { type: 'NotUtf8', line: firstInvalidLine(bytes) };
  }
}

function describeBinary(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.slice(0, gitCryptHeader.length));
  if (start === gitCryptHeader) return 'the file is encrypted by git-crypt: its content cannot be compared';
  if (start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff')) {
    return 'the file is written in UTF-16, which kubectl does not read: save it as UTF-8';
  }
  return 'the file has NUL bytes: it is binary or encrypted';
}

function firstInvalidLine(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text.slice(0, text.indexOf('\ufffd')).split('\n').length;
}
