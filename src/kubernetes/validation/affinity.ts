import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { labelKeyFault } from '../label-syntax.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { forbidden, invalid, type Rejections, required } from './rejections.ts';
import { isSet } from './scalars.ts';

const requiredTerms = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredTerms = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Mirrors validateAffinity. */
export function* validateAffinity(affinity: JsonObject, path: string): Rejections {
  yield* validateNodeAffinity(objectAt(affinity, 'nodeAffinity'), `${path}.nodeAffinity`);
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const terms = objectAt(affinity, kind);
    for (const [at, term] of listAt(terms, requiredTerms).entries()) {
      yield* validatePodTerm(term, `${path}.${kind}.${requiredTerms}[${at}]`);
    }
    for (const [at, weighted] of listAt(terms, preferredTerms).entries()) {
      const itemPath = `${path}.${kind}.${preferredTerms}[${at}]`;
      yield* validateWeight(weighted, itemPath);
      yield* validatePodTerm(objectAt(weighted, 'podAffinityTerm'), `${itemPath}.podAffinityTerm`);
    }
  }
}

function* validateNodeAffinity(affinity: JsonObject, path: string): Rejections {
  if (isSet(affinity, requiredTerms)) {
    yield* validateNodeSelector(objectAt(affinity, requiredTerms), `${path}.${requiredTerms}`);
  }
  for (const [at, weighted] of listAt(affinity, preferredTerms).entries()) {
    yield* validateWeight(weighted, `${path}.${preferredTerms}[${at}]`);
    yield* validateNodeTerm(objectAt(weighted, 'preference'), `${path}.${preferredTerms}[${at}].preference`);
  }
}

/** Mirrors ValidateNodeSelector. */
function* validateNodeSelector(selector: JsonObject, path: string): Rejections {
  const terms = listAt(selector, 'nodeSelectorTerms');
  if (terms.length === 0) yield required(`${path}.nodeSelectorTerms`, 'at least one term is required');
  for (const [at, term] of terms.entries()) yield* validateNodeTerm(term, `${path}.nodeSelectorTerms[${at}]`);
}

function* validateNodeTerm(term: JsonValue, path: string): Rejections {
  for (const [at, expression] of listAt(term, 'matchExpressions').entries()) {
    yield* validateNodeExpression(expression, `${path}.matchExpressions[${at}]`);
  }
}

/** Mirrors ValidateNodeSelectorRequirement. */
function* validateNodeExpression(expression: JsonValue, path: string): Rejections {
  const values = listAt(expression, 'values');
  switch (stringAt(expression, 'operator') ?? '') {
    case 'In':
    case 'NotIn':
      if (values.length === 0) yield required(`${path}.values`, 'must not be empty with the operators In and NotIn');
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) yield forbidden(`${path}.values`, 'must be empty with Exists and DoesNotExist');
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) yield required(`${path}.values`, 'must be a single value with Gt and Lt');
      break;
    default:
      yield invalid(`${path}.operator`, 'must be one of: In, NotIn, Exists, DoesNotExist, Gt, Lt');
  }
  const fault = labelKeyFault(stringAt(expression, 'key') ?? '');
  if (fault !== undefined) yield invalid(`${path}.key`, fault);
}

function* validateWeight(weighted: JsonValue, path: string): Rejections {
  const weight = integerAt(weighted, 'weight') ?? 0;
  if (weight < 1 || weight > 100) yield invalid(`${path}.weight`, 'must be between 1 and 100');
}

/** Mirrors validatePodAffinityTerm. */
function* validatePodTerm(term: JsonValue, path: string): Rejections {
  yield* validateLabelSelector(fieldAt(term, 'labelSelector'), `${path}.labelSelector`);
  yield* validateLabelSelector(fieldAt(term, 'namespaceSelector'), `${path}.namespaceSelector`);
  const topologyKey = stringAt(term, 'topologyKey') ?? '';
  if (topologyKey === '') yield required(`${path}.topologyKey`, 'must not be empty');
  else {
    const fault = labelKeyFault(topologyKey);
    if (fault !== undefined) yield invalid(`${path}.topologyKey`, fault);
  }
}
