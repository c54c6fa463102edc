import { visibleLines, visibleText } from './visible-text.ts';

/**
 * Untrusted text as plain words. What GitHub could take for markup, a mention, a reference, a link or an emoji stands in a
 * code span, where none of these live: entities and backslashes do not help, because mentions are found in the rendered text.
 * Runs of white space become one space, so the result is one line.
 */
export function prose(text: string): string {
  return proseWith(text, codeSpan);
}

/** The same for the inside of an HTML block such as <summary>, where Markdown is not read. */
export function proseHtml(text: string): string {
  return proseWith(text, codeHtml);
}

/** Untrusted text as a code span; its fence is longer than any run of backticks inside. Empty text is said in words. */
export function codeSpan(text: string): string {
  const shown = visibleText(text);
  if (shown.length === 0) return '(empty)';
  const fence = '`'.repeat(longestBacktickRun(shown) + 1);
  const padding = /^[ `]|[ `]$/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

export function codeHtml(text: string): string {
  return text.length === 0 ? '(empty)' : `<code>${escapeHtml(visibleText(text))}</code>`;
}

/** A fenced block; the fence is longer than any run of backticks inside. */
export function codeBlock(text: string, language: string): string {
  const lines = visibleLines(text);
  const fence = '`'.repeat(lines.reduce((longest, line) => Math.max(longest, longestBacktickRun(line) + 1), 3));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** Finished Markdown as a table cell. A pipe can only stand inside a code span, where GitHub reads `\|` as `|`. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function longestBacktickRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** What stands in quotation marks is one thing: a code span if any of it has to be. */
function proseWith(text: string, code: (text: string) => string): string {
  const parts = text.split(/(“[^“”]+”)/);
  return parts
    .map((part, index) => {
      const isQuoted = index % 2 === 1 && part.split(/\s+/).some((word) => !isPlainWord(word));
      return isQuoted ? code(part.slice(1, -1)) : proseWords(part, code);
    })
    .join('');
}

function proseWords(text: string, code: (text: string) => string): string {
  const result: string[] = [];
  let run: string[] = [];
  const flush = () => {
    if (run.length > 0) result.push(codeWithinPunctuation(run.join(' '), code));
    run = [];
  };
  const words = text.split(/\s+/).filter((word) => word.length > 0);
  for (const [index, word] of words.entries()) {
    if (isPlainWord(word) && !(index === 0 && listMarker.test(word))) {
      flush();
      result.push(word);
    } else {
      run.push(word);
    }
  }
  flush();
  // A piece of a sentence keeps the space that separates it from its neighbours.
  return `${/^\s/.test(text) ? ' ' : ''}${result.join(' ')}${/\s$/.test(text) && result.length > 0 ? ' ' : ''}`;
}

/** Punctuation of the sentence stays outside of the code span. */
function codeWithinPunctuation(text: string, code: (text: string) => string): string {
  const [, inner = text, after = ''] = /^(.*?)([,.;:]*)$/.exec(text) ?? [];
  if (inner.length === 0) return code(text);
  if (inner.length > 2 && inner.startsWith('(') && inner.endsWith(')')) return `(${code(inner.slice(1, -1))})${after}`;
  return `${code(inner)}${after}`;
}

function isPlainWord(word: string): boolean {
  return plainWord.test(word) && !liveWord.test(word) && visibleText(word) === word;
}

/** Letters, digits and the punctuation of sentences: nothing that Markdown, HTML or GitHub's filters react to inside a line. */
const plainWord = /^[\p{L}\p{N}\p{M}.,;:()'"’‘“”%/+=?!→×≤≥–—…·-]+$/u;
/** Links, references to issues and commits, emoji. */
const liveWord = /:\/\/|www\.|gh-\d|:[\w+-]+:|\b[0-9a-f]{7,40}\b/i;
const listMarker = /^(?:[-+=]+|\d+[.)])$/;
