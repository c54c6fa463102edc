/**
 * Why a text cannot be read, and where. The reason is one of our own constant texts: it never holds a piece of the
 * source, which may be secret. Thrown and caught within the readers only; outside it is data.
 */
export class TextError extends Error {
  readonly reason: string;
  /** Index into the text which was given to the reader. */
  readonly offset: number;
  /** The text may be right; it is more than this reader takes. */
  readonly isLimit: boolean;

  constructor(reason: string, offset: number, isLimit = false) {
    super(reason);
    this.name = 'TextError';
    this.reason = reason;
    this.offset = offset;
    this.isLimit = isLimit;
  }
}
