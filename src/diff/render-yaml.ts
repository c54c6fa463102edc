import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { isMask } from './mask-text.ts';

/**
 * Writes a value in a block style for people to compare line by line: keys in one fixed order, a line of a text on a line
 * of its own. Equal values give equal lines. It is not meant to be read by a YAML parser again.
 * Mappings and lists which two values share (the same instance at the same depth) are written once, if `written` is.
 */
export function renderYaml(value: JsonObject, written: WrittenParts = new Map()): readonly string[] {
  const page: Page = { lines: [], written };
  renderMapping(page, value, '', '');
  return page.lines;
}

/** The lines of a mapping or a list, without the line on which its key stands. */
interface WrittenPart {
  readonly lines: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly indent: string;
}
export type WrittenParts = Map<JsonValue, WrittenPart>;

interface Page {
  readonly lines: string[];
  readonly written: WrittenParts;
}

const firstKeys: readonly string[] = ['apiVersion', 'kind', 'name', 'namespace', 'metadata'];
const plainText = /^(?:[A-Za-z_/]|--?[A-Za-z])(?:[\w\-./:@+=,$()%*]| (?!#))*$/;
/** `500m`, `64Mi`, `10%`: no number to YAML. */
const plainAmount = /^\d+(?:\.\d+)?(?:[munkMGTPEi]{1,2}|s|h|d|%)$/;
const wordWithMeaning = /^(?:y|n|yes|no|true|false|on|off|null|nan)$/i;

/** `first` stands before the first line, `indent` before the others: a list item begins with a dash. */
function renderMapping(page: Page, mapping: JsonObject, first: string, indent: string): void {
  const keys = sortedKeys(mapping);
  if (keys.length === 0) page.lines.push(`${first}{}`);
  let lead = first;
  for (const key of keys) {
    renderEntry(page, `${lead}${scalarText(key)}:`, mapping[key] ?? null, indent);
    lead = indent;
  }
}

function renderEntry(page: Page, head: string, value: JsonValue, indent: string): void {
  if (isScalarLine(value)) {
    renderScalar(page, `${head} `, value, indent);
    return;
  }
  page.lines.push(head);
  if (copyWritten(page, value, indent)) return;
  const from = page.lines.length;
  if (isJsonArray(value)) renderList(page, value, indent, indent);
  else if (isJsonObject(value)) renderMapping(page, value, `${indent}  `, `${indent}  `);
  page.written.set(value, { lines: page.lines, from, to: page.lines.length, indent });
}

/** What follows its key on the same line: scalars, and what is empty. */
function isScalarLine(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.length === 0;
  return !isJsonObject(value) || isEmpty(value);
}

function copyWritten({ lines, written }: Page, value: JsonValue, indent: string): boolean {
  const part = written.get(value);
  if (part?.indent !== indent) return false;
  for (let index = part.from; index < part.to; index += 1) lines.push(part.lines[index] ?? '');
  return true;
}

function isEmpty(mapping: JsonObject): boolean {
  return Object.keys(mapping).length === 0;
}

function renderList(page: Page, list: readonly JsonValue[], first: string, indent: string): void {
  let lead = `${first}- `;
  for (const item of list) {
    renderItem(page, item, lead, `${indent}  `);
    lead = `${indent}- `;
  }
}

function renderItem(page: Page, item: JsonValue, lead: string, indent: string): void {
  if (isJsonObject(item)) renderMapping(page, item, lead, indent);
  else if (isJsonArray(item) && item.length > 0) renderList(page, item, lead, indent);
  else renderScalar(page, lead, item, indent.slice(2));
}

function renderScalar({ lines }: Page, head: string, value: JsonValue, indent: string): void {
  if (typeof value === 'string' && value.includes('\n')) {
    const end = /\n*$/.exec(value)?.[0].length ?? 0;
    lines.push(`${head}|${end === 0 ? '-' : end === 1 ? '' : '+'}`);
    const body = end === 0 ? value : value.slice(0, -1);
    for (const line of body.split('\n')) lines.push(line === '' ? '' : `${indent}  ${line.replaceAll('\r', '␍')}`);
    return;
  }
  if (isJsonArray(value)) lines.push(`${head}[]`);
  else if (isJsonObject(value)) lines.push(`${head}{}`);
  else lines.push(head + scalarText(value));
}

function scalarText(value: null | boolean | number | bigint | string): string {
  if (typeof value !== 'string') return String(value);
  if (plainText.test(value) && !(value.length < 6 && wordWithMeaning.test(value)) && !/: |[: ]$/.test(value))
    return value;
  return plainAmount.test(value) || isMask(value) ? value : JSON.stringify(value);
}

/** Sorted by code unit, what a reader looks for first before the rest. */
function sortedKeys(mapping: JsonObject): readonly string[] {
  const keys = Object.keys(mapping);
  if (keys.length < 2) return keys;
  const sorted = keys.toSorted();
  const first = firstKeys.filter((key) => Object.hasOwn(mapping, key));
  return first.length === 0 ? sorted : [...first, ...sorted.filter((key) => !first.includes(key))];
}
