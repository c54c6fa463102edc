import { TextError } from './text-error.ts';
import {
  type Cursor,
  char,
  codeAt,
  columnOf,
  hexValue,
  isAtDocumentMarker,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  readBreak,
} from './yaml-cursor.ts';

/** Blanks and line breaks between two pieces of a scalar. */
interface Gap {
  /** What stands for the gap in the value: line breaks are folded. */
  readonly text: string;
  readonly hasBreak: boolean;
}

export interface PlainScalar {
  readonly text: string;
  /** It ended with a line break: the next token begins a line and may be a key. */
  readonly endsLine: boolean;
}

/**
 * A scalar without quotes (go-yaml: yaml_parser_scan_plain_scalar).
 * In block context it goes on as long as lines are indented by at least `indent`.
 */
export function scanPlainScalar(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  let text = '';
  let gap: Gap = { text: '', hasBreak: false };
  while (!isAtDocumentMarker(cursor) && codeAt(cursor) !== char.hash) {
    const start = cursor.position;
    skipPlainPiece(cursor, inFlow);
    if (cursor.position > start) {
      text += gap.text + cursor.text.slice(start, cursor.position);
      gap = { text: '', hasBreak: false };
    }
    const code = codeAt(cursor);
    if (!isBlank(code) && !isBreak(code)) break;
    gap = scanGap(cursor, false, indent);
    if (!inFlow && columnOf(cursor) < indent) break;
  }
  return { text, endsLine: gap.hasBreak };
}

/** Up to the end of the line, a comment, or what ends the scalar. Blanks between its words are part of it. */
function skipPlainPiece(cursor: Cursor, inFlow: boolean): void {
  const { text } = cursor;
  let position = cursor.position;
  while (!endsPlain(text, position, inFlow)) {
    position++;
    const next = afterBlanks(text, position);
    if (next === position) continue;
    if (text.charCodeAt(next) === char.hash || endsPlain(text, next, inFlow)) break;
    position = next;
  }
  cursor.position = position;
}

function afterBlanks(text: string, from: number): number {
  let position = from;
  while (isBlank(text.charCodeAt(position))) position++;
  return position;
}

function endsPlain(text: string, position: number, inFlow: boolean): boolean {
  const code = text.charCodeAt(position);
  if (code === char.colon && isBlankOrEnd(text.charCodeAt(position + 1))) return true;
  return isBlankOrEnd(code) || (inFlow && endsPlainInFlow(code));
}

function endsPlainInFlow(code: number): boolean {
  return (
    code === char.comma ||
    code === char.question ||
    code === char.openBracket ||
    code === char.closeBracket ||
    code === char.openBrace ||
    code === char.closeBrace
  );
}

/** Passes blanks and breaks. A tab which indents a plain scalar's line (less than `tabIndent` columns in) is refused. */
function scanGap(cursor: Cursor, followsEscapedBreak: boolean, tabIndent: number): Gap {
  let blanks = '';
  let firstBreak = '';
  let laterBreaks = '';
  let hasBreak = followsEscapedBreak;
  for (let code = codeAt(cursor); isBlank(code) || isBreak(code); code = codeAt(cursor)) {
    if (isBreak(code)) {
      if (hasBreak) laterBreaks += readBreak(cursor);
      else firstBreak = readBreak(cursor);
      hasBreak = true;
      continue;
    }
    if (!hasBreak) blanks += code === char.tab ? '\t' : ' ';
    else if (code === char.tab && columnOf(cursor) < tabIndent) {
      throw new TextError('a tab is used for indentation', cursor.position);
    }
    cursor.position++;
  }
  if (!hasBreak) return { text: blanks, hasBreak: false };
  return { text: foldBreaks(firstBreak, laterBreaks), hasBreak: true };
}

function foldBreaks(first: string, later: string): string {
  if (first !== '\n') return first + later;
  return later === '' ? ' ' : later;
}

/** A scalar within single or double quotes (go-yaml: yaml_parser_scan_flow_scalar); its continuation lines may be indented by less than anything. */
export function scanQuotedScalar(cursor: Cursor, quote: number): string {
  const start = cursor.position;
  cursor.position++;
  let text = '';
  for (;;) {
    if (isAtDocumentMarker(cursor)) throw new TextError('a document ends within quotes', start);
    if (codeAt(cursor) === char.nul) throw new TextError('the closing quote is missing', start);
    const piece = scanQuotedPiece(cursor, quote);
    text += piece.text;
    if (codeAt(cursor) === quote) break;
    text += scanGap(cursor, piece.escapedBreak, 0).text;
  }
  cursor.position++;
  return text;
}

/** Up to the blanks which end the line, or the closing quote; or past an escaped line break, which joins the lines. */
function scanQuotedPiece(cursor: Cursor, quote: number): { text: string; escapedBreak: boolean } {
  let text = '';
  let from = cursor.position;
  for (let code = codeAt(cursor); !isBreakOrEnd(code); code = codeAt(cursor)) {
    if (isBlank(code)) {
      const next = afterBlanks(cursor.text, cursor.position);
      if (isBreakOrEnd(cursor.text.charCodeAt(next))) break;
      cursor.position = next;
    } else if (code === quote) {
      if (quote !== char.singleQuote || codeAt(cursor, 1) !== quote) break;
      text += cursor.text.slice(from, cursor.position + 1);
      cursor.position += 2;
      from = cursor.position;
    } else if (code === char.backslash && quote === char.doubleQuote) {
      text += cursor.text.slice(from, cursor.position);
      if (isBreak(codeAt(cursor, 1))) {
        cursor.position++;
        readBreak(cursor);
        return { text, escapedBreak: true };
      }
      text += scanEscape(cursor);
      from = cursor.position;
    } else {
      cursor.position++;
    }
  }
  return { text: text + cursor.text.slice(from, cursor.position), escapedBreak: false };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const hexEscapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** go-yaml knows no `\/`, and no surrogate pairs: both are errors, though JSON allows them. */
function scanEscape(cursor: Cursor): string {
  const start = cursor.position;
  const name = cursor.text.charAt(start + 1);
  const simple = simpleEscapes[name];
  cursor.position += 2;
  if (simple !== undefined) return simple;
  const length = hexEscapeLengths[name];
  if (length === undefined) throw new TextError('an escape sequence is unknown', start);
  let value = 0;
  for (let index = 0; index < length; index++) {
    const digit = hexValue(codeAt(cursor, index));
    if (digit < 0) throw new TextError('an escape sequence needs hexadecimal digits', start);
    value = value * 16 + digit;
  }
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    throw new TextError('an escape sequence is not a Unicode character', start);
  }
  cursor.position += length;
  return String.fromCodePoint(value);
}
