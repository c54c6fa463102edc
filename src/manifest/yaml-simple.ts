import type { JsonValue } from '../schema/json.ts';
import { isPlainWord, plainJson } from './yaml-scalar-value.ts';
import { readSimpleFlow, type SimplePlaces } from './yaml-simple-flow.ts';

/** The value of a document in the simple style, and the index at which it begins. */
export interface SimpleYaml {
  readonly value: JsonValue;
  readonly start: number;
  /** How many values it takes to hold it: keys count as well, and so does the document. */
  readonly size: number;
}

/**
 * Reads the style in which nearly all manifests are written, several times as fast as the parser: mappings and lists in
 * blocks, keys that are plain words, scalars on one line, literal block scalars, braces and brackets that close on their line,
 * comments. Undefined for all else and for
 * all that is wrong: there the parser decides. What is read here it reads as well, to the same value. `places`, if given,
 * is filled with the places of what was read.
 */
export function readSimpleYaml(text: string, places?: SimplePlaces): SimpleYaml | undefined {
  if (text.length > lengthMax || !text.endsWith('\n') || otherCharacter.test(text)) return undefined;
  try {
    return new SimpleReader(text, places).readDocument();
  } catch (error) {
    if (error === notSimple) return undefined;
    throw error;
  }
}

/** So short a text cannot have more values than the parser allows. */
const lengthMax = 500_000;
const depthMax = 50;
const otherCharacter = /[^\n -~]/;

/** Thrown and caught within this file. */
const notSimple = new Error('the text is not in the simple style');

/** A key which YAML cannot take for an indicator, plain or in quotes, and the white space that makes it one. */
const keyPattern = /(?:([A-Za-z_][\w./-]{0,120})|"([^"\\\n]{0,120})"):(?=[ \n])/y;
const plainStart = /^(?:[\w./~+$(<=;^\\]|-[^ ])/;
const doubleQuoted = /^"([^"\\]*)" *(?: #.*)?$/;
const singleQuoted = /^'([^']*)' *(?: #.*)?$/;
const lineEnd = / *(?: #.*)?\n/y;

const lineFeed = 0x0a;
const space = 0x20;
const hash = 0x23;
const dash = 0x2d;

interface MutableObject {
  [key: string]: JsonValue;
}

class SimpleReader {
  readonly #text: string;
  readonly #places: SimplePlaces | undefined;
  /** Where the line at hand says something that was not read yet. */
  #at = 0;
  /** The column of that; -1 behind the last line. */
  #indent = -1;
  #depth = 0;
  #size = 1;

  constructor(text: string, places: SimplePlaces | undefined) {
    this.#text = text;
    this.#places = places;
  }

  readDocument(): SimpleYaml {
    this.#goToLine(this.#text.startsWith('---\n') ? 4 : 0);
    if (this.#indent < 0) throw notSimple;
    const start = this.#at;
    const value = this.#readBlock();
    if (this.#indent >= 0) throw notSimple;
    return { value, start, size: this.#size };
  }

  /** Goes to the first line from `start` on, where a line begins, which is neither empty nor a comment. */
  #goToLine(start: number): void {
    for (let line = start; line < this.#text.length; line = this.#text.indexOf('\n', line) + 1) {
      const at = this.#skipSpaces(line);
      const first = this.#text.charCodeAt(at);
      if (first === lineFeed || first === hash) continue;
      this.#at = at;
      this.#indent = at - line;
      return;
    }
    this.#indent = -1;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === space) at += 1;
    return at;
  }

  #readBlock(): JsonValue {
    if (this.#depth >= depthMax) throw notSimple;
    this.#depth += 1;
    this.#size += 1;
    const value = this.#isAtItem() ? this.#readSequence(this.#indent) : this.#readMapping(this.#indent);
    this.#depth -= 1;
    return value;
  }

  #isAtItem(): boolean {
    if (this.#text.charCodeAt(this.#at) !== dash) return false;
    const after = this.#text.charCodeAt(this.#at + 1);
    return after === space || after === lineFeed;
  }

  #readMapping(indent: number): JsonValue {
    const object: MutableObject = {};
    const places = this.#placesOf(object);
    while (this.#indent === indent) {
      const at = this.#at;
      const key = this.#readKey();
      places?.set(key, at);
      if (Object.hasOwn(object, key)) throw notSimple;
      object[key] = this.#readValue(indent);
    }
    if (this.#indent > indent) throw notSimple;
    return object;
  }

  #placesOf(collection: JsonValue): Map<string | number, number> | undefined {
    if (!this.#places) return undefined;
    const places = new Map<string | number, number>();
    this.#places.set(collection, places);
    return places;
  }

  #readKey(): string {
    const match = this.#keyAt(this.#at);
    const [, plain, quoted] = match ?? [];
    const key = plain ?? quoted;
    if (key === undefined || key === '__proto__' || (plain !== undefined && !isPlainWord(plain))) throw notSimple;
    this.#at = keyPattern.lastIndex;
    this.#size += 1;
    return key;
  }

  #keyAt(at: number): RegExpExecArray | null {
    keyPattern.lastIndex = at;
    return keyPattern.exec(this.#text);
  }

  /** What follows a key: on its line, or below it, where a list may stand in the column of its key. */
  #readValue(indent: number): JsonValue {
    const end = this.#text.indexOf('\n', this.#at);
    const from = this.#skipSpaces(this.#at);
    if (!this.#isEmpty(from)) return this.#readScalar(from, end, indent);
    this.#goToLine(end + 1);
    return this.#indent > indent || (this.#indent === indent && this.#isAtItem()) ? this.#readBlock() : this.#nothing();
  }

  #nothing(): null {
    this.#size += 1;
    return null;
  }

  #isEmpty(from: number): boolean {
    const first = this.#text.charCodeAt(from);
    return first === lineFeed || first === hash;
  }

  #readSequence(indent: number): JsonValue {
    const items: JsonValue[] = [];
    const places = this.#placesOf(items);
    while (this.#indent === indent && this.#isAtItem()) {
      const dashAt = this.#at;
      const isThere = this.#goToItem(indent);
      places?.set(items.length, isThere ? this.#at : dashAt);
      items.push(isThere ? this.#readItem(indent) : this.#nothing());
    }
    if (this.#indent > indent) throw notSimple;
    return items;
  }

  /** Goes to what follows a dash, on its line or below it; false: nothing does. */
  #goToItem(indent: number): boolean {
    const from = this.#skipSpaces(this.#at + 1);
    if (this.#isEmpty(from)) {
      this.#goToLine(this.#text.indexOf('\n', from) + 1);
      return this.#indent > indent;
    }
    this.#indent += from - this.#at;
    this.#at = from;
    return true;
  }

  /** Further blocks may begin on the line of a dash; a scalar of its own line is not in the simple style. */
  #readItem(indent: number): JsonValue {
    if (this.#isAtItem() || this.#keyAt(this.#at)) return this.#readBlock();
    return this.#readScalar(this.#at, this.#text.indexOf('\n', this.#at), indent);
  }

  /** What begins at `from` and, unless it is a literal block, ends with its line at `end`, within a block of that column. */
  #readScalar(from: number, end: number, indent: number): JsonValue {
    const line = this.#text.slice(from, end);
    const value = line.startsWith('|') ? this.#readLiteral(line, end + 1, indent) : this.#readLine(line, from, end);
    // It goes on below, or is followed by what belongs nowhere.
    if (this.#indent > indent) throw notSimple;
    return value;
  }

  #readLine(line: string, from: number, end: number): JsonValue {
    const isFlow = line.startsWith('{') || line.startsWith('[');
    const value = isFlow ? this.#readFlow(from) : this.#readPlain(line);
    this.#goToLine(end + 1);
    return value;
  }

  #readFlow(from: number): JsonValue {
    const flow = readSimpleFlow(this.#text, from, this.#places);
    lineEnd.lastIndex = flow?.end ?? 0;
    if (flow === undefined || !lineEnd.test(this.#text)) throw notSimple;
    this.#size += flow.size;
    return flow.value;
  }

  #readPlain(line: string): JsonValue {
    this.#size += 1;
    return lineScalar(line);
  }

  /** A literal block whose first line begins at `start`; its column is that of the first line which is not empty. */
  #readLiteral(header: string, start: number, indent: number): string {
    this.#size += 1;
    const chomping = header.trimEnd();
    if (chomping !== '|' && chomping !== '|-') throw notSimple;
    this.#goToText(start);
    const column = this.#indent;
    if (column <= indent) throw notSimple;
    const lines: string[] = [];
    let line = start;
    for (; line < this.#text.length; line = this.#text.indexOf('\n', line) + 1) {
      const end = this.#text.indexOf('\n', line);
      const first = this.#skipSpaces(line);
      const isBlank = first === end && first - line <= column;
      if (!isBlank && first - line < column) break;
      lines.push(isBlank ? '' : this.#text.slice(line + column, end));
    }
    this.#goToLine(line);
    while (lines.at(-1) === '') lines.pop();
    return chomping === '|' ? `${lines.join('\n')}\n` : lines.join('\n');
  }

  /** Goes to the first line from `start` on which is not empty: within a literal nothing is a comment. */
  #goToText(start: number): void {
    let line = start;
    while (this.#text.charCodeAt(line) === lineFeed) line += 1;
    const at = this.#skipSpaces(line);
    if (at >= this.#text.length || this.#text.charCodeAt(at) === lineFeed) throw notSimple;
    this.#at = at;
    this.#indent = at - line;
  }
}

function lineScalar(line: string): JsonValue {
  const first = line.charAt(0);
  if (first === '"') return textWithin(doubleQuoted, line);
  if (first === "'") return textWithin(singleQuoted, line);
  if (!plainStart.test(line)) throw notSimple;
  const comment = line.indexOf(' #');
  const text = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  if (text.includes(': ') || text.endsWith(':')) throw notSimple;
  const value = plainJson(text);
  if (value === undefined) throw notSimple;
  return value;
}

function textWithin(quoted: RegExp, line: string): string {
  const text = quoted.exec(line)?.[1];
  if (text === undefined) throw notSimple;
  return text;
}
