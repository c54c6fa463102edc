import { TextError } from './text-error.ts';
import {
  type Cursor,
  char,
  codeAt,
  columnOf,
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  readBreak,
  skipBlanks,
  skipComment,
  skipSpaces,
} from './yaml-cursor.ts';

/** A literal (`|`) or folded (`>`) scalar below a block indented by `parentIndent` (-1 at the top). */
export function scanBlockScalar(cursor: Cursor, parentIndent: number, literal: boolean): string {
  const start = cursor.position;
  cursor.position++;
  const header = scanBlockHeader(cursor, start);
  let indent = header.increment === 0 ? 0 : Math.max(parentIndent, 0) + header.increment;
  let text = '';
  let lineBreak = '';
  let startsBlank = false;
  let gap = scanBlockBreaks(cursor, indent, parentIndent);
  indent = gap.indent;
  while (columnOf(cursor) === indent && codeAt(cursor) !== char.nul) {
    const lineIsBlank = isBlank(codeAt(cursor));
    const folds = !literal && !startsBlank && !lineIsBlank && lineBreak === '\n';
    if (!folds) text += lineBreak;
    else if (gap.breaks === '') text += ' ';
    text += gap.breaks;
    startsBlank = lineIsBlank;
    const from = cursor.position;
    while (!isBreakOrEnd(codeAt(cursor))) cursor.position++;
    text += cursor.text.slice(from, cursor.position);
    lineBreak = readBreak(cursor);
    gap = scanBlockBreaks(cursor, indent, parentIndent);
  }
  if (header.chomping === 'Strip') return text;
  return header.chomping === 'Keep' ? text + lineBreak + gap.breaks : text + lineBreak;
}

interface BlockHeader {
  readonly chomping: 'Clip' | 'Strip' | 'Keep';
  /** The indentation that was asked for, 1 to 9; 0: as the first line has it. */
  readonly increment: number;
}

/** The rest of the line of `|` or `>`: `-` or `+` and a digit, in either order, and a comment. */
function scanBlockHeader(cursor: Cursor, start: number): BlockHeader {
  let chomping = scanChomping(cursor);
  let increment = 0;
  if (isDigit(codeAt(cursor))) {
    increment = codeAt(cursor) - char.zero;
    if (increment === 0) throw new TextError('the indentation of a block scalar cannot be 0', start);
    cursor.position++;
    if (chomping === 'Clip') chomping = scanChomping(cursor);
  }
  skipBlanks(cursor);
  skipComment(cursor);
  if (!isBreakOrEnd(codeAt(cursor))) throw new TextError('a block scalar begins on the next line', start);
  readBreak(cursor);
  return { chomping, increment };
}

function scanChomping(cursor: Cursor): BlockHeader['chomping'] {
  const code = codeAt(cursor);
  if (code !== char.plus && code !== char.minus) return 'Clip';
  cursor.position++;
  return code === char.plus ? 'Keep' : 'Strip';
}

/** Passes indentation and empty lines; with `indent` 0 the deepest of them gives the indentation. */
function scanBlockBreaks(
  cursor: Cursor,
  indent: number,
  parentIndent: number,
): { readonly breaks: string; readonly indent: number } {
  let breaks = '';
  let deepest = 0;
  const column = indent === 0 ? Number.POSITIVE_INFINITY : indent;
  for (;;) {
    skipSpaces(cursor, column);
    deepest = Math.max(deepest, columnOf(cursor));
    if (codeAt(cursor) === char.tab && columnOf(cursor) < column) {
      throw new TextError('a tab is used for indentation', cursor.position);
    }
    if (!isBreak(codeAt(cursor))) break;
    breaks += readBreak(cursor);
  }
  return { breaks, indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent };
}
