/** Where a reader stands. The text ends with NUL, which no accepted text contains: reading past the end is harmless. */
export interface Cursor {
  readonly text: string;
  position: number;
  /** Breaks passed so far. Counts what YAML 1.1 calls a break; for people lines are counted by line feeds alone. */
  line: number;
  lineStart: number;
}

export const char = {
  nul: 0x00,
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  bang: 0x21,
  doubleQuote: 0x22,
  hash: 0x23,
  percent: 0x25,
  ampersand: 0x26,
  singleQuote: 0x27,
  asterisk: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  colon: 0x3a,
  less: 0x3c,
  greater: 0x3e,
  question: 0x3f,
  at: 0x40,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  backtick: 0x60,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
  nextLine: 0x85,
  lineSeparator: 0x2028,
  paragraphSeparator: 0x2029,
  byteOrderMark: 0xfeff,
} as const;

export function codeAt(cursor: Cursor, ahead = 0): number {
  return cursor.text.charCodeAt(cursor.position + ahead);
}

export function columnOf(cursor: Cursor): number {
  return cursor.position - cursor.lineStart;
}

export function isBlank(code: number): boolean {
  return code === char.space || code === char.tab;
}

/** Line breaks of YAML 1.1, which go-yaml keeps: NEL, LS and PS end a line too. */
export function isBreak(code: number): boolean {
  return (
    code === char.lineFeed ||
    code === char.carriageReturn ||
    code === char.nextLine ||
    code === char.lineSeparator ||
    code === char.paragraphSeparator
  );
}

export function isBreakOrEnd(code: number): boolean {
  return code === char.nul || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return code === char.space || code === char.tab || code === char.nul || isBreak(code);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** What a tag handle, an anchor or a directive's name is made of. */
export function isWordCharacter(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === char.minus
  );
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** `---` or `...` at the start of a line, followed by a blank, a break or the end. */
export function isAtDocumentMarker(cursor: Cursor): boolean {
  if (cursor.position !== cursor.lineStart) return false;
  const code = codeAt(cursor);
  if (code !== char.minus && code !== char.dot) return false;
  return codeAt(cursor, 1) === code && codeAt(cursor, 2) === code && isBlankOrEnd(codeAt(cursor, 3));
}

export function skipBlanks(cursor: Cursor): void {
  while (isBlank(codeAt(cursor))) cursor.position++;
}

/** Spaces, not tabs, up to a column. */
export function skipSpaces(cursor: Cursor, column: number): void {
  while (codeAt(cursor) === char.space && columnOf(cursor) < column) cursor.position++;
}

/** To the end of the line if a comment begins here. */
export function skipComment(cursor: Cursor): void {
  if (codeAt(cursor) !== char.hash) return;
  while (!isBreakOrEnd(codeAt(cursor))) cursor.position++;
}

/**
 * Passes one line break and gives it as it counts in a scalar: a line feed, except LS and PS, which stay.
 * Gives the empty string where there is none.
 */
export function readBreak(cursor: Cursor): string {
  const code = codeAt(cursor);
  if (!isBreak(code)) return '';
  const isPair = code === char.carriageReturn && codeAt(cursor, 1) === char.lineFeed;
  cursor.position += isPair ? 2 : 1;
  cursor.line++;
  cursor.lineStart = cursor.position;
  if (code === char.lineSeparator) return '\u2028';
  return code === char.paragraphSeparator ? '\u2029' : '\n';
}
