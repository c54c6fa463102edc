/** Where a command runs: what it may ask for beside its work. */
export interface Host {
  /** Columns of the terminal behind standard output; undefined: there is none. */
  readonly columns: () => number | undefined;
  /** Says what is going on, for a terminal where somebody waits. */
  readonly onPhase: (phase: string) => void;
  /** The terminal is free for output when this is done. */
  readonly clearProgress: () => Promise<void>;
  /** Does something short which no signal may leave half done. */
  readonly undisturbed: (action: () => void) => Promise<void>;
}
