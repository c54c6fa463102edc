import { TextError } from './text-error.ts';
import {
  type Cursor,
  char,
  codeAt,
  hexValue,
  isBlank,
  isBlankOrEnd,
  isBreakOrEnd,
  isDigit,
  isWordCharacter,
  readBreak,
  skipBlanks,
  skipComment,
} from './yaml-cursor.ts';

/** A tag as written: a handle (`!`, `!!`, `!name!`; empty for `!<…>` and for `!` alone) and the rest. */
export interface WrittenTag {
  readonly handle: string;
  readonly suffix: string;
}

export type Directive =
  | { readonly type: 'Version'; readonly isSupported: boolean }
  | { readonly type: 'Tag'; readonly handle: string; readonly prefix: string };

/** The name after `&` or `*` (go-yaml: yaml_parser_scan_anchor). */
export function scanAnchorName(cursor: Cursor): string {
  const start = cursor.position;
  cursor.position++;
  const name = scanWord(cursor);
  const code = codeAt(cursor);
  if (name === '' || (!isBlankOrEnd(code) && !'?:,]}%@`'.includes(String.fromCharCode(code)))) {
    throw new TextError('the name of an anchor or alias is missing or has a character which it cannot have', start);
  }
  return name;
}

export function scanTag(cursor: Cursor): WrittenTag {
  const start = cursor.position;
  const tag = codeAt(cursor, 1) === char.less ? scanVerbatimTag(cursor) : scanShortTag(cursor);
  if (!isBlankOrEnd(codeAt(cursor))) throw new TextError('a tag has a character which it cannot have', start);
  return tag;
}

function scanVerbatimTag(cursor: Cursor): WrittenTag {
  const start = cursor.position;
  cursor.position += 2;
  const suffix = scanTagUri(cursor, start);
  if (suffix === '' || codeAt(cursor) !== char.greater) throw new TextError('a tag is not complete', start);
  cursor.position++;
  return { handle: '', suffix };
}

function scanShortTag(cursor: Cursor): WrittenTag {
  const start = cursor.position;
  const handle = scanTagHandle(cursor);
  const rest = scanTagUri(cursor, start);
  if (handle.length > 1 && handle.endsWith('!')) {
    if (rest === '') throw new TextError('a tag is not complete', start);
    return { handle, suffix: rest };
  }
  const suffix = handle.slice(1) + rest;
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

/** `!`, `!!`, `!name!`; or `!name`, which is then no handle. */
function scanTagHandle(cursor: Cursor): string {
  cursor.position++;
  const word = scanWord(cursor);
  if (codeAt(cursor) !== char.bang) return `!${word}`;
  cursor.position++;
  return `!${word}!`;
}

function scanTagUri(cursor: Cursor, start: number): string {
  let uri = '';
  for (;;) {
    const code = codeAt(cursor);
    if (code === char.percent) {
      uri += scanUriEscape(cursor, start);
    } else if (
      code !== char.nul &&
      (isWordCharacter(code) || ";/?:@&=+$,.!~*'()[]".includes(String.fromCharCode(code)))
    ) {
      uri += String.fromCharCode(code);
      cursor.position++;
    } else {
      return uri;
    }
  }
}

/** One UTF-8 character written as `%XX`; each of its bytes stands as one character, for tags are only compared. */
function scanUriEscape(cursor: Cursor, start: number): string {
  const first = scanUriOctet(cursor, start);
  const length = utf8Length(first);
  if (length === 0) throw new TextError('a tag has an escape which is not UTF-8', start);
  let bytes = String.fromCharCode(first);
  for (let index = 1; index < length; index++) {
    const octet = scanUriOctet(cursor, start);
    if ((octet & 0xc0) !== 0x80) throw new TextError('a tag has an escape which is not UTF-8', start);
    bytes += String.fromCharCode(octet);
  }
  return bytes;
}

function scanUriOctet(cursor: Cursor, start: number): number {
  const high = hexValue(codeAt(cursor, 1));
  const low = high < 0 ? -1 : hexValue(codeAt(cursor, 2));
  if (codeAt(cursor) !== char.percent || low < 0)
    throw new TextError('a tag has an escape which is not complete', start);
  cursor.position += 3;
  return high * 16 + low;
}

function utf8Length(octet: number): number {
  if (octet < 0x80) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
}

/** `%YAML 1.1` or `%TAG !handle! prefix`, with the line break after it; any other directive is refused. */
export function scanDirective(cursor: Cursor): Directive {
  const start = cursor.position;
  cursor.position++;
  const name = scanWord(cursor);
  if (!isBlankOrEnd(codeAt(cursor)) || (name !== 'YAML' && name !== 'TAG')) {
    throw new TextError('a line begins with % and is neither a %YAML nor a %TAG directive', start);
  }
  skipBlanks(cursor);
  const directive = name === 'YAML' ? scanVersion(cursor, start) : scanTagDirective(cursor, start);
  skipBlanks(cursor);
  skipComment(cursor);
  if (!isBreakOrEnd(codeAt(cursor))) throw new TextError('a directive has more than it may have', start);
  readBreak(cursor);
  return directive;
}

function scanVersion(cursor: Cursor, start: number): Directive {
  const major = scanVersionNumber(cursor, start);
  if (codeAt(cursor) !== char.dot) throw new TextError('a %YAML directive has no version', start);
  cursor.position++;
  const minor = scanVersionNumber(cursor, start);
  return { type: 'Version', isSupported: major === 1 && minor === 1 };
}

function scanVersionNumber(cursor: Cursor, start: number): number {
  const from = cursor.position;
  while (isDigit(codeAt(cursor))) cursor.position++;
  const length = cursor.position - from;
  if (length === 0 || length > 2) throw new TextError('a %YAML directive has no version', start);
  return Number(cursor.text.slice(from, cursor.position));
}

function scanTagDirective(cursor: Cursor, start: number): Directive {
  const handle = codeAt(cursor) === char.bang ? scanTagHandle(cursor) : '';
  if (!handle.endsWith('!') || !isBlank(codeAt(cursor))) throw new TextError('a %TAG directive has no handle', start);
  skipBlanks(cursor);
  const prefix = scanTagUri(cursor, start);
  if (prefix === '' || !isBlankOrEnd(codeAt(cursor))) throw new TextError('a %TAG directive has no prefix', start);
  return { type: 'Tag', handle, prefix };
}

function scanWord(cursor: Cursor): string {
  const from = cursor.position;
  while (isWordCharacter(codeAt(cursor))) cursor.position++;
  return cursor.text.slice(from, cursor.position);
}
