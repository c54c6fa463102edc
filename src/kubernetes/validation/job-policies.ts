import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { duplicate, invalid, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';

const rulesMax = 20;

/** podFailurePolicy, successPolicy and podReplacementPolicy of a Job. */
export function* validateJobPolicies(spec: JsonObject, path: string): Rejections {
  if (isSet(spec, 'podFailurePolicy')) {
    const rules = listAt(spec, 'podFailurePolicy', 'rules');
    const rulesPath = `${path}.podFailurePolicy.rules`;
    if (rules.length > rulesMax) yield invalid(rulesPath, `must not be more than ${rulesMax}`);
    for (const [at, rule] of rules.entries()) yield* validateFailureRule(spec, rule, `${rulesPath}[${at}]`);
  }
  if (isSet(spec, 'successPolicy')) {
    if (stringAt(spec, 'completionMode') !== 'Indexed') {
      yield invalid(`${path}.successPolicy`, 'needs completionMode Indexed');
    } else yield* validateSuccessRules(spec, `${path}.successPolicy.rules`);
  }
  if (isSet(spec, 'podReplacementPolicy')) {
    const supported = isSet(spec, 'podFailurePolicy') ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
    yield* validateEnum(spec['podReplacementPolicy'], `${path}.podReplacementPolicy`, supported);
  }
}

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

/** Mirrors validatePodFailurePolicyRule. */
function* validateFailureRule(spec: JsonObject, rule: JsonValue, path: string): Rejections {
  const action = fieldAt(rule, 'action');
  yield* validateEnum(action, `${path}.action`, actions);
  if (action === 'FailIndex' && !isSet(spec, 'backoffLimitPerIndex')) {
    yield invalid(`${path}.action`, 'FailIndex needs backoffLimitPerIndex');
  }
  const hasCodes = isSet(rule, 'onExitCodes');
  const hasConditions = listAt(rule, 'onPodConditions').length > 0;
  if (hasCodes) yield* validateExitCodes(spec, objectAt(rule, 'onExitCodes'), `${path}.onExitCodes`);
  if (hasCodes && hasConditions) yield invalid(path, 'onExitCodes and onPodConditions exclude each other');
  if (!hasCodes && !hasConditions) yield invalid(path, 'onExitCodes or onPodConditions is required');
}

/** Mirrors validatePodFailurePolicyRuleOnExitCodes. */
function* validateExitCodes(spec: JsonObject, exitCodes: JsonObject, path: string): Rejections {
  yield* validateEnum(exitCodes['operator'], `${path}.operator`, ['In', 'NotIn']);
  const pod = objectAt(spec, 'template', 'spec');
  const containers = [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')];
  const name = stringAt(exitCodes, 'containerName');
  if (name !== undefined && !containers.some((each) => stringAt(each, 'name') === name)) {
    yield invalid(`${path}.containerName`, 'must be a container of the template');
  }
  const values = listAt(exitCodes, 'values');
  if (values.length === 0) yield invalid(`${path}.values`, 'at least one value is required');
  for (const [at, value] of values.entries()) {
    if (exitCodes['operator'] === 'In' && value === 0) yield invalid(`${path}.values[${at}]`, 'must not be 0 with In');
    if (values.indexOf(value) < at) yield duplicate(`${path}.values[${at}]`);
  }
  const isOrdered = values.every((value, at) => at === 0 || Number(values[at - 1]) <= Number(value));
  if (!isOrdered) yield invalid(`${path}.values`, 'must be in ascending order');
}

/** Mirrors validateSuccessPolicy without the format of succeededIndexes. */
function* validateSuccessRules(spec: JsonObject, path: string): Rejections {
  const rules = listAt(spec, 'successPolicy', 'rules');
  if (rules.length === 0) yield required(path, 'at least one rule is required');
  if (rules.length > rulesMax) yield invalid(path, `must not be more than ${rulesMax}`);
  for (const [at, rule] of rules.entries()) {
    const count = integerAt(rule, 'succeededCount');
    if (count === undefined && !isSet(rule, 'succeededIndexes')) {
      yield required(`${path}[${at}]`, 'succeededCount or succeededIndexes is required');
    }
    if (count !== undefined && (count < 0 || count > (integerAt(spec, 'completions') ?? 0))) {
      yield invalid(`${path}[${at}].succeededCount`, 'must be between 0 and completions');
    }
  }
}
