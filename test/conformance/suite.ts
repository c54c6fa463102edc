/** What was recorded of one situation, beside what this project makes of it. Both are plain JSON-able values. */
export interface Replayed {
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * One kind of recorded situations. `replay` puts everything that was recorded into `expected`, and what the
 * project's own code gives for the same situation into `actual`; the runner compares the two deeply.
 * Integers which a double cannot hold exactly come in, and may go out, as bigint.
 */
export interface ConformanceSuite {
  readonly name: string;
  replay(record: unknown): Replayed;
}
