import { structuredPatch } from 'diff';
import type { JsonObject } from '../schema/json.ts';
import { renderYaml, type WrittenParts } from './render-yaml.ts';

const contextLines = 3;
/** Beyond these a text diff is no help to a reader. */
const editsMax = 400;
const charactersMax = 40_000;

/**
 * How many edits are looked for where so many objects differ: the time grows with the square of the edits of each. 400 for up
 * to 500 objects, 126 for 5,000.
 */
export function editsMaxAmong(objects: number): number {
  return Math.min(editsMax, Math.floor(Math.sqrt((editsMax * editsMax * 500) / objects)));
}

/**
 * The unified hunks between two values (masked ones: this hides nothing by itself), with three lines of context and
 * without file headers; the line numbers are those of the rendered text. undefined: equal, or too large to be of use.
 */
export function textHunks(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  maxEditLength = editsMax,
): string | undefined {
  const written: WrittenParts = new Map();
  const beforeLines = before ? renderYaml(before, written) : [];
  const afterLines = after ? renderYaml(after, written) : [];
  const { start, end } = equalEnds(beforeLines, afterLines);
  const beforeMiddle = beforeLines.slice(start, beforeLines.length - end);
  const afterMiddle = afterLines.slice(start, afterLines.length - end);
  const editsMost = beforeMiddle.length + afterMiddle.length;
  if (editsMost > maxEditLength && editsMin(beforeMiddle, afterMiddle) > maxEditLength) return undefined;
  const patch = structuredPatch('', '', textOf(beforeMiddle), textOf(afterMiddle), undefined, undefined, {
    context: contextLines,
    maxEditLength,
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

/** The lines which stand in one text more often than in the other: so many edits it takes at least. */
function editsMin(before: readonly string[], after: readonly string[]): number {
  const balance = new Map<string, number>();
  for (const line of before) balance.set(line, (balance.get(line) ?? 0) + 1);
  for (const line of after) balance.set(line, (balance.get(line) ?? 0) - 1);
  return [...balance.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
