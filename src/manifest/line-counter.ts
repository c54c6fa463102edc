/**
 * Gives the line of an index of a text, the first line being `firstLine`. Lines are those of git and editors: only a
 * line feed ends one. Asking in ascending order costs one pass over the text.
 */
export function lineCounter(text: string, firstLine: number): (offset: number) => number {
  let countedTo = 0;
  let line = firstLine;
  return (offset) => {
    if (offset < countedTo) {
      countedTo = 0;
      line = firstLine;
    }
    for (let at = text.indexOf('\n', countedTo); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
      countedTo = at + 1;
    }
    return line;
  };
}

/** The same for questions in any order: one pass over the text, then a few steps for each of them. */
export function lineTable(text: string, firstLine: number): (offset: number) => number {
  const feeds: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) feeds.push(at);
  return (offset) => {
    let [low, high] = [0, feeds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((feeds[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return firstLine + low;
  };
}
