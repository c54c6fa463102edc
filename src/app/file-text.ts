import { decodeText } from '../manifest/decode-text.ts';
import type { RevisionFile } from './ports.ts';

/** The text of a file; undefined: it is none, or too large. */
export function fileText({ bytes }: RevisionFile): string | undefined {
  const decoded = decodeText(bytes);
  return decoded.type === 'Text' ? decoded.text : undefined;
}
