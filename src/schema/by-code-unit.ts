/** The one order of texts in plans and outputs: by UTF-16 code unit, so that no locale of a machine has a say. */
export function byCodeUnit(left: string, right: string): -1 | 0 | 1 {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
