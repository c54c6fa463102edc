import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { Step } from './sources.ts';

/** A step of a field path as it is written: a name, or what stands in brackets (a key, a position, the keys of an item). */
export interface FieldToken {
  readonly text: string;
  readonly isBracket: boolean;
}

export function fieldTokens(field: string): readonly FieldToken[] {
  return [...field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([name, inside]) =>
    inside === undefined
      ? { text: name, isBracket: false }
      : { text: inside.replace(/^"(.*)"$/, '$1'), isBracket: true },
  );
}

export interface Followed {
  /** As far as it is written. */
  readonly path: readonly Step[];
  /** What stands at the end of that path. */
  readonly value: JsonValue | undefined;
  /** The whole field is written. */
  readonly isComplete: boolean;
}

/** Looks a field up in an object, or in a patch of one. */
export function followField(value: JsonValue, tokens: readonly FieldToken[]): Followed {
  const path: Step[] = [];
  let current = value;
  for (const token of tokens) {
    const step = stepOf(current, token);
    const next = step === undefined ? undefined : childOf(current, step);
    if (step === undefined || next === undefined) return { path, value: current, isComplete: false };
    path.push(step);
    current = next;
  }
  return { path, value: current, isComplete: true };
}

function stepOf(value: JsonValue, token: FieldToken): Step | undefined {
  if (!isJsonArray(value)) return token.text;
  if (/^\d+$/.test(token.text)) return Number(token.text);
  const index = value.findIndex((item) => isItem(item, token));
  return index < 0 ? undefined : index;
}

/** Whether an item of a list is the one which a token means: [port=80,protocol=TCP]. A default need not be written. */
export function isItem(item: JsonValue, { text }: FieldToken): boolean {
  return text.split(',').every((pair, at) => {
    const equals = pair.indexOf('=');
    const written = equals < 0 ? undefined : childOf(item, pair.slice(0, equals));
    return isScalar(written) ? String(written) === pair.slice(equals + 1) : at > 0 && isJsonObject(item);
  });
}

export function childOf(value: JsonValue, step: Step): JsonValue | undefined {
  if (isJsonArray(value)) return typeof step === 'number' ? value[step] : undefined;
  const key = String(step);
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isScalar(value: JsonValue | undefined): value is string | number | bigint | boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
