import { type Phrase, phraseHtml } from '../phrase.ts';
import { visibleText } from '../visible-text.ts';

const markup = Symbol('markup');

/** Finished markup, for a page or an SVG. Only this file makes it, so nothing reaches a document unescaped. */
export interface Html {
  readonly [markup]: string;
}

type HtmlValue = string | number | Html | readonly Html[];

/**
 * A tagged template: html`<td>${name}</td>`. The literal parts are the program’s own; a string is escaped for text and
 * for attributes in double quotes, and its control and bidirectional characters are made visible.
 */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const written = literals.map((literal, index) => literal + (index < values.length ? write(values[index]) : ''));
  return { [markup]: written.join('') };
}

export const nothing: Html = html``;

export function joinHtml(parts: readonly Html[], separator = ''): Html {
  return { [markup]: parts.map((part) => part[markup]).join(escapeText(separator)) };
}

/** A phrase, which knows itself which of its parts are untrusted. */
export function phraseMarkup(words: Phrase): Html {
  return { [markup]: phraseHtml(words) };
}

/** The document as text, ending with one line feed. */
export function documentText(document: Html): string {
  return `${document[markup].trim()}\n`;
}

function write(value: HtmlValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeText(visibleText(value));
  return markup in value ? value[markup] : joinHtml(value)[markup];
}

function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
