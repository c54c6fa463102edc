import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, listAt, stringAt } from '../field-access.ts';
import { validateDescendingPath, validateNoBacksteps } from './paths.ts';
import { forbidden, invalid, notFound, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';

type Volumes = ReadonlyMap<string, JsonObject>;

/** Mirrors ValidateVolumeMounts, with its faults of sub paths at the whole list. */
export function* validateVolumeMounts(container: JsonObject, volumes: Volumes, path: string): Rejections {
  const devices = listAt(container, 'volumeDevices');
  const mountPaths = new Set<string>();
  for (const [at, mount] of listAt(container, 'volumeMounts').entries()) {
    const name = stringAt(mount, 'name') ?? '';
    const mountPath = stringAt(mount, 'mountPath') ?? '';
    if (name === '') yield required(`${path}[${at}].name`);
    if (!volumes.has(name)) yield notFound(`${path}[${at}].name`, 'the pod has no valid volume of this name');
    if (mountPath === '') yield required(`${path}[${at}].mountPath`);
    if (mountPaths.has(mountPath)) yield invalid(`${path}[${at}].mountPath`, 'must be unique');
    mountPaths.add(mountPath);
    if (devices.some((device) => stringAt(device, 'name') === name)) {
      yield invalid(`${path}[${at}].name`, 'must not be mounted and attached as a device at once');
    }
    if (devices.some((device) => stringAt(device, 'devicePath') === mountPath)) {
      yield invalid(`${path}[${at}].mountPath`, 'must not be the path of a device as well');
    }
    yield* validateSubPaths(mount, `${path}[${at}]`, path);
    yield* validatePropagation(container, mount, path);
    yield* validateRecursiveReadOnly(mount, `${path}.recursiveReadOnly`);
  }
}

function* validateSubPaths(mount: JsonValue, itemPath: string, path: string): Rejections {
  const subPath = stringAt(mount, 'subPath') ?? '';
  const subPathExpr = stringAt(mount, 'subPathExpr') ?? '';
  if (subPath !== '') yield* validateDescendingPath(subPath, `${path}.subPath`);
  if (subPathExpr === '') return;
  if (subPath !== '') yield invalid(`${itemPath}.subPathExpr`, 'must not be set beside subPath');
  yield* validateDescendingPath(subPathExpr, `${path}.subPathExpr`);
}

/** Mirrors validateMountPropagation. */
function* validatePropagation(container: JsonObject, mount: JsonValue, path: string): Rejections {
  if (!isSet(mount, 'mountPropagation')) return;
  const field = `${path}.mountPropagation`;
  const propagation = fieldAt(mount, 'mountPropagation');
  yield* validateEnum(propagation, field, ['Bidirectional', 'HostToContainer', 'None']);
  if (propagation === 'Bidirectional' && fieldAt(container, 'securityContext', 'privileged') !== true) {
    yield forbidden(field, 'Bidirectional needs a privileged container');
  }
}

/** Mirrors validateMountRecursiveReadOnly. */
function* validateRecursiveReadOnly(mount: JsonValue, field: string): Rejections {
  if (!isSet(mount, 'recursiveReadOnly')) return;
  const mode = fieldAt(mount, 'recursiveReadOnly');
  yield* validateEnum(mode, field, ['Disabled', 'Enabled', 'IfPossible']);
  if (mode !== 'Enabled' && mode !== 'IfPossible') return;
  if (fieldAt(mount, 'readOnly') !== true) yield forbidden(field, 'needs readOnly: true');
  const propagation = stringAt(mount, 'mountPropagation') ?? 'None';
  if (propagation !== 'None') yield forbidden(field, 'needs mountPropagation None');
}

/** Mirrors ValidateVolumeDevices. */
export function* validateVolumeDevices(container: JsonObject, volumes: Volumes, path: string): Rejections {
  const names = new Set<string>();
  const devicePaths = new Set<string>();
  for (const [at, device] of listAt(container, 'volumeDevices').entries()) {
    const name = stringAt(device, 'name') ?? '';
    const devicePath = stringAt(device, 'devicePath') ?? '';
    const volume = volumes.get(name);
    if (name === '') yield required(`${path}[${at}].name`);
    if (names.has(name)) yield invalid(`${path}[${at}].name`, 'must be unique');
    if (volume === undefined) yield notFound(`${path}[${at}].name`, 'the pod has no valid volume of this name');
    else if (!isSet(volume, 'persistentVolumeClaim') && !isSet(volume, 'ephemeral')) {
      yield invalid(`${path}[${at}].name`, 'must be a volume from a claim');
    }
    if (devicePath === '') yield required(`${path}[${at}].devicePath`);
    if (devicePaths.has(devicePath)) yield invalid(`${path}[${at}].devicePath`, 'must be unique');
    yield* validateNoBacksteps(devicePath, `${path}[${at}].devicePath`);
    devicePaths.add(devicePath);
    if (name !== '') names.add(name);
  }
}
