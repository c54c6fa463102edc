import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';

type Step = string | number;

/**
 * The way to a field from the text of its Kubernetes field path: `spec.template.spec.containers[name=web].image`,
 * `spec.ports[0].port`, `metadata.annotations[example.com/role]`. Items of keyed lists are looked up in `value`, and a
 * key with dots in it is found as well. Ends early where `value` does not have what the text names.
 */
export function parseFieldPath(text: string, value: JsonValue): readonly Step[] {
  const steps: Step[] = [];
  let rest = text;
  let current: JsonValue | undefined = value;
  while (rest !== '' && current !== undefined) {
    const next: NextStep | undefined = rest.startsWith('[') ? bracketStep(rest, current) : nameStep(rest, current);
    if (next === undefined) return steps;
    steps.push(next.step);
    current = next.value;
    rest = next.rest;
  }
  return steps;
}

interface NextStep {
  readonly step: Step;
  /** Undefined: the field is not there, so what follows cannot be either. */
  readonly value: JsonValue | undefined;
  readonly rest: string;
}

/** `[0]`, `[name=web]`, `[port=80,protocol=TCP]` of a list; `[key]` of a mapping. */
function bracketStep(text: string, value: JsonValue): NextStep | undefined {
  const end = text.indexOf(']');
  if (end < 0) return undefined;
  const inside = text.slice(1, end).replace(/^"(.*)"$/, '$1');
  const rest = text.slice(end + 1).replace(/^\./, '');
  if (isJsonObject(value)) return { step: inside, value: own(value, inside), rest };
  if (!isJsonArray(value)) return undefined;
  const index = /^[0-9]+$/.test(inside) ? Number(inside) : value.findIndex((item) => matchesKeys(item, inside));
  return index < 0 || index >= value.length ? undefined : { step: index, value: value[index], rest };
}

function matchesKeys(item: JsonValue, keys: string): boolean {
  return keys.split(',').every((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 0 || !isJsonObject(item)) return isWrittenAs(item, pair);
    return isWrittenAs(own(item, pair.slice(0, equals)) ?? '', pair.slice(equals + 1));
  });
}

function isWrittenAs(value: JsonValue, text: string): boolean {
  return typeof value !== 'object' && String(value) === text;
}

/** The longest key of the mapping with which the text begins; else what stands before the next dot or bracket. */
function nameStep(text: string, value: JsonValue): NextStep | undefined {
  if (!isJsonObject(value)) return undefined;
  for (const end of nameEnds(text).toReversed()) {
    const name = text.slice(0, end);
    if (Object.hasOwn(value, name)) return { step: name, value: value[name], rest: text.slice(end).replace(/^\./, '') };
  }
  const end = nameEnds(text)[0] ?? text.length;
  return { step: text.slice(0, end), value: undefined, rest: '' };
}

/** Where a name may end: before each dot and each bracket, and with the text. */
function nameEnds(text: string): readonly number[] {
  return [...text.matchAll(/[.[]|$/g)].map((match) => match.index);
}

function own(value: { readonly [key: string]: JsonValue }, key: string): JsonValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
