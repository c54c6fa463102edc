import { isCredential } from './credential-key.ts';

/** A part of a text which must not be shown: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Nothing below can match a text in which this does not: most texts end here. */
const suspicious =
  /passw|passphrase|pwd|pass\b|secret|token|key|cred|kubeconfig|dockerc|connection|dsn|auth|salt|jwt|\bpin|pw\b|:\/\/|eyJ|AKIA|ASIA|gh[a-z]_|github_pat|glpat-|xox[a-z]-|sk_|AIza|bearer|basic/i;

/** A whole Secret written into a text (last-applied, a patch, a template), also with its quotes escaped. */
const embeddedSecret = /\bkind\\*["']?\s*:\s*\\*["']?Secret(?:List)?\b/i;

/** Credentials which are known by their own form. What is to be hidden ends the match: its group, else all of it. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /(?<![\w-])eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|[sr]k_(?:live|test)_|AIza)[\w-]{10,}/g,
  /hooks\.slack\.com\/(?:services|workflows)\/([\w/-]+)/g,
  /\b(?:bearer|basic)\s+([A-Za-z0-9+/=._~-]{6,})/gi,
];

const lineAssignment = /^(\s*(?:- +)?(?:export +)?(?:--?)?\\*["']?)([\w.$-]{1,100})(\\*["']?\s*[:=]>?\s*)(.*)$/;
const inlineValue = String.raw`(\\{1,8}"(?:(?!\\{1,8}").)*\\{1,8}"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&;,]+)`;
/** `key=value` and `key: value` anywhere, `--key value` as in a command line. */
const inlineAssignments: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\w.$-])([\w.$-]{1,100})\\*["']?\s*[:=]\s*${inlineValue}`, 'g'),
  new RegExp(String.raw`(?<![\w.$-])--?([\w.-]{1,100})[ \t]+(?!-)${inlineValue}`, 'g'),
];

/** The parts of a text which look like credentials, in order and apart from each other. */
export function secretSpans(text: string): readonly Span[] {
  if (text.length < 11 && !/[=:\s]/.test(text)) return [];
  if (!suspicious.test(text)) return [];
  if (embeddedSecret.test(text)) return [{ start: 0, end: text.length }];
  const spans: Span[] = [];
  for (const form of forms) addForm(spans, form, text);
  addUserinfo(spans, text);
  addLines(spans, text);
  addInline(spans, text);
  return merge(spans);
}

function addForm(spans: Span[], form: RegExp, text: string): void {
  for (const match of text.matchAll(form)) spans.push(endOf(match, match[1] ?? match[0]));
}

function endOf(match: RegExpExecArray, part: string): Span {
  const end = match.index + match[0].length;
  return { start: end - part.length, end };
}

const urlEnd = /[\s"']/g;
/** A port (digits up to a slash) is no password. */
const passwordStart = /:\/\/[^\s:/?#@"']{0,200}:(?!\d{1,5}(?:[/?#,]|$))/;

/** The password of `scheme://user:password@host`, up to the last `@`: whoever writes one rarely escapes it. */
function addUserinfo(spans: Span[], text: string): void {
  for (let from = text.indexOf('://'); from >= 0; ) {
    urlEnd.lastIndex = from;
    const end = urlEnd.exec(text)?.index ?? text.length;
    const url = text.slice(from, end);
    const at = url.lastIndexOf('@');
    const match = at < 0 ? null : passwordStart.exec(url.slice(0, at));
    if (match) spans.push({ start: from + match.index + match[0].length, end: from + at });
    from = text.indexOf('://', end);
  }
}

/** `key: value` and `key=value` lines: the rest of the line, and what is indented deeper below it. */
function addLines(spans: Span[], text: string): void {
  let start = 0;
  let hidden: { readonly indent: number; readonly start: number } | undefined;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    const end = start + line.length;
    const isBlank = indent === line.length;
    if (hidden && !isBlank && indent > hidden.indent) {
      spans.push({ start: hidden.start, end });
    } else if (!isBlank) {
      hidden = undefined;
      const from = credentialOnLine(line);
      if (from !== undefined) {
        spans.push({ start: start + from, end });
        hidden = { indent, start: start + from };
      }
    }
    start = end + 1;
  }
}

function credentialOnLine(line: string): number | undefined {
  if (line.length > 100_000) return undefined;
  const match = lineAssignment.exec(line);
  const [, lead = '', key = '', separator = '', value = ''] = match ?? [];
  if (!match || !isCredential(key, unquoted(value))) return undefined;
  return lead.length + key.length + separator.length;
}

function addInline(spans: Span[], text: string): void {
  for (const form of inlineAssignments) {
    for (const match of text.matchAll(form)) {
      const [, key = '', value = ''] = match;
      if (isCredential(key, unquoted(value))) spans.push(endOf(match, value));
    }
  }
}

function unquoted(value: string): string {
  return value.replace(/^[\\"'\s]+|[\\"',\s]+$/g, '');
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}
