import type { RenderRequest } from '../app/ports.ts';
import { saidByFiles } from './public-words.ts';
import { toolWords } from './tool-words.ts';

/**
 * The message without what only the files of the request say, for it may be a secret. kustomize quotes literals, lines of
 * environment files and whole patches. The rule: a word becomes *** where the files hold it, or any part of it of four letters
 * or digits and more, unless that is a name (a path, a field of a kustomization, a kind, the name of an object) or a word of
 * kustomize’s own. What is the base64 of such a word is treated alike. What kustomize is known to quote as a whole, and what
 * looks like a token, goes without being looked at.
 */
export function maskContents(message: string, request: RenderRequest): string {
  const { names, contents } = saidByFiles(request);
  const known = new Set(names.flatMap(partsOf));
  const isKnown = (part: string) => known.has(part) || toolWords.has(part.toLowerCase());
  const isSaid = (text: string) => contents.some((content) => content.includes(text));
  const isTelling = (word: string) => {
    if (partsOf(word).every(isKnown)) return false;
    const core = word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (core.length >= lettersMin && isSaid(core)) return true;
    const parts = [word, ...decoded(word)].flatMap(partsOf);
    if (parts.some((part) => part.length >= lettersMin && !isKnown(part) && isSaid(part))) return true;
    return /[A-Za-z0-9+/]{20}/.test(word) && /\d/.test(word);
  };
  const words = beginningOf(withoutQuotedWholes(message)).split(' ');
  return words
    .map((word, index) => (isTelling(word) && !isLineNumber(words[index - 1], word) ? masked(word) : word))
    .join(' ')
    .replaceAll(/\*\*\*(?: \*\*\*)+/g, '***');
}

const lettersMin = 4;
/** Each word is looked for in all files. */
const charactersMax = 4000;

/** Without the word in which it is cut: a part of it might not be known again. */
function beginningOf(text: string): string {
  return text.length <= charactersMax ? text : text.slice(0, charactersMax).replace(/\S*$/, '').trimEnd();
}

/** Runs of letters and digits; what Go writes for other bytes is none of them. */
function partsOf(word: string): readonly string[] {
  return word.replaceAll(/\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What parts of a word say if they are base64, as the data of a Secret are. */
function decoded(word: string): readonly string[] {
  const parts = word.match(/[A-Za-z0-9+/]{6,}/g) ?? [];
  return parts.flatMap((part) => {
    const bytes = Buffer.from(part, 'base64');
    return [bytes.toString('utf8'), bytes.toString('latin1')];
  });
}

/** A colon at the end stays: it tells one sentence from the next. */
function masked(word: string): string {
  return word.endsWith(':') ? '***:' : '***';
}

function isLineNumber(before: string | undefined, word: string): boolean {
  return before === 'line' && /^\d{1,7}:?$/.test(word);
}

const quotedWholes: readonly (readonly [RegExp, string])[] = [
  [/literal sources \[.*\]: /, ''],
  [/(invalid literal source ).*(, expected key=value)/, '$1***$2'],
  [/(parse SM or JSON patch from ).*$/, '$1***'],
  [/(decoding ).*(: invalid character )'.*' /, '$1***$2*** '],
  [/line \[[\d ]*\] (has invalid utf8 bytes)\b.*$/, 'a line $1'],
  [/(node contents:).*$/, '$1 ***'],
  [/map\[string\]interface \{\}(?:\(nil\)|\{.*\}(?=: )|\{.*$)/, '***'],
  [/`[^`]* [^`]*`/g, '***'],
  [/\/\/[^\s/@"']*@/g, '//***@'],
  // Addresses in memory differ each time.
  [/ ?&?\{0x[0-9a-f]+(?: 0x[0-9a-f]+)*\}/g, ''],
];

function withoutQuotedWholes(message: string): string {
  return quotedWholes.reduce((text, [pattern, instead]) => text.replace(pattern, instead), message);
}
