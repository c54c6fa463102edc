import type { LiveNode } from '../schema/facts.ts';
import type { JsonObject, JsonValue } from '../schema/json.ts';
import { fieldAt, listAt, stringAt, stringMapAt } from './field-access.ts';
import {
  type LabelOperator,
  type LabelRequirement,
  requirementFault,
  requirementMatches,
} from './label-requirement.ts';

/** What of a node decides whether the pod of a DaemonSet runs there. */
export type FitNode = Pick<LiveNode, 'metadata' | 'spec'>;

/**
 * On how many nodes the DaemonSet controller keeps a pod of this spec: on a cluster of three workers and a control plane
 * with its usual taint 3, with a toleration of that taint 4. A cordoned node, one that is not ready and one under
 * pressure count too. Mirrors NodeShouldRunDaemonPod and predicates of pkg/controller/daemon.
 */
export function countFittingNodes(podSpec: JsonObject, nodes: readonly FitNode[]): number {
  const tolerations = [...listAt(podSpec, 'tolerations'), ...daemonTolerations(podSpec)];
  return nodes.filter((node) => {
    if (!fitsName(podSpec, node) || !fitsSelector(podSpec, node) || !fitsAffinity(podSpec, node)) return false;
    return repellingTaints(node).every((taint) => tolerations.some((each) => tolerates(each, taint)));
  }).length;
}

function fitsName(podSpec: JsonObject, { metadata }: FitNode): boolean {
  const nodeName = stringAt(podSpec, 'nodeName') ?? '';
  return nodeName === '' || nodeName === metadata.name;
}

function fitsSelector(podSpec: JsonObject, { metadata: { labels = {} } }: FitNode): boolean {
  return Object.entries(stringMapAt(podSpec, 'nodeSelector')).every(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
  );
}

/** One of the terms has to match; an empty term matches no node, and neither does an empty list of terms. */
function fitsAffinity(podSpec: JsonObject, node: FitNode): boolean {
  const path = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  const required = fieldAt(podSpec, ...path);
  if (required === undefined || required === null) return true;
  return listAt(required, 'nodeSelectorTerms').some((term) => matchesTerm(term, node));
}

/** Mirrors nodeSelectorTerm of component-helpers: a term with an expression which is not valid matches no node. */
function matchesTerm(term: JsonValue, { metadata }: FitNode): boolean {
  const expressions = listAt(term, 'matchExpressions');
  const fields = listAt(term, 'matchFields');
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((expression) => matchesExpression(expression, metadata.labels ?? {})) &&
    fields.every((field) => matchesField(field, metadata.name))
  );
}

const operators: ReadonlyMap<string, LabelOperator> = new Map([
  ['In', 'In'],
  ['NotIn', 'NotIn'],
  ['Exists', 'Exists'],
  ['DoesNotExist', 'DoesNotExist'],
  ['Gt', 'GreaterThan'],
  ['Lt', 'LessThan'],
]);

function matchesExpression(expression: JsonValue, labels: Readonly<Record<string, string>>): boolean {
  const operator = operators.get(stringAt(expression, 'operator') ?? '');
  if (operator === undefined) return false;
  const requirement: LabelRequirement = {
    key: stringAt(expression, 'key') ?? '',
    operator,
    values: valuesOf(expression),
  };
  return requirementFault(requirement) === undefined && requirementMatches(requirement, labels);
}

/** The only field that there is is the name of the node, and only one value may be compared with it. */
function matchesField(field: JsonValue, nodeName: string): boolean {
  const [value, ...others] = valuesOf(field);
  if (value === undefined || others.length > 0) return false;
  const isEqual = value === (stringAt(field, 'key') === 'metadata.name' ? nodeName : '');
  const operator = stringAt(field, 'operator');
  return (operator === 'In' && isEqual) || (operator === 'NotIn' && !isEqual);
}

function valuesOf(requirement: JsonValue): readonly string[] {
  return listAt(requirement, 'values').map((value) => (typeof value === 'string' ? value : ''));
}

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** PreferNoSchedule repels nobody for good. */
function repellingTaints({ spec }: FitNode): readonly Taint[] {
  return (spec.taints ?? []).filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
}

/** Mirrors Toleration.ToleratesTaint: an empty key or effect means every one, an absent operator Equal. */
function tolerates(toleration: JsonValue, taint: Taint): boolean {
  const effect = stringAt(toleration, 'effect') ?? '';
  const key = stringAt(toleration, 'key') ?? '';
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  const operator = stringAt(toleration, 'operator') ?? '';
  if (operator === 'Exists') return true;
  const isEqual = operator === '' || operator === 'Equal';
  return isEqual && (stringAt(toleration, 'value') ?? '') === (taint.value ?? '');
}

/** What the controller adds to every pod that it makes. Mirrors AddOrUpdateDaemonPodTolerations. */
function daemonTolerations(podSpec: JsonObject): readonly JsonObject[] {
  const conditions = ['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'];
  if (fieldAt(podSpec, 'hostNetwork') === true) conditions.push('network-unavailable');
  return [
    ...['not-ready', 'unreachable'].map((condition) => toleration(condition, 'NoExecute')),
    ...conditions.map((condition) => toleration(condition, 'NoSchedule')),
  ];
}

function toleration(condition: string, effect: string): JsonObject {
  return { key: `node.kubernetes.io/${condition}`, operator: 'Exists', effect };
}
