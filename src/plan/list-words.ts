/** "a", "a and b", "a, b and c"; of more than four the first three and how many more. */
export function listWords(words: readonly string[]): string {
  const shown =
    words.length > wordsMax ? [...words.slice(0, wordsMax - 1), `${words.length - wordsMax + 1} more`] : words;
  const [last = '', ...others] = shown.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

const wordsMax = 4;
