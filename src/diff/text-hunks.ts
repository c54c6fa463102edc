import { structuredPatch } from 'diff';
import type { JsonObject } from '../schema/json.ts';
import { renderYaml, type WrittenParts } from './render-yaml.ts';

const contextLines = 3;
/** Beyond these a text diff is no help to a reader, and costs time that grows with the square of the edits. */
const editsMax = 400;
const charactersMax = 40_000;

/**
 * The unified hunks between two values (masked ones: this hides nothing by itself), with three lines of context and
 * without file headers; the line numbers are those of the rendered text. undefined: equal, or too large to be of use.
 */
export function textHunks(before: JsonObject | undefined, after: JsonObject | undefined): string | undefined {
  const written: WrittenParts = new Map();
  const beforeLines = before ? renderYaml(before, written) : [];
  const afterLines = after ? renderYaml(after, written) : [];
  const { start, end } = equalEnds(beforeLines, afterLines);
  const beforeMiddle = beforeLines.slice(start, beforeLines.length - end);
  const afterMiddle = afterLines.slice(start, afterLines.length - end);
  if (Math.abs(beforeMiddle.length - afterMiddle.length) > editsMax) return undefined;
  const patch = structuredPatch('', '', textOf(beforeMiddle), textOf(afterMiddle), undefined, undefined, {
    context: contextLines,
    maxEditLength: editsMax,
  });
  if (!patch || patch.hunks.length === 0) return undefined;
  const text = patch.hunks
    .map((hunk) => {
      const range = `@@ -${hunk.oldStart + start},${hunk.oldLines} +${hunk.newStart + start},${hunk.newLines} @@`;
      return `${[range, ...hunk.lines].join('\n')}\n`;
    })
    .join('');
  return text.length > charactersMax ? undefined : text;
}

/** How many lines both texts begin and end with, beyond those which are shown as context. */
function equalEnds(
  before: readonly string[],
  after: readonly string[],
): { readonly start: number; readonly end: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { start: Math.max(0, start - contextLines), end: Math.max(0, end - contextLines) };
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
