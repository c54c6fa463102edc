const linesShown = 9;

/** Throws with the first lines which differ. (The assertions of Node.js look for the shortest difference, which takes long.) */
export function requireSame(what: string, actual: string, expected: string): void {
  const difference = firstDifference(actual, expected);
  if (difference !== undefined) throw new Error(`${what} is${difference}`);
}

/** The same for what can be written as JSON. The order of keys counts. */
export function requireSameJson(what: string, actual: unknown, expected: unknown): void {
  requireSame(what, JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1));
}

/** The lines around the first which differs, in words which go on from "is"; undefined: there is none. */
export function firstDifference(actual: string, expected: string): string | undefined {
  if (actual === expected) return undefined;
  const [found, wanted] = [actual.split('\n'), expected.split('\n')];
  const at = found.findIndex((line, index) => line !== wanted[index]);
  const from = Math.max(0, (at < 0 ? found.length : at) - Math.floor(linesShown / 2));
  const [here, there] = [found, wanted].map((lines) => lines.slice(from, from + linesShown).join('\n'));
  return `\n${here}\nand not, from line ${from + 1} on,\n${there}`;
}
