import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { labelKeyFault, labelValueFault } from '../label-syntax.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { duplicate, forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';

const effects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Mirrors ValidateTolerations. */
export function* validateTolerations(spec: JsonObject, path: string): Rejections {
  for (const [at, toleration] of listAt(spec, 'tolerations').entries()) {
    const key = stringAt(toleration, 'key') ?? '';
    const operator = stringAt(toleration, 'operator') ?? '';
    const value = stringAt(toleration, 'value') ?? '';
    const effect = stringAt(toleration, 'effect') ?? '';
    const keyFault = key === '' ? undefined : labelKeyFault(key);
    if (keyFault !== undefined) yield invalid(`${path}[${at}].key`, keyFault);
    if (key === '' && operator !== 'Exists') yield invalid(`${path}[${at}].operator`, 'must be Exists without a key');
    if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      yield invalid(`${path}[${at}].effect`, 'must be NoExecute with tolerationSeconds');
    }
    if (operator === 'Equal' || operator === '') {
      const fault = labelValueFault(value);
      if (fault !== undefined) yield invalid(`${path}[${at}].operator`, `the value is not valid: ${fault}`);
    } else if (operator === 'Exists') {
      if (value !== '') yield invalid(`${path}[${at}].operator`, 'a value must not be set with Exists');
    } else yield notSupported(`${path}[${at}].operator`, ['Equal', 'Exists']);
    if (effect !== '' && !effects.includes(effect)) yield notSupported(`${path}[${at}].effect`, effects);
  }
}

/** Mirrors validateTopologySpreadConstraints. */
export function* validateTopologySpread(spec: JsonObject, path: string): Rejections {
  const constraints = listAt(spec, 'topologySpreadConstraints');
  for (const [at, item] of constraints.entries()) {
    const itemPath = `${path}[${at}]`;
    const action = stringAt(item, 'whenUnsatisfiable');
    if ((integerAt(item, 'maxSkew') ?? 0) <= 0) yield invalid(`${itemPath}.maxSkew`, 'must be greater than 0');
    if ((stringAt(item, 'topologyKey') ?? '') === '') yield required(`${itemPath}.topologyKey`);
    if (action !== 'DoNotSchedule' && action !== 'ScheduleAnyway') {
      yield notSupported(`${itemPath}.whenUnsatisfiable`, ['DoNotSchedule', 'ScheduleAnyway']);
    }
    if (constraints.slice(at + 1).some((later) => isSameConstraint(item, later))) {
      yield duplicate(`${itemPath}.{topologyKey, whenUnsatisfiable}`);
    }
    const minDomains = integerAt(item, 'minDomains');
    if (minDomains !== undefined && minDomains <= 0) yield invalid(`${itemPath}.minDomains`, 'must be greater than 0');
    if (minDomains !== undefined && action !== 'DoNotSchedule') {
      yield invalid(`${itemPath}.minDomains`, 'needs whenUnsatisfiable DoNotSchedule');
    }
    for (const policy of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      if (isSet(item, policy)) yield* validateEnum(fieldAt(item, policy), `${itemPath}.${policy}`, ['Honor', 'Ignore']);
    }
    yield* validateMatchLabelKeys(item, `${itemPath}.matchLabelKeys`);
    yield* validateLabelSelector(fieldAt(item, 'labelSelector'), `${itemPath}.labelSelector`);
  }
}

function isSameConstraint(left: JsonValue, right: JsonValue): boolean {
  return ['topologyKey', 'whenUnsatisfiable'].every((field) => fieldAt(left, field) === fieldAt(right, field));
}

function* validateMatchLabelKeys(constraint: JsonValue, path: string): Rejections {
  const keys = listAt(constraint, 'matchLabelKeys');
  if (keys.length === 0) return;
  if (!isSet(constraint, 'labelSelector')) yield forbidden(path, 'must not be set without labelSelector');
  const expressions = listAt(constraint, 'labelSelector', 'matchExpressions');
  const selected = new Set([
    ...Object.keys(objectAt(constraint, 'labelSelector', 'matchLabels')),
    ...expressions.map((each) => stringAt(each, 'key') ?? ''),
  ]);
  for (const [at, key] of keys.entries()) {
    if (typeof key !== 'string') continue;
    const fault = labelKeyFault(key);
    if (fault !== undefined) yield invalid(`${path}[${at}]`, fault);
    if (selected.has(key)) yield invalid(`${path}[${at}]`, 'must not be a key of labelSelector as well');
  }
}
