/**
 * How much of the larger file is found in the other, by lines: 0 … 1, nothing in common … equal but for the order of lines.
 * Below `least` the number may be 0 without having been counted. Two files of 100 bytes which share lines of 80 bytes: 0.8.
 */
export function similarity(left: Uint8Array, right: Uint8Array, least: number): number {
  const larger = Math.max(left.length, right.length);
  if (larger === 0) return 1;
  if (Math.min(left.length, right.length) / larger < least) return 0;
  const counts = new Map<string, number>();
  for (const line of linesOf(left)) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of linesOf(right)) {
    const count = counts.get(line) ?? 0;
    if (count === 0) continue;
    counts.set(line, count - 1);
    common += line.length;
  }
  return common / larger;
}

/** Lines with their ends, one character per byte. */
function linesOf(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .split(/(?<=\n)/);
}
