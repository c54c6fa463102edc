import type { JsonValue } from '../../schema/json.ts';
import { listAt, objectAt, stringAt } from '../field-access.ts';
import { labelKeyFault, labelValueFault } from '../label-syntax.ts';
import { validateLabels } from './object-meta.ts';
import { forbidden, invalid, type Rejections, required } from './rejections.ts';

/** matchLabels and matchExpressions. Mirrors unversionedvalidation.ValidateLabelSelector: absent is no fault here. */
export function* validateLabelSelector(selector: JsonValue | undefined, path: string): Rejections {
  if (selector === undefined) return;
  yield* validateLabels(objectAt(selector, 'matchLabels'), `${path}.matchLabels`);
  for (const [at, expression] of listAt(selector, 'matchExpressions').entries()) {
    yield* validateExpression(expression, `${path}.matchExpressions[${at}]`);
  }
}

function* validateExpression(expression: JsonValue, path: string): Rejections {
  const values = listAt(expression, 'values');
  const operator = stringAt(expression, 'operator') ?? '';
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) yield required(`${path}.values`, 'must not be empty with the operators In and NotIn');
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      yield forbidden(`${path}.values`, 'must be empty with the operators Exists and DoesNotExist');
  } else {
    yield invalid(`${path}.operator`, 'must be one of: In, NotIn, Exists, DoesNotExist');
  }
  const keyFault = labelKeyFault(stringAt(expression, 'key') ?? '');
  if (keyFault !== undefined) yield invalid(`${path}.key`, keyFault);
  for (const [at, value] of values.entries()) {
    const fault = typeof value === 'string' ? labelValueFault(value) : undefined;
    if (fault !== undefined) yield invalid(`${path}.values[${at}]`, fault);
  }
}
