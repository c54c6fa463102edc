/** How many lines one text has that the other has not, each line counted as often as it stands there. */
export function changedLines(before: string, after: string): { added: number; removed: number } {
  const balance = new Map<string, number>();
  for (const line of after.split('\n')) balance.set(line, (balance.get(line) ?? 0) + 1);
  for (const line of before.split('\n')) balance.set(line, (balance.get(line) ?? 0) - 1);
  let added = 0;
  let removed = 0;
  for (const count of balance.values()) {
    if (count > 0) added += count;
    else removed -= count;
  }
  return { added, removed };
}
