import { type Span, secretSpans } from './secret-spans.ts';

/** What stands in place of a value which is the same on both sides, or which only one side has. */
export const mask = '***';
/** What stands in place of a value which differs, on either side. */
export const maskBefore = '*** (before)';
export const maskAfter = '*** (after)';

export function isMask(value: unknown): boolean {
  return value === mask || value === maskBefore || value === maskAfter;
}

export interface MaskedTexts {
  readonly before: string;
  readonly after: string;
  /** What was hidden. */
  readonly secrets: readonly string[];
}

/** Hides what looks like a credential within a text which only one side has. */
export function maskText(text: string): string {
  return rebuild(text, secretSpans(text), () => mask);
}

/**
 * Hides what looks like a credential within two texts. They differ afterwards if they did before,
 * but nothing tells by how much.
 */
export function maskTexts(before: string, after: string): MaskedTexts {
  const spansBefore = secretSpans(before);
  const spansAfter = before === after ? spansBefore : secretSpans(after);
  const hiddenBefore = spansBefore.map((span) => before.slice(span.start, span.end));
  const hiddenAfter = spansAfter.map((span) => after.slice(span.start, span.end));
  const comparable = hiddenBefore.length === hiddenAfter.length;
  const isSame = (index: number) => !comparable || hiddenBefore[index] === hiddenAfter[index];
  const masked = {
    before: rebuild(before, spansBefore, (index) => (isSame(index) ? mask : maskBefore)),
    after: rebuild(after, spansAfter, (index) => (isSame(index) ? mask : maskAfter)),
  };
  const secrets = [...hiddenBefore, ...hiddenAfter];
  if (masked.before !== masked.after || before === after) return { ...masked, secrets };
  return { before: `${masked.before} (before)`, after: `${masked.after} (after)`, secrets };
}

function rebuild(text: string, spans: readonly Span[], replacement: (index: number) => string): string {
  if (spans.length === 0) return text;
  let rebuilt = '';
  let end = 0;
  for (const [index, span] of spans.entries()) {
    rebuilt += text.slice(end, span.start) + replacement(index);
    end = span.end;
  }
  return rebuilt + text.slice(end);
}
