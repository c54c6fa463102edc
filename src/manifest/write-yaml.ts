import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

/**
 * A value as a YAML document in block style which every parser, of YAML 1.1 or 1.2, reads back as the very value. Keys
 * stand in their order. Texts which any of them might take for something else are quoted as in JSON.
 */
export function writeYaml(value: JsonObject): string {
  const lines = Object.keys(value).length === 0 ? ['{}'] : mappingLines(value);
  return `${lines.join('\n')}\n`;
}

function mappingLines(mapping: JsonObject): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => linesBehind(`${scalarText(key)}:`, value, '  '));
}

/** What is nested goes below its key, deeper by `margin`; what fits on one line beside it. */
function linesBehind(head: string, value: JsonValue, margin: string): readonly string[] {
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return [head, ...mappingLines(value).map((line) => indented(line, margin))];
  }
  if (isJsonArray(value) && value.length > 0) return [head, ...listLines(value)];
  if (typeof value === 'string' && isBlockText(value))
    return [`${head} ${blockHead(value)}`, ...blockLines(value, margin)];
  return [`${head} ${flowText(value)}`];
}

/** A list is no deeper than its key, as kubectl writes it. */
function listLines(list: readonly JsonValue[]): readonly string[] {
  return list.flatMap((item) => {
    const lines = itemLines(item);
    return lines.map((line, index) => (index === 0 ? `- ${line}` : indented(line, '  ')));
  });
}

function itemLines(item: JsonValue): readonly string[] {
  if (isJsonObject(item) && Object.keys(item).length > 0) return mappingLines(item);
  if (isJsonArray(item) && item.length > 0) return listLines(item);
  if (typeof item === 'string' && isBlockText(item)) return [blockHead(item), ...blockLines(item, '')];
  return [flowText(item)];
}

function indented(line: string, margin: string): string {
  return line === '' ? '' : margin + line;
}

/** Scalars, and what is empty. */
function flowText(value: JsonValue): string {
  if (isJsonArray(value)) return '[]';
  return isJsonObject(value) ? '{}' : scalarText(value);
}

const plainText = /^(?:[A-Za-z_/]|--?[A-Za-z])(?:[\w\-./@+=,$()*]|:(?=[\w/])| (?=[\w\-./@+=,$()*]))*$/;
const plainAmount = /^\d+(?:\.\d+)?(?:m|[KMGTPE]i|%)$/;
/** What YAML 1.1 or 1.2 reads as a truth value or as nothing; and `=` and `<<`, which no plain text begins with. */
const wordWithMeaning = /^(?:y|n|yes|no|true|false|on|off|null|nan|inf|infinity)$/i;

function scalarText(value: null | boolean | number | bigint | string): string {
  if (typeof value !== 'string') return String(value);
  if (plainAmount.test(value) || (plainText.test(value) && !wordWithMeaning.test(value))) return value;
  return quoted(value);
}

/** Within JSON these need no escape; in YAML they are line breaks, or not printable. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Several printable lines, of which the first is neither empty nor indented, with at most one line end behind them. */
function isBlockText(text: string): boolean {
  return (
    /^[^\s#].*\n/.test(text) &&
    !text.endsWith('\n\n') &&
    /^[\t\n\x20-\x7e\u00a1-\u2027\u2030-\ud7ff]*$/.test(text) &&
    !/\n[ \t]+(?:\n|$)/.test(text)
  );
}

function blockHead(text: string): string {
  return text.endsWith('\n') ? '|' : '|-';
}

function blockLines(text: string, margin: string): readonly string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => indented(line, margin));
}
