/** Rounded down, never above 100: 7 of 9 is 77. */
export function percentOf(part: number, whole: number): number {
  return Math.min(100, Math.floor((100 * part) / whole));
}
