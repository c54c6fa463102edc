import { TextError } from './text-error.ts';
import {
  type Cursor,
  char,
  codeAt,
  columnOf,
  isAtDocumentMarker,
  isBlank,
  isBlankOrEnd,
  isBreak,
  readBreak,
  skipBlanks,
  skipComment,
  skipSpaces,
} from './yaml-cursor.ts';
import { PossibleKeys } from './yaml-possible-keys.ts';
import { scanBlockScalar } from './yaml-scan-block-scalar.ts';
import { scanAnchorName, scanDirective, scanTag } from './yaml-scan-property.ts';
import { scanPlainScalar, scanQuotedScalar } from './yaml-scan-scalar.ts';
import type { StructureTokenType, YamlToken } from './yaml-token.ts';

/**
 * Cuts a text into tokens as go-yaml's scanner does (YAML 1.1 with its additions): indentation becomes
 * BlockSequenceStart, BlockMappingStart and BlockEnd; a key is recognised afterwards, by its `:`.
 * Throws TextError.
 */
export class YamlScanner {
  readonly #cursor: Cursor;
  /** Tokens not taken yet; the first of them has the number `#taken`. */
  #queue: YamlToken[] = [];
  #taken = 0;
  /** Column of the innermost block; -1 outside of all. */
  #indent = -1;
  readonly #outerIndents: number[] = [];
  readonly #keys = new PossibleKeys();
  /** A new line, or an indicator, allows a key to follow. */
  #isKeyAllowed = true;

  constructor(text: string) {
    const start = text.charCodeAt(0) === char.byteOrderMark ? 1 : 0;
    this.#cursor = { text: `${text}\0`, position: start, line: 0, lineStart: start };
  }

  /** The next token, without taking it. After StreamEnd it is StreamEnd for ever. */
  peek(): YamlToken {
    for (;;) {
      const first = this.#queue[0];
      if (first !== undefined && !this.#keys.includes(this.#taken, this.#cursor)) return first;
      this.#fetch();
    }
  }

  take(): YamlToken {
    const token = this.peek();
    if (token.type === 'StreamEnd') return token;
    this.#queue.shift();
    this.#taken++;
    return token;
  }

  #notePossibleKey(): void {
    if (!this.#isKeyAllowed) return;
    const isRequired = !this.#keys.isInFlow && this.#indent === columnOf(this.#cursor);
    this.#keys.note(this.#taken + this.#queue.length, isRequired, this.#cursor);
  }

  #fetch(): void {
    const cursor = this.#cursor;
    this.#skipToToken();
    this.#closeBlocks(columnOf(cursor));
    const code = codeAt(cursor);
    if (code === char.nul) this.#fetchStreamEnd();
    else if (columnOf(cursor) === 0 && code === char.percent) this.#fetchDirective();
    else if (isAtDocumentMarker(cursor)) this.#fetchDocumentMarker();
    else if (!this.#fetchIndicator(code)) this.#fetchNode(code);
  }

  /** Passes blanks, comments and line breaks. Tabs may stand where no key could begin. */
  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      if (this.#keys.isInFlow || !this.#isKeyAllowed) skipBlanks(cursor);
      else skipSpaces(cursor, Number.POSITIVE_INFINITY);
      skipComment(cursor);
      if (!isBreak(codeAt(cursor))) return;
      readBreak(cursor);
      if (!this.#keys.isInFlow) this.#isKeyAllowed = true;
    }
  }

  #closeBlocks(column: number): void {
    if (this.#keys.isInFlow) return;
    while (this.#indent > column) {
      this.#queue.push({ type: 'BlockEnd', start: this.#cursor.position });
      this.#indent = this.#outerIndents.pop() ?? -1;
    }
  }

  /** Begins a block if the column is further in than the one around it; `at` is the position within the queue. */
  #openBlock(type: 'BlockSequenceStart' | 'BlockMappingStart', column: number, start: number, at: number): void {
    if (this.#keys.isInFlow || this.#indent >= column) return;
    this.#outerIndents.push(this.#indent);
    this.#indent = column;
    this.#queue.splice(at, 0, { type, start });
  }

  #push(type: StructureTokenType, length: number): void {
    this.#queue.push({ type, start: this.#cursor.position });
    this.#cursor.position += length;
  }

  #fetchStreamEnd(): void {
    this.#closeBlocks(-1);
    this.#keys.forget();
    this.#isKeyAllowed = false;
    // As if another line began: what stands before the end can no longer become a key.
    this.#cursor.line++;
    this.#push('StreamEnd', 0);
  }

  #fetchDirective(): void {
    this.#closeBlocks(-1);
    this.#keys.forget();
    this.#isKeyAllowed = false;
    const start = this.#cursor.position;
    this.#queue.push({ type: 'Directive', start, directive: scanDirective(this.#cursor) });
  }

  #fetchDocumentMarker(): void {
    this.#closeBlocks(-1);
    this.#keys.forget();
    this.#isKeyAllowed = false;
    this.#push(codeAt(this.#cursor) === char.minus ? 'DocumentStart' : 'DocumentEnd', 3);
  }

  /** One of `[ ] { } , - ? :` where it has a meaning of its own. */
  #fetchIndicator(code: number): boolean {
    switch (code) {
      case char.openBracket:
        this.#fetchFlowStart('FlowSequenceStart');
        return true;
      case char.openBrace:
        this.#fetchFlowStart('FlowMappingStart');
        return true;
      case char.closeBracket:
        this.#fetchFlowEnd('FlowSequenceEnd');
        return true;
      case char.closeBrace:
        this.#fetchFlowEnd('FlowMappingEnd');
        return true;
      case char.comma:
        this.#keys.forget();
        this.#isKeyAllowed = true;
        this.#push('FlowEntry', 1);
        return true;
      case char.minus:
        return this.#fetchBlockEntry();
      case char.question:
        return this.#fetchKey();
      case char.colon:
        return this.#fetchValue();
      default:
        return false;
    }
  }

  #fetchFlowStart(type: 'FlowSequenceStart' | 'FlowMappingStart'): void {
    this.#notePossibleKey();
    this.#keys.enterFlow();
    this.#isKeyAllowed = true;
    this.#push(type, 1);
  }

  #fetchFlowEnd(type: 'FlowSequenceEnd' | 'FlowMappingEnd'): void {
    this.#keys.forget();
    this.#keys.leaveFlow();
    this.#isKeyAllowed = false;
    this.#push(type, 1);
  }

  #fetchBlockEntry(): boolean {
    if (!isBlankOrEnd(codeAt(this.#cursor, 1))) return false;
    // Within brackets it is an error which the parser finds.
    this.#requireKeyAllowed('a list item cannot begin here');
    this.#openBlock('BlockSequenceStart', columnOf(this.#cursor), this.#cursor.position, this.#queue.length);
    this.#keys.forget();
    this.#isKeyAllowed = true;
    this.#push('BlockEntry', 1);
    return true;
  }

  #fetchKey(): boolean {
    if (!this.#keys.isInFlow && !isBlankOrEnd(codeAt(this.#cursor, 1))) return false;
    this.#requireKeyAllowed('a key cannot begin here');
    this.#openBlock('BlockMappingStart', columnOf(this.#cursor), this.#cursor.position, this.#queue.length);
    this.#keys.forget();
    this.#isKeyAllowed = !this.#keys.isInFlow;
    this.#push('Key', 1);
    return true;
  }

  #fetchValue(): boolean {
    if (!this.#keys.isInFlow && !isBlankOrEnd(codeAt(this.#cursor, 1))) return false;
    const key = this.#keys.take(this.#cursor);
    if (key === undefined) {
      this.#requireKeyAllowed("a ':' cannot stand here");
      this.#openBlock('BlockMappingStart', columnOf(this.#cursor), this.#cursor.position, this.#queue.length);
      this.#isKeyAllowed = !this.#keys.isInFlow;
    } else {
      const at = key.token - this.#taken;
      this.#queue.splice(at, 0, { type: 'Key', start: key.start });
      this.#openBlock('BlockMappingStart', key.column, key.start, at);
      this.#isKeyAllowed = false;
    }
    this.#push('Value', 1);
    return true;
  }

  #requireKeyAllowed(reason: string): void {
    if (!this.#keys.isInFlow && !this.#isKeyAllowed) throw new TextError(reason, this.#cursor.position);
  }

  /** An alias, an anchor, a tag or a scalar. */
  #fetchNode(code: number): void {
    const cursor = this.#cursor;
    const start = cursor.position;
    if (!this.#keys.isInFlow && (code === char.bar || code === char.greater)) {
      this.#keys.forget();
      this.#isKeyAllowed = true;
      const text = scanBlockScalar(cursor, this.#indent, code === char.bar);
      this.#queue.push({ type: 'Scalar', start, text, isPlain: false });
      return;
    }
    this.#notePossibleKey();
    this.#isKeyAllowed = false;
    if (code === char.asterisk || code === char.ampersand) {
      const type = code === char.asterisk ? 'Alias' : 'Anchor';
      this.#queue.push({ type, start, name: scanAnchorName(cursor) });
    } else if (code === char.bang) {
      this.#queue.push({ type: 'Tag', start, tag: scanTag(cursor) });
    } else if (code === char.singleQuote || code === char.doubleQuote) {
      this.#queue.push({ type: 'Scalar', start, text: scanQuotedScalar(cursor, code), isPlain: false });
    } else {
      this.#fetchPlainScalar(code);
    }
  }

  #fetchPlainScalar(code: number): void {
    const cursor = this.#cursor;
    const start = cursor.position;
    if (!canBeginPlainScalar(code)) {
      const reason = isBlank(code) ? 'a tab is used for indentation' : 'a value cannot begin with this character';
      throw new TextError(reason, start);
    }
    const scalar = scanPlainScalar(cursor, this.#indent + 1, this.#keys.isInFlow);
    if (scalar.endsLine) this.#isKeyAllowed = true;
    this.#queue.push({ type: 'Scalar', start, text: scalar.text, isPlain: true });
  }
}

/** `-`, `?` and `:` have been looked at before: they come here only where they are part of a scalar. */
function canBeginPlainScalar(code: number): boolean {
  return !isBlankOrEnd(code) && !'#|>%@`'.includes(String.fromCharCode(code));
}
