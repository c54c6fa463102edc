/** What builds may take: beyond the first three a build is stopped. */
export interface RenderLimits {
  readonly seconds: number;
  /** Of what a build makes. */
  readonly outputBytes: number;
  /** Of what it complains. */
  readonly errorBytes: number;
  /** Of all remembered builds together. */
  readonly cacheBytes: number;
}

export const renderLimits: RenderLimits = {
  seconds: 30,
  outputBytes: 64 * 1024 * 1024,
  errorBytes: 1024 * 1024,
  cacheBytes: 256 * 1024 * 1024,
};
