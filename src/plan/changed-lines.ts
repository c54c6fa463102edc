interface ChangedLines {
  readonly added: number;
  readonly removed: number;
}

/** Beyond these the lines are not counted: it would take longer than all the rest, and a size says as much. */
const charactersMax = 4_000_000;

/**
 * How many lines one text has that the other has not, each line counted as often as it stands there. undefined: the
 * texts differ over too long a stretch.
 */
export function changedLines(before: string, after: string): ChangedLines | undefined {
  const start = equalStart(before, after);
  const middles = [before.slice(start), after.slice(start)] as const;
  const end = equalEnd(...middles);
  const [removedText = '', addedText = ''] = middles.map((text) => text.slice(0, text.length - end));
  if (removedText.length + addedText.length > charactersMax) return undefined;
  return countLines(removedText, addedText);
}

function countLines(before: string, after: string): ChangedLines {
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

/** How many characters of whole lines both texts begin with. */
function equalStart(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  return before.slice(0, at).lastIndexOf('\n') + 1;
}

/** How many characters of whole lines, from a line feed on, both texts end with. */
function equalEnd(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let length = 0;
  const isEqual = (place: number) =>
    before.charCodeAt(before.length - place) === after.charCodeAt(after.length - place);
  while (length < shorter && isEqual(length + 1)) length += 1;
  const feed = before.indexOf('\n', before.length - length);
  return feed < 0 ? 0 : before.length - feed;
}
