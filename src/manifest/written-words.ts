/**
 * The kind of the object in a document, as a line at the left margin states it; undefined where none does, and for a
 * list of objects. Nothing is parsed: this tells which documents are not worth it.
 */
export function writtenKind(text: string): string | undefined {
  const kind = /^kind:[ \t]+["']?([A-Za-z]+)["']?[ \t\r]*(?:#.*)?$/m.exec(text)?.[1];
  return kind?.endsWith('List') ? undefined : kind;
}

const token = /[\w.-]+/g;
const isToken = /^[\w.-]+$/;

/** The words of a text, each between characters which no name has. */
export function wordsOf(text: string): readonly string[] {
  return text.match(token) ?? [];
}

/** A test for "this text has one of the words", each between characters which no name has. */
export function wordSearch(words: ReadonlySet<string>): (text: string) => boolean {
  const others = [...words].filter((word) => !isToken.test(word));
  if (words.size === 0) return () => false;
  return (text) => {
    const isFound = wordsOf(text).some((found) => words.has(found));
    return isFound || others.some((word) => text.includes(word));
  };
}
