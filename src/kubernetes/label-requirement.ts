import { byCodeUnit } from '../schema/by-code-unit.ts';
import { labelKeyFault, labelValueFault } from './label-syntax.ts';
import { isInt64 } from './scaled-decimal.ts';

export type LabelOperator =
  | 'In'
  | 'NotIn'
  | 'Exists'
  | 'DoesNotExist'
  | 'Equals'
  | 'DoubleEquals'
  | 'NotEquals'
  | 'GreaterThan'
  | 'LessThan';

export type Labels = Readonly<Record<string, string>>;

/** One condition on a set of labels. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  readonly values: readonly string[];
}

interface OperatorRules {
  /** Why there may not be so many values, or not these. */
  valuesFault(values: readonly string[]): string | undefined;
  /** `value` is undefined where the label is absent. */
  matches(value: string | undefined, values: readonly string[]): boolean;
  text(key: string, values: string): string;
}

const set: Pick<OperatorRules, 'valuesFault'> = {
  valuesFault: ({ length }) => (length === 0 ? "for 'in', 'notin' operators, values set can't be empty" : undefined),
};
const equality: Pick<OperatorRules, 'valuesFault'> = {
  valuesFault: ({ length }) => (length === 1 ? undefined : 'exact-match compatibility requires one single value'),
};
const presence: Pick<OperatorRules, 'valuesFault'> = {
  valuesFault: ({ length }) => (length === 0 ? undefined : 'values set must be empty for exists and does not exist'),
};
const comparison: Pick<OperatorRules, 'valuesFault'> = {
  valuesFault([limit, ...others]) {
    if (limit === undefined || others.length > 0) return "for 'Gt', 'Lt' operators, exactly one value is required";
    return readInt64(limit) === undefined ? "for 'Gt', 'Lt' operators, the value must be an integer" : undefined;
  },
};

const isOneOf: OperatorRules['matches'] = (value, values) => value !== undefined && values.includes(value);
const isNoneOf: OperatorRules['matches'] = (value, values) => value === undefined || !values.includes(value);

const operatorRules: Readonly<Record<LabelOperator, OperatorRules>> = {
  In: { ...set, matches: isOneOf, text: (key, values) => `${key} in (${values})` },
  NotIn: { ...set, matches: isNoneOf, text: (key, values) => `${key} notin (${values})` },
  Exists: { ...presence, matches: (value) => value !== undefined, text: (key) => key },
  DoesNotExist: { ...presence, matches: (value) => value === undefined, text: (key) => `!${key}` },
  Equals: { ...equality, matches: isOneOf, text: (key, value) => `${key}=${value}` },
  DoubleEquals: { ...equality, matches: isOneOf, text: (key, value) => `${key}==${value}` },
  NotEquals: { ...equality, matches: isNoneOf, text: (key, value) => `${key}!=${value}` },
  GreaterThan: {
    ...comparison,
    matches: (value, [limit]) => compareIntegers(value, limit, (actual, than) => actual > than),
    text: (key, limit) => `${key}>${limit}`,
  },
  LessThan: {
    ...comparison,
    matches: (value, [limit]) => compareIntegers(value, limit, (actual, than) => actual < than),
    text: (key, limit) => `${key}<${limit}`,
  },
};

/** Why Kubernetes refuses a requirement; undefined if it takes it. Mirrors labels.NewRequirement. */
export function requirementFault({ key, operator, values }: LabelRequirement): string | undefined {
  const keyFault = labelKeyFault(key);
  if (keyFault !== undefined) return `key '${key}': ${keyFault}`;
  const valuesFault = operatorRules[operator].valuesFault(values);
  if (valuesFault !== undefined) return `values of '${key}': ${valuesFault}`;
  for (const value of values) {
    const fault = labelValueFault(value);
    if (fault !== undefined) return `value '${value}' of '${key}': ${fault}`;
  }
  return undefined;
}

/** Mirrors Requirement.Matches: NotIn and NotEquals also hold where the label is absent. */
export function requirementMatches({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  return operatorRules[operator].matches(Object.hasOwn(labels, key) ? labels[key] : undefined, values);
}

/** `app=web`, `!canary`, `tier in (back,front)`: the form in which kubectl writes and reads it. */
export function requirementText({ key, operator, values }: LabelRequirement): string {
  return operatorRules[operator].text(key, values.toSorted(byCodeUnit).join(','));
}

function compareIntegers(
  value: string | undefined,
  limit: string | undefined,
  holds: (actual: bigint, than: bigint) => boolean,
): boolean {
  const [actual, than] = [readInt64(value), readInt64(limit)];
  return actual !== undefined && than !== undefined && holds(actual, than);
}

function readInt64(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return isInt64(value) ? value : undefined;
}

/** Whether only labels with one of its values can match, so that whoever looks for them can look for the values. */
export function asksForValue({ operator }: LabelRequirement): boolean {
  return operator === 'Equals' || operator === 'In';
}
