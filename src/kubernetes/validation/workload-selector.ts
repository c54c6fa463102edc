import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, listAt, objectAt } from '../field-access.ts';
import { labelsOf, readLabelSelector, selectorMatches } from '../label-selector.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { invalid, type Rejections, required } from './rejections.ts';

/** The selector of a Deployment, ReplicaSet or StatefulSet: required, not empty, and matching its own template. */
export function* validateWorkloadSelector(spec: JsonObject, path: string): Rejections {
  const selector = fieldAt(spec, 'selector');
  if (selector === undefined) yield required(`${path}.selector`);
  yield* validateLabelSelector(selector, `${path}.selector`);
  if (isEmptySelector(spec)) yield invalid(`${path}.selector`, 'must not be empty: it would select every pod');
  if (readLabelSelector(selector).type === 'Invalid') yield invalid(`${path}.selector`, 'is not a valid selector');
  if (!isEmptySelector(spec)) yield* validateSelectorMatchesTemplate(spec, path);
}

export function isEmptySelector(spec: JsonObject): boolean {
  if (fieldAt(spec, 'selector') === undefined) return false;
  const labels = Object.keys(objectAt(spec, 'selector', 'matchLabels'));
  return labels.length + listAt(spec, 'selector', 'matchExpressions').length === 0;
}

/** A selector that is absent matches nothing, hence not the template either. */
export function* validateSelectorMatchesTemplate(spec: JsonObject, path: string): Rejections {
  const selector = readLabelSelector(fieldAt(spec, 'selector'));
  if (selector.type === 'Invalid') return;
  if (selectorMatches(selector, labelsOf(fieldAt(spec, 'template', 'metadata', 'labels')))) return;
  yield invalid(`${path}.template.metadata.labels`, 'the selector does not match the labels of the pod template');
}
