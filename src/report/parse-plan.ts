import type { z } from 'zod';
import { formatVersion } from '../schema/format-version.ts';
import { RolloutPlan } from '../schema/rollout-plan.ts';
import { clipText, visibleText } from './visible-text.ts';

export type ParsedPlan =
  | { readonly type: 'Plan'; readonly plan: RolloutPlan }
  /** For people: what is wrong and where; quotes nothing of the file but names of fields. */
  | { readonly type: 'Unreadable'; readonly message: string };

/** Reads a plan that was saved as JSON. */
export function parsePlan(text: string): ParsedPlan {
  const json = parseJson(text);
  if (json.type === 'Unreadable') return json;
  const version = fieldOf(json.value, 'formatVersion');
  if (typeof version === 'string' && version !== formatVersion) {
    return unreadable(
      `the plan has format version ${clipText(visibleText(version), 20)}, but this rollcast reads ${formatVersion}: make the plan anew`,
    );
  }
  if (version === undefined) {
    return unreadable(
      'this is no Rollcast plan (no formatVersion): expected what `rollcast plan --format json` writes',
    );
  }
  const parsed = withoutOverflow(() => RolloutPlan.safeParse(json.value));
  if (parsed === undefined) return unreadable('not a Rollcast plan: it is nested too deeply');
  if (parsed.success) return { type: 'Plan', plan: parsed.data };
  return unreadable(`not a valid Rollcast plan: ${describeIssues(parsed.error.issues)}`);
}

function parseJson(text: string): { type: 'Json'; value: unknown } | { type: 'Unreadable'; message: string } {
  try {
    const value: unknown = JSON.parse(text.replace(/^\u{FEFF}/u, ''));
    return { type: 'Json', value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadable(`not JSON${describePosition(text, error.message)}`);
  }
}

/** The parser's own message quotes the text, so only the position is taken from it, where it tells one. */
function describePosition(text: string, message: string): string {
  if (text.trim().length === 0) return ': the file is empty';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const lines = text.slice(0, Number(position)).split('\n');
  return ` (line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1})`;
}

/** A hostile file may be nested deeper than the stack; that is a property of the file, not a fault of ours. */
function withoutOverflow<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const first = issues.slice(0, 3).map(({ path, message }) => {
    const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return clipText(visibleText(`${where.replace(/^\./, '') || 'the file'}: ${message}`), 200);
  });
  const more = issues.length - first.length;
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function unreadable(message: string): { type: 'Unreadable'; message: string } {
  return { type: 'Unreadable', message };
}
