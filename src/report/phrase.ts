import { codeHtml, codeSpan, prose, proseHtml } from './escape-markdown.ts';
import { unreachable } from './unreachable.ts';
import { visibleText } from './visible-text.ts';

/**
 * Words for people, not yet in any format. The literal parts are the program's own; everything interpolated is untrusted and
 * is escaped by whoever writes it out, so that a sentence is composed once and is safe in every format.
 */
export type Phrase = readonly PhrasePart[];

type PhrasePart =
  | { readonly type: 'Words' | 'Prose' | 'Code'; readonly text: string }
  | { readonly type: 'Strong'; readonly parts: Phrase };

/** A tagged template: phrase`rolls ${3} of ${code(name)}`. A string is escaped as prose, a phrase is taken as it is. */
export function phrase(literals: TemplateStringsArray, ...values: readonly (string | number | Phrase)[]): Phrase {
  const parts: PhrasePart[] = [];
  for (const [index, literal] of literals.entries()) {
    if (literal.length > 0) parts.push({ type: 'Words', text: literal });
    const value = values[index];
    if (value === undefined) continue;
    if (typeof value === 'object') for (const part of value) parts.push(part);
    else parts.push({ type: typeof value === 'number' ? 'Words' : 'Prose', text: String(value) });
  }
  return parts;
}

/** A name, a path or a value. */
export function code(text: string): Phrase {
  return [{ type: 'Code', text }];
}

export function strong(parts: Phrase): Phrase {
  return [{ type: 'Strong', parts }];
}

/** Phrases begin with a small letter, so that they can follow others; this one begins a sentence. */
export function capitalise(words: Phrase): Phrase {
  const [first, ...rest] = words;
  if (first?.type !== 'Words') return words;
  return [{ ...first, text: first.text.replace(/^[a-z]/, (letter) => letter.toUpperCase()) }, ...rest];
}

export function joinPhrases(phrases: readonly Phrase[], separator: string): Phrase {
  return phrases.flatMap((part, index) =>
    index === 0 ? part : [{ type: 'Words' as const, text: separator }, ...part],
  );
}

export function phraseMarkdown(parts: Phrase): string {
  return writePhrase(parts, markdownWriter);
}

/** For the inside of an HTML block. */
export function phraseHtml(parts: Phrase): string {
  return writePhrase(parts, htmlWriter);
}

/** For a terminal: one line without control characters. */
export function phraseText(parts: Phrase): string {
  return writePhrase(parts, textWriter);
}

interface Writer {
  readonly prose: (text: string) => string;
  readonly code: (text: string) => string;
  readonly strong: (written: string) => string;
}

const markdownWriter: Writer = { prose, code: codeSpan, strong: (written) => `**${written}**` };
const htmlWriter: Writer = { prose: proseHtml, code: codeHtml, strong: (written) => `<b>${written}</b>` };
const textWriter: Writer = {
  prose: (text) => visibleText(text.replace(/\s+/g, ' ')),
  code: visibleText,
  strong: (written) => written,
};

function writePhrase(parts: Phrase, writer: Writer): string {
  return parts.map((part) => writePart(part, writer)).join('');
}

function writePart(part: PhrasePart, writer: Writer): string {
  switch (part.type) {
    case 'Words':
      return part.text;
    case 'Prose':
      return writer.prose(part.text);
    case 'Code':
      return writer.code(part.text);
    case 'Strong':
      return writer.strong(writePhrase(part.parts, writer));
    default:
      return unreachable(part);
  }
}
