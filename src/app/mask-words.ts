/** Shorter values are in every sentence. */
const lettersMin = 3;

/** What may be secret: the values themselves, each line of the files, and what stands behind a `=` or `:` there. */
export function secretWords(values: readonly string[], texts: readonly string[]): readonly string[] {
  const lines = [...texts, ...values].flatMap((text) => text.split(/\r?\n/));
  const parts = lines.flatMap((line) => [line, line.replace(/^[^=:]*[=:]/, '')]);
  const words = [...values, ...parts].map((word) => word.trim().replace(/^(["'])(.*)\1$/s, '$2'));
  return [...new Set(words.filter((word) => word.length >= lettersMin))].toSorted((a, b) => b.length - a.length);
}

/** The message without these words, longest first. */
export function maskWords(message: string, words: readonly string[]): string {
  return words.reduce((masked, word) => masked.replaceAll(word, '***'), message);
}
