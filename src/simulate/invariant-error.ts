/** A law of the simulation does not hold: a bug of this program, never of its input. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}
