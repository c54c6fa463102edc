import type { JsonObject } from '../../schema/json.ts';
import { objectAt, stringAt } from '../field-access.ts';
import { isConfigMapKey } from './names.ts';
import { invalid, type Rejections, required } from './rejections.ts';
import { isSet } from './scalars.ts';

const keyWords = 'a key must be letters, digits, dashes, dots or underscores';
const bytesMax = 1024 * 1024;

/** Mirrors ValidateConfigMap. */
export function* validateConfigMap(object: JsonObject): Rejections {
  const binaryData = objectAt(object, 'binaryData');
  const data = objectAt(object, 'data');
  for (const key of Object.keys(data)) {
    if (!isConfigMapKey(key)) yield invalid(`data[${key}]`, keyWords);
    if (isSet(binaryData, key)) yield invalid(`data[${key}]`, 'must not be a key of binaryData as well');
  }
  for (const key of Object.keys(binaryData)) {
    if (!isConfigMapKey(key)) yield invalid(`binaryData[${key}]`, keyWords);
  }
  if (sizeOf(data, 1) + sizeOf(binaryData, base64Ratio) > bytesMax)
    yield invalid('', `must not be larger than ${bytesMax} bytes`);
}

const base64Ratio = 3 / 4;

/** At least this many bytes: a character is one or more. */
function sizeOf(data: JsonObject, bytesPerCharacter: number): number {
  return Object.values(data).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Math.floor(value.length * bytesPerCharacter) - 2 : 0),
    0,
  );
}

/** The keys which a type of Secret must hold. */
const requiredKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);

/** Mirrors ValidateSecret; values are never looked at, so that none can be told. */
export function* validateSecret(object: JsonObject): Rejections {
  const data = objectAt(object, 'data');
  const type = stringAt(object, 'type') ?? '';
  for (const key of Object.keys(data)) {
    if (!isConfigMapKey(key)) yield invalid(`data[${key}]`, keyWords);
  }
  if (sizeOf(data, base64Ratio) > bytesMax) yield invalid('data', `must not be larger than ${bytesMax} bytes`);
  for (const key of requiredKeys.get(type) ?? []) {
    if (!isSet(data, key)) yield required(`data[${key}]`, `is required for a Secret of type ${type}`);
  }
  if (type === 'kubernetes.io/basic-auth' && !isSet(data, 'username') && !isSet(data, 'password')) {
    yield required('data[username]', 'username or password is required');
    yield required('data[password]', 'username or password is required');
  }
  const account = stringAt(object, 'metadata', 'annotations', 'kubernetes.io/service-account.name') ?? '';
  if (type === 'kubernetes.io/service-account-token' && account === '') {
    yield required('metadata.annotations[kubernetes.io/service-account.name]');
  }
}
