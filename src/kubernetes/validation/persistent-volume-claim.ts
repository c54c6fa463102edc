import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { parseQuantity, quantitySign } from '../quantity.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { isDnsSubdomain } from './names.ts';
import { forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';

const accessModes: readonly string[] = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** Mirrors ValidatePersistentVolumeClaimSpec; a missing size is told at `resources[storage]`, as there. */
export function* validateClaimSpec(spec: JsonObject, path: string): Rejections {
  const modes = listAt(spec, 'accessModes');
  if (modes.length === 0) yield required(`${path}.accessModes`, 'at least one access mode is required');
  yield* validateLabelSelector(fieldAt(spec, 'selector'), `${path}.selector`);
  for (const mode of modes) {
    if (typeof mode === 'string' && !accessModes.includes(mode)) yield notSupported(`${path}.accessModes`, accessModes);
  }
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
    yield forbidden(`${path}.accessModes`, 'ReadWriteOncePod must stand alone');
  }
  const storage = stringAt(spec, 'resources', 'requests', 'storage');
  const amount = parseQuantity(storage ?? '');
  if (storage === undefined) yield required(`${path}.resources[storage]`, 'the size of the volume is required');
  else if (amount !== undefined && quantitySign(amount) <= 0) {
    yield invalid(`${path}.resources[storage]`, 'must be greater than 0');
  }
  const className = stringAt(spec, 'storageClassName') ?? '';
  if (className !== '' && !isDnsSubdomain(className)) {
    yield invalid(`${path}.storageClassName`, 'must be the name of a StorageClass');
  }
  yield* validateEnum(fieldAt(spec, 'volumeMode'), `${path}.volumeMode`, ['Block', 'Filesystem'], 'Allowed');
  for (const source of ['dataSource', 'dataSourceRef'] as const) {
    if (isSet(spec, source)) yield* validateDataSource(objectAt(spec, source), `${path}.${source}`);
  }
}

function* validateDataSource(source: JsonObject, path: string): Rejections {
  if ((stringAt(source, 'name') ?? '') === '') yield required(`${path}.name`);
  if ((stringAt(source, 'kind') ?? '') === '') yield required(`${path}.kind`);
  const apiGroup = stringAt(source, 'apiGroup') ?? '';
  if (apiGroup === '' && stringAt(source, 'kind') !== 'PersistentVolumeClaim') {
    yield invalid(path, 'must be a PersistentVolumeClaim unless an apiGroup is named');
  }
}
