import { type Arbitrary, array, nat } from 'fast-check';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../src/schema/json.ts';

/** How a text is written, choice after choice; where they end, the plainest way is taken. */
export type Choices = readonly number[];

export const choices: Arbitrary<Choices> = array(nat({ max: 250 }), { maxLength: 60 });

/**
 * Values as documents of one file, in one of the many ways in which YAML lets one write them: block and flow style,
 * five kinds of scalars, anchors and aliases, explicit keys, tags, comments, blank lines, any indentation.
 */
export function writeYaml(documents: readonly JsonValue[], taken: Choices): string {
  const pen = newPen(taken);
  const text = documents.map((document) => documentOf(document, { ...pen, anchors: new Map() })).join('');
  return pen.oneIn(6) ? text.replaceAll('\n', '\r\n') : text;
}

interface Pen {
  /** True in about one case of so many, and never where no choice is left. */
  readonly oneIn: (count: number) => boolean;
  readonly upTo: (most: number) => number;
}

interface DocumentPen extends Pen {
  /** The names of the values that have an anchor, by the values as JSON. */
  readonly anchors: Map<string, string>;
}

function newPen(taken: Choices): Pen {
  let next = 0;
  const take = () => {
    const choice = taken[next] ?? 0;
    next += 1;
    return choice;
  };
  return { oneIn: (count) => take() % count === 1, upTo: (most) => take() % (most + 1) };
}

function documentOf(value: JsonValue, pen: DocumentPen): string {
  const remark = pen.oneIn(6) ? '# a remark: [\n\n' : '';
  const start = pen.oneIn(4) ? '--- # the next\n' : '---\n';
  const isBlock = isJsonObject(value) && !isEmpty(value) && !pen.oneIn(6);
  const content = isBlock ? entriesOf(value, pen.upTo(2), pen) : `${flowOf(value, 0, pen)}\n`;
  return `${remark}${start}${content}${pen.oneIn(8) ? '# the end\n\n' : ''}`;
}

/** What stands behind `key:` or `-`: from a space or a line end to a line end. */
function blockOf(value: JsonValue, indent: number, pen: DocumentPen): string {
  const alias = aliasOf(value, pen);
  if (alias !== undefined) return ` ${alias}\n`;
  const properties = propertiesOf(value, pen);
  if (isEmpty(value) || pen.oneIn(6)) {
    return ` ${properties}${flowOf(value, indent, pen)}${pen.oneIn(5) ? ' # {remark}' : ''}\n`;
  }
  const start = `${properties === '' ? '' : ` ${properties.trimEnd()}`}${pen.oneIn(8) ? ' # remark:' : ''}\n`;
  const inner = indent + 1 + pen.upTo(3);
  if (isJsonArray(value)) return `${start}${value.map((item) => itemOf(item, inner, pen)).join('')}`;
  if (isJsonObject(value)) return `${start}${entriesOf(value, inner, pen)}`;
  return ` ${properties}${scalarOf(value, indent, pen)}`;
}

function itemOf(item: JsonValue, indent: number, pen: DocumentPen): string {
  const margin = ' '.repeat(indent);
  if (!isJsonObject(item) || isEmpty(item) || pen.oneIn(4)) return `${margin}-${blockOf(item, indent, pen)}`;
  // The first entry stands on the line of the dash.
  const inner = indent + 2 + pen.upTo(2);
  return `${margin}-${entriesOf(item, inner, { ...pen, oneIn: plainly(pen) }).slice(indent + 1)}`;
}

/** The first line of a compact mapping must not be a comment. */
function plainly({ oneIn }: Pen): Pen['oneIn'] {
  let isFirst = true;
  return (count) => {
    const isTaken = !isFirst && oneIn(count);
    isFirst = false;
    return isTaken;
  };
}

function entriesOf(value: JsonObject, indent: number, pen: DocumentPen): string {
  const margin = ' '.repeat(indent);
  return Object.entries(value)
    .map(([key, child]) => {
      const remark = pen.oneIn(12) ? `${' '.repeat(pen.upTo(3))}# remark: - [\n` : '';
      const name = pen.oneIn(10) ? `? ${keyOf(key, pen)}\n${margin}:` : `${keyOf(key, pen)}:`;
      return `${remark}${margin}${name}${blockOf(child, indent, pen)}`;
    })
    .join('');
}

/** One line, or several which are indented deeper than what holds them. */
function flowOf(value: JsonValue, indent: number, pen: DocumentPen): string {
  const gap = pen.oneIn(4) ? `\n${' '.repeat(indent + 2)}` : ' ';
  if (isJsonArray(value))
    return bracketed(
      '[',
      ']',
      value.map((item) => flowOf(item, indent, pen)),
      gap,
    );
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(
      ([key, child]) => `${JSON.stringify(key)}: ${flowOf(child, indent, pen)}`,
    );
    return bracketed('{', '}', entries, gap);
  }
  return typeof value === 'string' && pen.oneIn(3) ? singleLine(value, pen) : plainJson(value);
}

function bracketed(open: string, close: string, items: readonly string[], gap: string): string {
  return items.length === 0 ? `${open}${close}` : `${open}${gap}${items.join(`,${gap}`)}${gap}${close}`;
}

/** An alias for what was written before: scalars are not worth one. */
function aliasOf(value: JsonValue, { anchors, oneIn }: DocumentPen): string | undefined {
  const name = isEmpty(value) || isScalar(value) ? undefined : anchors.get(keyText(value));
  return name !== undefined && oneIn(2) ? `*${name}` : undefined;
}

/** Properties which say nothing new, with the space behind them. */
function propertiesOf(value: JsonValue, { anchors, oneIn }: DocumentPen): string {
  const tag = oneIn(9) ? tagOf(value) : '';
  if (isScalar(value) || isEmpty(value) || !oneIn(4)) return tag;
  const name = `a${anchors.size}`;
  anchors.set(keyText(value), name);
  return `&${name} ${tag}`;
}

function tagOf(value: JsonValue): string {
  if (isJsonArray(value)) return '!!seq ';
  if (isJsonObject(value)) return '!!map ';
  return typeof value === 'string' ? '!!str ' : '';
}

/** From behind the properties to the line end. */
function scalarOf(value: JsonValue, indent: number, pen: DocumentPen): string {
  if (typeof value !== 'string') return `${plainJson(value)}${pen.oneIn(5) ? ' # 1' : ''}\n`;
  const isText = /^[\x21-\x7e][\x20-\x7e\n]*$/.test(value) && !/ \n|\n\n$|^\n|\n /.test(value);
  if (isText && pen.oneIn(3)) {
    const margin = ' '.repeat(Math.max(0, indent) + 1 + pen.upTo(2));
    const isFolded = !value.includes('\n') && !value.endsWith(' ') && pen.oneIn(2);
    const header = `${isFolded ? '>' : '|'}${value.endsWith('\n') ? '' : '-'}`;
    return `${header}\n${value.replace(/\n$/, '').replaceAll(/^(?=.)/gm, margin)}\n`;
  }
  return `${singleLine(value, pen)}${pen.oneIn(6) ? ' # "remark' : ''}\n`;
}

/** Words of YAML 1.1 which are no text, and what looks like a number. */
const noText = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$|^[\d.+-]/i;

function singleLine(text: string, pen: Pen): string {
  if (/^[A-Za-z][A-Za-z0-9/._-]*$/.test(text) && !noText.test(text) && pen.oneIn(2)) return text;
  if (/^[\x20-\x7e]*$/.test(text) && pen.oneIn(2)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text);
}

function keyOf(key: string, pen: Pen): string {
  return singleLine(key, pen);
}

function plainJson(value: JsonValue): string {
  return typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
}

function isScalar(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null;
}

function isEmpty(value: JsonValue): boolean {
  return !isScalar(value) && Object.keys(Object(value)).length === 0;
}

function keyText(value: JsonValue): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}
