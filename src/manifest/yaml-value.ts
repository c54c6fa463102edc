import type { JsonValue } from '../schema/json.ts';
import { keyText } from './key-text.ts';
import { readingLimits } from './reading-limits.ts';
import { TextError } from './text-error.ts';
import type { YamlAlias, YamlMapping, YamlNode, YamlScalar } from './yaml-node.ts';
import { jsonOf, type ScalarValue, scalarValue } from './yaml-scalar-value.ts';

export interface ComposedValue {
  readonly value: JsonValue;
  readonly duplicateKeys: readonly DuplicateKey[];
  /** How many values it takes to hold it; of a text which an alias repeats, every 100 characters count as one. */
  readonly size: number;
}

const charactersPerValue = 100;

/** A key which a mapping has already; its last value is the one that counts. */
export interface DuplicateKey {
  readonly start: number;
  /** A merge key (`<<`) is one of the two: how merge keys are meant to be used, yet strict readers refuse it. */
  readonly isMerge: boolean;
}

/**
 * The JSON value of a document, as sigs.k8s.io/yaml gives it: scalars by YAML 1.1 with go-yaml's changes, keys as text,
 * the last of equal keys, and merge keys in the order of the text (a `<<` after a key overrides it).
 * Throws TextError for what has no JSON value and for documents which aliases blow up.
 */
export function composeValue(root: YamlNode): ComposedValue {
  const composer = new Composer();
  const value = composer.compose(root);
  return { value, duplicateKeys: composer.duplicateKeys, size: composer.size };
}

interface MutableObject {
  [key: string]: JsonValue;
}

/** A mapping while its keys are set. */
interface OpenMapping {
  readonly object: MutableObject;
  /** Keys with their type (the integer 1 is not the string "1"); undefined as long as all of them are strings. */
  typedKeys: Set<string> | undefined;
  /** The keys whose value came by a merge key; undefined: none. */
  mergedKeys: Set<string> | undefined;
}

class Composer {
  readonly duplicateKeys: DuplicateKey[] = [];
  #visits = 1;
  #aliasedNodes = 0;
  #aliasedCharacters = 0;
  #aliasDepth = 0;
  #depth = 0;
  readonly #openAliases = new Set<YamlAlias>();

  get size(): number {
    return this.#visits + Math.ceil(this.#aliasedCharacters / charactersPerValue);
  }

  compose(node: YamlNode): JsonValue {
    if (node.type === 'Alias') return this.#followAlias(node, (target) => this.compose(target));
    if (node.type === 'Mapping') {
      const mapping: OpenMapping = { object: {}, typedKeys: undefined, mergedKeys: undefined };
      this.#fill(node, mapping, false);
      return mapping.object;
    }
    if (node.type === 'Scalar') {
      this.#count(node);
      return node.value === undefined ? jsonScalar(node) : node.value;
    }
    this.#enter(node);
    const items = node.items.map((item) => this.compose(item));
    this.#depth--;
    return items;
  }

  #fill(node: YamlMapping, mapping: OpenMapping, isMerge: boolean): void {
    this.#enter(node);
    for (const { key, value } of node.entries) {
      if (isMergeKey(key)) this.#merge(value, mapping);
      else this.#set(mapping, key, this.#composeKey(key), this.compose(value), isMerge);
    }
    this.#depth--;
  }

  /** A merge of a list goes backwards: of equal keys the first mapping of the list decides. */
  #merge(source: YamlNode, mapping: OpenMapping): void {
    const sources = source.type === 'Sequence' ? source.items.toReversed() : [source];
    for (const item of sources) this.#mergeOne(item, mapping);
  }

  #mergeOne(source: YamlNode, mapping: OpenMapping): void {
    if (source.type === 'Alias' && source.target.type === 'Mapping') {
      this.#followAlias(source, () => this.#mergeOne(source.target, mapping));
    } else if (source.type === 'Mapping') {
      this.#fill(source, mapping, true);
    } else {
      throw mergeError(source);
    }
  }

  #composeKey(key: YamlNode): ScalarValue {
    if (key.type === 'Alias') return this.#followAlias(key, (target) => this.#composeKey(target));
    this.#count(key);
    if (key.type !== 'Scalar') throw new TextError('a key is a list or a mapping', key.start);
    return typeof key.value === 'string' ? { type: 'String', value: key.value } : scalarValue(key);
  }

  #set(mapping: OpenMapping, node: YamlNode, key: ScalarValue, value: JsonValue, isMerge: boolean): void {
    const name = keyText(key, node.start);
    const wasMerged = mapping.mergedKeys?.delete(name) === true;
    if (hasKey(mapping, key, name)) this.#noteDuplicate(node.start, isMerge || wasMerged);
    if (isMerge) {
      mapping.mergedKeys ??= new Set();
      mapping.mergedKeys.add(name);
    }
    if (name !== '__proto__') mapping.object[name] = value;
    else Object.defineProperty(mapping.object, name, { value, enumerable: true, configurable: true, writable: true });
  }

  /** What an alias repeats was noted where it is written. */
  #noteDuplicate(start: number, isMerge: boolean): void {
    if (isMerge || this.#aliasDepth === 0) this.duplicateKeys.push({ start, isMerge });
  }

  #followAlias<Result>(alias: YamlAlias, read: (target: YamlNode) => Result): Result {
    this.#count(alias);
    if (this.#openAliases.has(alias)) throw new TextError('an alias is part of its own anchor', alias.start);
    this.#openAliases.add(alias);
    this.#aliasDepth++;
    const result = read(alias.target);
    this.#aliasDepth--;
    this.#openAliases.delete(alias);
    return result;
  }

  #enter(node: YamlNode): void {
    this.#count(node);
    this.#depth++;
    if (this.#depth <= readingLimits.depth) return;
    throw new TextError('lists and mappings are nested too deeply', node.start, true);
  }

  #count(node: YamlNode): void {
    this.#visits++;
    if (this.#aliasDepth > 0) {
      this.#aliasedNodes++;
      if (node.type === 'Scalar') this.#aliasedCharacters += node.text.length;
    }
    if (!this.#repeatsTooMuch()) return;
    throw new TextError('the document repeats too much by aliases', node.start, true);
  }

  #repeatsTooMuch(): boolean {
    if (this.#aliasedCharacters > readingLimits.aliasedCharacters) return true;
    if (this.#aliasedNodes <= 100 || this.#visits <= 1000) return false;
    return this.#aliasedNodes / this.#visits > allowedAliasRatio(this.#visits);
  }
}

/**
 * go-yaml's allowedAliasRatio: which part of the values of a document may come from aliases.
 * 0.99 up to 400,000 values, from there falling to 0.1 at 4,000,000.
 */
function allowedAliasRatio(visits: number): number {
  if (visits <= 400_000) return 0.99;
  return visits >= 4_000_000 ? 0.1 : 0.99 - 0.89 * ((visits - 400_000) / 3_600_000);
}

function isMergeKey(key: YamlNode): boolean {
  return key.type === 'Scalar' && key.text === '<<' && (key.implicit || key.tag === 'tag:yaml.org,2002:merge');
}

function mergeError(source: YamlNode): TextError {
  return new TextError('the value of a merge key is neither a mapping nor a list of mappings', source.start);
}

/** Whether the mapping has the key already; remembers its type where types are mixed. */
function hasKey(mapping: OpenMapping, key: ScalarValue, name: string): boolean {
  if (key.type === 'String' && mapping.typedKeys === undefined) return Object.hasOwn(mapping.object, name);
  mapping.typedKeys ??= new Set(Object.keys(mapping.object).map((known) => `String ${known}`));
  const typed = `${key.type} ${name}`;
  const isKnown = mapping.typedKeys.has(typed);
  mapping.typedKeys.add(typed);
  return isKnown;
}

function jsonScalar(scalar: YamlScalar): JsonValue {
  const value = jsonOf(scalarValue(scalar));
  if (value === undefined) throw new TextError('a number is infinite or not a number', scalar.start);
  return value;
}
