/** An integer as a JSON value: a number where a double holds it exactly, else the bigint itself. */
export function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
