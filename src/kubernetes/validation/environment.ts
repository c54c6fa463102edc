import type { JsonObject } from '../../schema/json.ts';
import { listAt, objectAt, stringAt } from '../field-access.ts';
import { environmentFieldPaths, validateFieldRef, validateResourceFieldRef } from './downward-api.ts';
import { isConfigMapKey, isDnsSubdomain, isEnvironmentName } from './names.ts';
import { invalid, type Rejections, required } from './rejections.ts';
import { isSet } from './scalars.ts';

/** `env` of a container. Mirrors ValidateEnv. */
export function* validateEnvironment(container: JsonObject, path: string): Rejections {
  for (const at of listAt(container, 'env').keys()) {
    const variable = objectAt(listAt(container, 'env')[at]);
    const name = stringAt(variable, 'name') ?? '';
    if (name === '') yield required(`${path}[${at}].name`);
    else if (!isEnvironmentName(name)) yield invalid(`${path}[${at}].name`, "must be printable ASCII without '='");
    yield* validateValueFrom(variable, `${path}[${at}].valueFrom`);
  }
}

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

/** Mirrors validateEnvVarValueFrom: exactly one source, and no value beside it. */
function* validateValueFrom(variable: JsonObject, path: string): Rejections {
  if (!isSet(variable, 'valueFrom')) return;
  const valueFrom = objectAt(variable, 'valueFrom');
  if (isSet(valueFrom, 'fieldRef')) {
    yield* validateFieldRef(objectAt(valueFrom, 'fieldRef'), environmentFieldPaths, `${path}.fieldRef`);
  }
  if (isSet(valueFrom, 'resourceFieldRef')) {
    yield* validateResourceFieldRef(objectAt(valueFrom, 'resourceFieldRef'), `${path}.resourceFieldRef`, false);
  }
  for (const source of ['configMapKeyRef', 'secretKeyRef'] as const) {
    if (isSet(valueFrom, source)) yield* validateKeyRef(objectAt(valueFrom, source), `${path}.${source}`);
  }
  const count = sources.filter((source) => isSet(valueFrom, source)).length;
  if (count === 0) yield invalid(path, `must name one of: ${sources.slice(0, 4).join(', ')}`);
  else if ((stringAt(variable, 'value') ?? '') !== '') yield invalid(path, 'must not be set beside a value');
  else if (count > 1) yield invalid(path, 'must not name more than one source');
}

function* validateKeyRef(reference: JsonObject, path: string): Rejections {
  if (!isDnsSubdomain(stringAt(reference, 'name') ?? ''))
    yield invalid(`${path}.name`, 'must be the name of an object');
  const key = stringAt(reference, 'key') ?? '';
  if (key === '') yield required(`${path}.key`);
  else if (!isConfigMapKey(key)) yield invalid(`${path}.key`, 'must be letters, digits, dashes, dots or underscores');
}

/** `envFrom` of a container. Mirrors ValidateEnvFrom, with its fault of the number of sources at the whole list. */
export function* validateEnvironmentSources(container: JsonObject, path: string): Rejections {
  for (const [at, item] of listAt(container, 'envFrom').entries()) {
    const prefix = stringAt(item, 'prefix') ?? '';
    if (prefix !== '' && !isEnvironmentName(prefix)) {
      yield invalid(`${path}[${at}].prefix`, "must be printable ASCII without '='");
    }
    const given = (['configMapRef', 'secretRef'] as const).filter((source) => isSet(item, source));
    for (const source of given) {
      const name = stringAt(item, source, 'name') ?? '';
      if (name === '') yield required(`${path}[${at}].${source}.name`);
    }
    if (given.length === 0) yield invalid(path, 'must name one of: configMapRef, secretRef');
    else if (given.length > 1) yield invalid(path, 'must not name more than one source');
  }
}
