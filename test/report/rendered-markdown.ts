/** The lines of a Markdown text as GitHub sees them: fenced blocks and code spans taken out, the rest is live. */
export interface RenderedMarkdown {
  /** Lines outside of code, with every code span replaced by “§”. */
  readonly live: readonly string[];
  /** The same lines as they are written. */
  readonly raw: readonly string[];
  /** A fence or a code span was not closed. */
  readonly isBroken: boolean;
}

export function readMarkdown(markdown: string): RenderedMarkdown {
  const live: string[] = [];
  const raw: string[] = [];
  let fence: string | undefined;
  let isBroken = false;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (fence !== undefined) {
      if (run?.[1] !== undefined && run[1].length >= fence.length && run[2]?.trim() === '') fence = undefined;
      continue;
    }
    if (run?.[1] !== undefined) {
      fence = run[1];
      continue;
    }
    const text = line.startsWith('<summary>') ? withoutHtmlCode(line) : withoutCodeSpans(line);
    isBroken ||= text.includes('`');
    live.push(text);
    raw.push(line);
  }
  return { live, raw, isBroken: isBroken || fence !== undefined };
}

function withoutHtmlCode(line: string): string {
  return line.replace(/<code>[^<>]*<\/code>/g, '§');
}

/** As CommonMark: a run of backticks is closed by the next run of the same length. */
function withoutCodeSpans(line: string): string {
  const parts = line.split(/(`+)/);
  let result = '';
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const close = part.startsWith('`') ? parts.indexOf(part, index + 1) : -1;
    result += close < 0 ? part : '§';
    if (close >= 0) index = close;
  }
  return result;
}

/** Cells as GitHub counts them: an escaped pipe is none, not even inside a code span. */
export function countCells(row: string): number {
  return (row.match(/(?<!\\)\|/g) ?? []).length - 1;
}
