/** Whether the texts which stand in both lists stand there in the same order: of two definitions the later one counts. */
export function inSameOrder(one: readonly string[], other: readonly string[]): boolean {
  const [ones, others] = [new Set(one), new Set(other)];
  const shared = one.filter((text) => others.has(text));
  const sharedOfOther = other.filter((text) => ones.has(text));
  return shared.length === sharedOfOther.length && shared.every((text, index) => text === sharedOfOther[index]);
}
