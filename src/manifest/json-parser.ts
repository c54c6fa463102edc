import type { JsonValue } from '../schema/json.ts';
import { exactInteger } from './exact-integer.ts';
import { readingLimits } from './reading-limits.ts';
import { TextError } from './text-error.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';

export interface JsonNode {
  readonly root: YamlNode;
  /** Index of the first character after the value. */
  readonly end: number;
}

/** The JSON value which begins at `from` (as Go's encoding/json reads it). Throws TextError. */
export function parseJsonNode(text: string, from: number): JsonNode {
  return new JsonParser(text, from).parse();
}

const whiteSpace = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const word = /true|false|null/y;

class JsonParser {
  readonly #text: string;
  #position: number;
  #depth = 0;
  #nodes = 0;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#position = from;
  }

  parse(): JsonNode {
    const root = this.#parseValue();
    return { root, end: this.#position };
  }

  #parseValue(): YamlNode {
    this.#match(whiteSpace);
    const start = this.#position;
    this.#nodes++;
    if (this.#nodes > readingLimits.nodes) throw new TextError('the document has too many values', start, true);
    const first = this.#text.charAt(start);
    if (first === '{') return this.#nested(start, () => this.#parseObject(start));
    if (first === '[') return this.#nested(start, () => this.#parseArray(start));
    if (first === '"') return this.#scalar(start, this.#parseString());
    const literal = this.#match(word);
    if (literal !== undefined) return this.#scalar(start, literal === 'null' ? null : literal === 'true');
    const digits = this.#match(number);
    if (digits === undefined) throw this.#error('a JSON value is expected');
    return this.#scalar(start, this.#numberValue(digits, start));
  }

  #nested(start: number, parse: () => YamlNode): YamlNode {
    this.#depth++;
    if (this.#depth > readingLimits.depth) throw new TextError('lists and mappings are nested too deeply', start, true);
    this.#position++;
    const node = parse();
    this.#depth--;
    return node;
  }

  #parseObject(start: number): YamlNode {
    const entries: YamlEntry[] = [];
    this.#match(whiteSpace);
    if (this.#skip('}')) return { type: 'Mapping', start, entries };
    for (;;) {
      this.#match(whiteSpace);
      const key = this.#scalar(this.#position, this.#parseString());
      this.#match(whiteSpace);
      if (!this.#skip(':')) throw this.#error("a ':' is missing after a key");
      entries.push({ key, value: this.#parseValue() });
      this.#match(whiteSpace);
      if (this.#skip('}')) return { type: 'Mapping', start, entries };
      if (!this.#skip(',')) throw this.#error("a ',' or '}' is missing in a mapping within braces");
    }
  }

  #parseArray(start: number): YamlNode {
    const items: YamlNode[] = [];
    this.#match(whiteSpace);
    if (this.#skip(']')) return { type: 'Sequence', start, items };
    for (;;) {
      items.push(this.#parseValue());
      this.#match(whiteSpace);
      if (this.#skip(']')) return { type: 'Sequence', start, items };
      if (!this.#skip(',')) throw this.#error("a ',' or ']' is missing in a list within brackets");
    }
  }

  /** Halves of surrogate pairs which stand alone become U+FFFD, as in Go. */
  #parseString(): string {
    const start = this.#position;
    if (!this.#skip('"')) throw this.#error('a JSON string is expected');
    let hasEscapes = false;
    for (let code = this.#codeAt(); code !== 0x22; code = this.#codeAt()) {
      if (Number.isNaN(code)) throw new TextError('the closing quote is missing', start);
      if (code < 0x20) throw this.#error('a control character is not allowed');
      if (code === 0x5c) {
        hasEscapes = true;
        if (this.#match(escapeSequence) === undefined) throw this.#error('an escape sequence is unknown');
      } else {
        this.#position++;
      }
    }
    this.#position++;
    const quoted = this.#text.slice(start, this.#position);
    return hasEscapes ? String(JSON.parse(quoted)).toWellFormed() : quoted.slice(1, -1);
  }

  #codeAt(): number {
    return this.#text.charCodeAt(this.#position);
  }

  #numberValue(digits: string, start: number): number | bigint {
    if (digits.length <= 20 && !/[.eE]/.test(digits)) {
      const integer = BigInt(digits);
      if (integer >= -(2n ** 63n) && integer < 2n ** 64n) return exactInteger(integer);
    }
    const value = Number(digits);
    if (!Number.isFinite(value)) throw new TextError('a number is too large', start);
    return value === 0 ? 0 : value;
  }

  #scalar(start: number, value: JsonValue): YamlNode {
    return { type: 'Scalar', start, text: '', tag: '', implicit: false, value };
  }

  #skip(character: string): boolean {
    if (this.#text.charAt(this.#position) !== character) return false;
    this.#position++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position += found.length;
    return found;
  }

  #error(reason: string): TextError {
    return new TextError(reason, this.#position);
  }
}
