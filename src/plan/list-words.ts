/** "a", "a and b", "a, b and c"; of more than four the first three and how many more. */
export function listWords<Item>(items: readonly Item[], wordOf: (item: Item) => string): string {
  const shown = items.length > wordsMax ? items.slice(0, wordsMax - 1) : items;
  const words = shown.map(wordOf);
  if (shown.length < items.length) words.push(`${items.length - shown.length} more`);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

const wordsMax = 4;
