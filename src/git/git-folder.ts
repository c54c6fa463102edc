/** What one question to git may take before it is stopped. */
export interface GitLimits {
  readonly seconds: number;
  /** Of standard output and of standard error, each. */
  readonly outputBytes: number;
}

/** Where git runs, and what it may take. */
export interface GitFolder {
  readonly directory: string;
  readonly limits: GitLimits;
}

export const gitLimits: GitLimits = { seconds: 120, outputBytes: 128 * 1024 * 1024 };
