import { TextError } from './text-error.ts';
import { type Cursor, columnOf } from './yaml-cursor.ts';

/** A token that turns out to be a key once `:` follows it on the same line, at most 1,024 characters after its start. */
export interface PossibleKey {
  /** Position of the token among all tokens of the text. */
  readonly token: number;
  readonly start: number;
  readonly line: number;
  readonly column: number;
  /** Nothing but a key may stand here: at the indentation of the block mapping around it. */
  readonly isRequired: boolean;
}

const keyLengthMax = 1024;

/** The possible key of each flow level (go-yaml: simple keys); the lowest level is the block context. */
export class PossibleKeys {
  readonly #levels: (PossibleKey | undefined)[] = [undefined];
  readonly #levelOfToken = new Map<number, number>();

  get isInFlow(): boolean {
    return this.#levels.length > 1;
  }

  enterFlow(): void {
    this.#levels.push(undefined);
  }

  leaveFlow(): void {
    if (this.isInFlow) this.#levels.pop();
  }

  /** Whether a token may still become a key; then the tokens before it have to wait. */
  includes(token: number, cursor: Cursor): boolean {
    const level = this.#levelOfToken.get(token);
    return level !== undefined && this.#current(level, cursor) !== undefined;
  }

  /** The token which is about to be scanned may become a key. */
  note(token: number, isRequired: boolean, cursor: Cursor): void {
    this.forget();
    const level = this.#levels.length - 1;
    const { position: start, line } = cursor;
    this.#levels[level] = { token, start, line, column: columnOf(cursor), isRequired };
    this.#levelOfToken.set(token, level);
  }

  /** The key of this level, which is taken out, if it is still possible where the cursor stands. */
  take(cursor: Cursor): PossibleKey | undefined {
    const level = this.#levels.length - 1;
    const key = this.#current(level, cursor);
    if (key !== undefined) this.#remove(key, level);
    return key;
  }

  /** What stands at this level is no key. Throws TextError where nothing else may stand there. */
  forget(level = this.#levels.length - 1): void {
    const key = this.#levels[level];
    if (key === undefined) return;
    if (key.isRequired) throw new TextError("a ':' is missing after a key", key.start);
    this.#remove(key, level);
  }

  #current(level: number, cursor: Cursor): PossibleKey | undefined {
    const key = this.#levels[level];
    if (key === undefined) return undefined;
    if (key.line === cursor.line && cursor.position <= key.start + keyLengthMax) return key;
    this.forget(level);
    return undefined;
  }

  #remove(key: PossibleKey, level: number): void {
    this.#levels[level] = undefined;
    this.#levelOfToken.delete(key.token);
  }
}
