import { byCodeUnit } from '../schema/by-code-unit.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import {
  type LabelOperator,
  type LabelRequirement,
  type Labels,
  requirementFault,
  requirementMatches,
  requirementText,
} from './label-requirement.ts';

/** All requirements must hold; none at all selects everything. Sorted by key. */
export interface RequirementsSelector {
  readonly type: 'Requirements';
  readonly requirements: readonly LabelRequirement[];
}

export type Selector = RequirementsSelector | { readonly type: 'Nothing' };

/** A selector which Kubernetes refuses. The reason quotes keys and values of labels, nothing else. */
export interface InvalidSelector {
  readonly type: 'Invalid';
  readonly reason: string;
}

const expressionOperators: ReadonlyMap<string, LabelOperator> = new Map([
  ['In', 'In'],
  ['NotIn', 'NotIn'],
  ['Exists', 'Exists'],
  ['DoesNotExist', 'DoesNotExist'],
]);

/**
 * The `selector` of a workload, PodDisruptionBudget or NetworkPolicy: matchLabels and matchExpressions. Absent or
 * null selects nothing, `{}` everything. Mirrors metav1.LabelSelectorAsSelector.
 */
export function readLabelSelector(value: JsonValue | undefined): Selector | InvalidSelector {
  if (value === undefined || value === null) return { type: 'Nothing' };
  if (!isJsonObject(value)) return invalid('selector must be an object');
  const labels = readStringMap(value['matchLabels'], 'matchLabels');
  if (labels.type === 'Invalid') return labels;
  const expressions = value['matchExpressions'] ?? [];
  if (!isJsonArray(expressions)) return invalid('matchExpressions must be a list');
  const requirements: LabelRequirement[] = equalities(labels.labels);
  for (const expression of expressions) {
    const read = readExpression(expression);
    if (read.type === 'Invalid') return read;
    requirements.push(read.requirement);
  }
  for (const requirement of requirements) {
    const reason = requirementFault(requirement);
    if (reason !== undefined) return invalid(reason);
  }
  return selectorOf(requirements);
}

/**
 * The `selector` of a Service or ReplicationController: plain labels, not validated. None at all selects
 * everything, here as in labels.SelectorFromSet; a Service without selector has no endpoints of its own, which its
 * reader has to say.
 */
export function selectorFromLabels(labels: Labels): RequirementsSelector {
  return selectorOf(equalities(labels));
}

export function selectorOf(requirements: readonly LabelRequirement[]): RequirementsSelector {
  return { type: 'Requirements', requirements: requirements.toSorted((a, b) => byCodeUnit(a.key, b.key)) };
}

export function selectorMatches(selector: Selector, labels: Labels): boolean {
  return selector.type === 'Requirements' && selector.requirements.every((each) => requirementMatches(each, labels));
}

/** `app=web,!canary`, for people and for `kubectl get -l`. Empty for the selectors of nothing and of everything. */
export function selectorText(selector: Selector): string {
  return selector.type === 'Nothing' ? '' : selector.requirements.map(requirementText).join(',');
}

/** `app=web,tier=front`, sorted by key. */
export function labelsText(labels: Labels): string {
  return selectorText(selectorFromLabels(labels));
}

/** The entries of `metadata.labels` and the like which are texts; null is "" as in Go, other types are left out. */
export function labelsOf(value: JsonValue | undefined): Labels {
  if (!isJsonObject(value)) return {};
  const entries = Object.entries(value).map(([key, each]): [string, JsonValue] => [key, each ?? '']);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

type ReadLabels = { readonly type: 'Labels'; readonly labels: Labels } | InvalidSelector;
type ReadExpression = { readonly type: 'Expression'; readonly requirement: LabelRequirement } | InvalidSelector;

function readStringMap(value: JsonValue | undefined, field: string): ReadLabels {
  if (value === undefined || value === null) return { type: 'Labels', labels: {} };
  if (!isJsonObject(value)) return invalid(`${field} must be a map of text`);
  const labels = labelsOf(value);
  const isWhole = Object.keys(labels).length === Object.keys(value).length;
  return isWhole ? { type: 'Labels', labels } : invalid(`every value of ${field} must be text`);
}

function readExpression(value: JsonValue): ReadExpression {
  if (value !== null && !isJsonObject(value)) return invalid('every entry of matchExpressions must be an object');
  const fields: JsonObject = value ?? {};
  const [key, operatorText] = [fields['key'] ?? '', fields['operator'] ?? ''];
  if (typeof key !== 'string' || typeof operatorText !== 'string') {
    return invalid('key and operator of an expression must be text');
  }
  const values = readTexts(fields['values']);
  if (values === undefined) return invalid(`values of '${key}': must be a list of text`);
  const operator = expressionOperators.get(operatorText);
  if (operator === undefined) return invalid(`"${operatorText}" is not a valid label selector operator`);
  return { type: 'Expression', requirement: { key, operator, values } };
}

function readTexts(value: JsonValue | undefined): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isJsonArray(value)) return undefined;
  const texts = value.map((each) => each ?? '').filter((each) => typeof each === 'string');
  return texts.length === value.length ? texts : undefined;
}

function equalities(labels: Labels): LabelRequirement[] {
  return Object.entries(labels).map(([key, value]) => ({ key, operator: 'Equals', values: [value] }));
}

function invalid(reason: string): InvalidSelector {
  return { type: 'Invalid', reason };
}
