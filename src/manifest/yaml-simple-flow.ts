import type { JsonValue } from '../schema/json.ts';
import { isPlainWord, plainJson } from './yaml-scalar-value.ts';

/** Where each key of a mapping and each item of a list begins. */
export type SimplePlaces = Map<JsonValue, Map<string | number, number>>;

export interface SimpleFlow {
  readonly value: JsonValue;
  /** The index behind it. */
  readonly end: number;
  /** How many values it holds, itself and keys included. */
  readonly size: number;
}

const spaces = / */y;
const key = /(?:([A-Za-z_][\w./-]{0,120})|"([^"\\\n]{0,120})"): +/y;
const scalar = /"([^"\\\n]*)"|'([^'\n]*)'|((?:[\w./$(~+]|-[\w./$(~+-])[\w./$()@%+=~-]*)/y;
const depthMax = 20;

interface MutableObject {
  [key: string]: JsonValue;
}

/**
 * Reads a mapping within braces or a list within brackets which stands on one line and holds nothing but plain words,
 * numbers, quoted texts without escapes, and others of its like. Undefined for everything else: there the parser decides.
 */
export function readSimpleFlow(text: string, start: number, places: SimplePlaces | undefined): SimpleFlow | undefined {
  return readCollection({ text, places }, start, 0);
}

interface Source {
  readonly text: string;
  readonly places: SimplePlaces | undefined;
}

function readCollection(source: Source, start: number, depth: number): SimpleFlow | undefined {
  if (depth > depthMax) return undefined;
  return source.text[start] === '{' ? readMapping(source, start, depth) : readList(source, start, depth);
}

function readMapping(source: Source, start: number, depth: number): SimpleFlow | undefined {
  const value: MutableObject = {};
  let size = 1;
  const places = placesOf(source, value);
  const end = readParts(source.text, start, '}', (at) => {
    const [written, plain, quoted] = matchAt(key, source.text, at) ?? [];
    const name = plain ?? quoted;
    if (written === undefined || name === undefined || name === '__proto__') return undefined;
    if (Object.hasOwn(value, name) || (plain !== undefined && !isPlainWord(plain))) return undefined;
    const read = readValue(source, at + written.length, depth);
    if (read === undefined) return undefined;
    places?.set(name, at);
    value[name] = read.value;
    size += 1 + read.size;
    return read.end;
  });
  return end === undefined ? undefined : { value, end, size };
}

function readList(source: Source, start: number, depth: number): SimpleFlow | undefined {
  const value: JsonValue[] = [];
  let size = 1;
  const places = placesOf(source, value);
  const end = readParts(source.text, start, ']', (at) => {
    const read = readValue(source, at, depth);
    if (read === undefined) return undefined;
    places?.set(value.length, at);
    value.push(read.value);
    size += read.size;
    return read.end;
  });
  return end === undefined ? undefined : { value, end, size };
}

function placesOf({ places }: Source, collection: JsonValue): Map<string | number, number> | undefined {
  if (!places) return undefined;
  const own = new Map<string | number, number>();
  places.set(collection, own);
  return own;
}

/** Reads parts between commas up to the closing character; `readPart` gives where its part ends. */
function readParts(
  text: string,
  start: number,
  close: string,
  readPart: (at: number) => number | undefined,
): number | undefined {
  let at = skipSpaces(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    const end = readPart(at);
    if (end === undefined) return undefined;
    const next = skipSpaces(text, end);
    if (text[next] === close) return next + 1;
    if (text[next] !== ',') return undefined;
    at = skipSpaces(text, next + 1);
  }
}

function readValue(source: Source, at: number, depth: number): SimpleFlow | undefined {
  const first = source.text[at];
  if (first === '{' || first === '[') return readCollection(source, at, depth + 1);
  const match = matchAt(scalar, source.text, at);
  if (match === null) return undefined;
  const [written, double, single, plain] = match;
  const value = plain === undefined ? (double ?? single) : plainJson(plain);
  return value === undefined ? undefined : { value, end: at + written.length, size: 1 };
}

function skipSpaces(text: string, from: number): number {
  return from + (matchAt(spaces, text, from)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
