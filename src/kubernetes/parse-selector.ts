import { byCodeUnit } from '../schema/by-code-unit.ts';
import { type LabelOperator, type LabelRequirement, requirementFault } from './label-requirement.ts';
import { type InvalidSelector, type RequirementsSelector, selectorOf } from './label-selector.ts';
import { labelKeyFault } from './label-syntax.ts';

/** An operator, bracket or comma, or a word: key, value, `in`, `notin`. */
interface Token {
  readonly type: 'Symbol' | 'Word' | 'End';
  readonly text: string;
}

/** What was read and where to go on, or why not. */
type Step<T> = { readonly value: T; readonly next: number } | InvalidSelector;

const end: Token = { type: 'End', text: '' };
const operators: ReadonlyMap<string, LabelOperator> = new Map([
  ['=', 'Equals'],
  ['==', 'DoubleEquals'],
  ['!=', 'NotEquals'],
  ['>', 'GreaterThan'],
  ['<', 'LessThan'],
  ['in', 'In'],
  ['notin', 'NotIn'],
]);

/**
 * A selector as kubectl and status fields write it: `app=web,tier in (front,back),!canary,n>4`. Empty text selects
 * everything. Mirrors labels.Parse.
 */
export function parseSelector(text: string): RequirementsSelector | InvalidSelector {
  const tokens = tokenize(text);
  if (tokens.length === 0) return selectorOf([]);
  const requirements: LabelRequirement[] = [];
  let at = 0;
  for (;;) {
    const step = readRequirement(tokens, at);
    if ('type' in step) return step;
    requirements.push(step.value);
    const after = tokenAt(tokens, step.next);
    if (after.type === 'End') return selectorOf(requirements);
    if (!isSymbol(after, ',')) return unexpected(after, "',' or the end");
    at = step.next + 1;
  }
}

/** Words end at white space and symbols. */
function tokenize(text: string): readonly Token[] {
  const matches = text.matchAll(/(!=|==|[=!(),<>])|[^ \t\r\n=!(),<>]+/g);
  return [...matches].map(([token, symbol]) => ({ type: symbol === undefined ? 'Word' : 'Symbol', text: token }));
}

function readRequirement(tokens: readonly Token[], start: number): Step<LabelRequirement> {
  const isNegated = isSymbol(tokenAt(tokens, start), '!');
  const keyAt = isNegated ? start + 1 : start;
  const key = tokenAt(tokens, keyAt);
  if (key.type !== 'Word') return unexpected(key, 'a label key');
  const keyFault = labelKeyFault(key.text);
  if (keyFault !== undefined) return { type: 'Invalid', reason: `key '${key.text}': ${keyFault}` };
  const next = keyAt + 1;
  if (isNegated) return { value: { key: key.text, operator: 'DoesNotExist', values: [] }, next };
  const operatorToken = tokenAt(tokens, next);
  if (operatorToken.type === 'End' || isSymbol(operatorToken, ',')) {
    return { value: { key: key.text, operator: 'Exists', values: [] }, next };
  }
  const operator = operators.get(operatorToken.text);
  if (operator === undefined) return unexpected(operatorToken, 'in, notin, =, ==, !=, > or <');
  const values =
    operator === 'In' || operator === 'NotIn' ? readValueSet(tokens, next + 1) : readExactValue(tokens, next + 1);
  if ('type' in values) return values;
  const value: LabelRequirement = { key: key.text, operator, values: values.value };
  const reason = requirementFault(value);
  return reason === undefined ? { value, next: values.next } : { type: 'Invalid', reason };
}

/** `(a,b)`; an empty place between commas or brackets is the empty value. Sorted, each value once. */
function readValueSet(tokens: readonly Token[], start: number): Step<readonly string[]> {
  const open = tokenAt(tokens, start);
  if (!isSymbol(open, '(')) return unexpected(open, "'('");
  const values = new Set<string>();
  let at = start + 1;
  for (;;) {
    const token = tokenAt(tokens, at);
    const isWord = token.type === 'Word';
    values.add(isWord ? token.text : '');
    at = isWord ? at + 1 : at;
    const separator = tokenAt(tokens, at);
    if (isSymbol(separator, ')')) return { value: [...values].toSorted(byCodeUnit), next: at + 1 };
    if (!isSymbol(separator, ',')) return unexpected(separator, "',' or ')'");
    at += 1;
  }
}

function readExactValue(tokens: readonly Token[], at: number): Step<readonly string[]> {
  const token = tokenAt(tokens, at);
  if (token.type === 'End' || isSymbol(token, ',')) return { value: [''], next: at };
  return token.type === 'Word' ? { value: [token.text], next: at + 1 } : unexpected(token, 'a label value');
}

function tokenAt(tokens: readonly Token[], at: number): Token {
  return tokens[at] ?? end;
}

function isSymbol(token: Token, text: string): boolean {
  return token.type === 'Symbol' && token.text === text;
}

function unexpected(token: Token, expected: string): InvalidSelector {
  return { type: 'Invalid', reason: `found '${token.text}', expected ${expected}` };
}
