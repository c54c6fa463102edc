/** The default of a switch over all members of a type: the compiler refuses it as soon as one is missing. */
export function unreachable(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
