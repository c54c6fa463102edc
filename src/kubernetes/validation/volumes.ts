import type { JsonObject, JsonValue } from '../../schema/json.ts';
import type { Rejection } from '../../schema/rejection.ts';
import { integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { parseQuantity, quantitySign } from '../quantity.ts';
import { validateFieldRef, validateResourceFieldRef, volumeFieldPaths } from './downward-api.ts';
import { isDnsLabel } from './names.ts';
import { validateFilePath, validateNoBacksteps } from './paths.ts';
import { validateClaimSpec } from './persistent-volume-claim.ts';
import { duplicate, forbidden, invalid, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';
import { volumeSourceRules } from './volume-sources.ts';

export interface CheckedVolumes {
  /** The volumes without a fault; a mount of any other is refused as well. */
  readonly valid: ReadonlyMap<string, JsonObject>;
  readonly rejections: readonly Rejection[];
}

/** Mirrors ValidateVolumes. */
export function checkVolumes(spec: JsonObject, path: string): CheckedVolumes {
  const valid = new Map<string, JsonObject>();
  const rejections: Rejection[] = [];
  for (const [at, item] of listAt(spec, 'volumes').entries()) {
    const volume = objectAt(item);
    const name = stringAt(volume, 'name') ?? '';
    const found = [...validateVolume(volume, `${path}[${at}]`)];
    if (valid.has(name)) found.push(duplicate(`${path}[${at}].name`));
    if (found.length === 0) valid.set(name, volume);
    else for (const each of found) rejections.push(each);
  }
  return { valid, rejections };
}

function* validateVolume(volume: JsonObject, path: string): Rejections {
  const [first, ...further] = volumeSourceRules.filter((rule) => isSet(volume, rule.field));
  if (first === undefined) yield required(path, 'must name a source');
  else {
    const source = objectAt(volume, first.field);
    for (const field of first.required) {
      if ((stringAt(source, field) ?? '') === '') yield required(`${path}.${first.field}.${field}`);
    }
    yield* validateSource(first.field, source, `${path}.${first.field}`);
  }
  for (const rule of further) yield forbidden(`${path}.${rule.field}`, 'must not be set beside another source');
  const name = stringAt(volume, 'name') ?? '';
  if (name === '') yield required(`${path}.name`);
  else if (!isDnsLabel(name)) yield invalid(`${path}.name`, 'must be up to 63 lower case letters, digits or dashes');
}

const hostPathTypes: readonly string[] = ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket'].concat([
  'CharDevice',
  'BlockDevice',
]);

function* validateSource(name: string, source: JsonObject, path: string): Rejections {
  switch (name) {
    case 'emptyDir': {
      const limit = parseQuantity(stringAt(source, 'sizeLimit') ?? '0');
      if (limit !== undefined && quantitySign(limit) < 0) yield forbidden(`${path}.sizeLimit`, 'must not be negative');
      return;
    }
    case 'hostPath':
      yield* validateNoBacksteps(stringAt(source, 'path') ?? '', `${path}.path`);
      yield* validateEnum(source['type'], `${path}.type`, hostPathTypes, 'Allowed');
      return;
    case 'nfs':
      if (!(stringAt(source, 'path') ?? '').startsWith('/')) yield invalid(`${path}.path`, 'must be an absolute path');
      return;
    case 'secret':
    case 'configMap':
      yield* validateMode(source['defaultMode'], `${path}.defaultMode`);
      yield* validateItems(source, `${path}.items`);
      return;
    case 'downwardAPI':
      yield* validateMode(source['defaultMode'], `${path}.defaultMode`);
      yield* validateDownwardFiles(source, path);
      return;
    case 'projected':
      yield* validateMode(source['defaultMode'], `${path}.defaultMode`);
      yield* validateProjection(source, path);
      return;
    case 'ephemeral':
      if (!isSet(source, 'volumeClaimTemplate')) yield required(`${path}.volumeClaimTemplate`);
      else
        yield* validateClaimSpec(objectAt(source, 'volumeClaimTemplate', 'spec'), `${path}.volumeClaimTemplate.spec`);
  }
}

const modeMax = 0o777;

function* validateMode(mode: JsonValue | undefined, field: string): Rejections {
  if (typeof mode !== 'number' || (mode >= 0 && mode <= modeMax)) return;
  yield invalid(field, 'must be between 0 and 0777 (octal), 511 (decimal)');
}

/** Mirrors validateKeyToPath. */
function* validateItems(source: JsonObject, path: string): Rejections {
  for (const [at, item] of listAt(source, 'items').entries()) {
    if ((stringAt(item, 'key') ?? '') === '') yield required(`${path}[${at}].key`);
    const file = stringAt(item, 'path') ?? '';
    if (file === '') yield required(`${path}[${at}].path`);
    yield* validateFilePath(file, `${path}[${at}].path`);
    yield* validateMode(integerAt(item, 'mode'), `${path}[${at}].mode`);
  }
}

/** Mirrors validateDownwardAPIVolumeFile, which tells the fault of an item at the source. */
function* validateDownwardFiles(source: JsonObject, path: string): Rejections {
  for (const item of listAt(source, 'items')) {
    const file = stringAt(item, 'path') ?? '';
    if (file === '') yield required(`${path}.path`);
    yield* validateFilePath(file, `${path}.path`);
    if (isSet(item, 'fieldRef')) {
      yield* validateFieldRef(objectAt(item, 'fieldRef'), volumeFieldPaths, `${path}.fieldRef`);
      if (isSet(item, 'resourceFieldRef')) yield invalid(path, 'fieldRef and resourceFieldRef exclude each other');
    } else if (isSet(item, 'resourceFieldRef')) {
      yield* validateResourceFieldRef(objectAt(item, 'resourceFieldRef'), `${path}.resourceFieldRef`, true);
    } else yield required(path, 'every item needs fieldRef or resourceFieldRef');
    yield* validateMode(integerAt(item, 'mode'), `${path}.mode`);
  }
}

const projections = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'] as const;
const tokenSecondsMin = 600;
const tokenSecondsMax = 2 ** 32;

/** Mirrors validateProjectionSources. */
function* validateProjection(projected: JsonObject, path: string): Rejections {
  for (const [at, item] of listAt(projected, 'sources').entries()) {
    const source = objectAt(item);
    const sourcePath = `${path}.sources[${at}]`;
    for (const kind of ['secret', 'configMap'] as const) {
      if (!isSet(source, kind)) continue;
      if ((stringAt(source, kind, 'name') ?? '') === '') yield required(`${sourcePath}.${kind}.name`);
      yield* validateItems(objectAt(source, kind), `${sourcePath}.${kind}.items`);
    }
    if (isSet(source, 'downwardAPI')) {
      yield* validateDownwardFiles(objectAt(source, 'downwardAPI'), `${sourcePath}.downwardAPI`);
    }
    if (isSet(source, 'serviceAccountToken')) {
      yield* validateToken(objectAt(source, 'serviceAccountToken'), `${sourcePath}.serviceAccountToken`, path);
    }
    const count = projections.filter((kind) => isSet(source, kind)).length;
    if (count > 1) yield forbidden(sourcePath, 'must not name more than one source');
  }
  yield* validateDistinctFiles(projected, path);
}

function* validateToken(token: JsonObject, path: string, projectedPath: string): Rejections {
  const seconds = integerAt(token, 'expirationSeconds');
  if (seconds !== undefined && (seconds < tokenSecondsMin || seconds > tokenSecondsMax)) {
    yield invalid(`${path}.expirationSeconds`, `must be between ${tokenSecondsMin} and ${tokenSecondsMax}`);
  }
  const file = stringAt(token, 'path') ?? '';
  if (file === '') yield required(`${projectedPath}.path`);
  else yield* validateFilePath(file, `${projectedPath}.path`);
}

/** Of items only: the path of a token may repeat, as upstream never looked at it. */
function* validateDistinctFiles(projected: JsonObject, path: string): Rejections {
  const seen = new Set<string>();
  for (const source of listAt(projected, 'sources')) {
    const items = (['secret', 'configMap', 'downwardAPI'] as const).flatMap((kind) => listAt(source, kind, 'items'));
    for (const file of items.map((item) => stringAt(item, 'path'))) {
      if (file === undefined || file === '') continue;
      if (seen.has(file)) yield invalid(path, 'two sources write the same file');
      seen.add(file);
    }
  }
}
