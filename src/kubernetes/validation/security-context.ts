import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { validateDescendingPath } from './paths.ts';
import { invalid, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum, validateNonNegative } from './scalars.ts';

const idMax = 2 ** 31 - 1;

/** `securityContext` of a container. Mirrors ValidateSecurityContext. */
export function* validateSecurityContext(context: JsonObject, path: string, hostUsers: boolean): Rejections {
  yield* validateNonNegative(context, path, 'runAsUser', 'runAsGroup');
  if (isSet(context, 'procMount')) {
    yield* validateEnum(fieldAt(context, 'procMount'), `${path}.procMount`, ['Default', 'Unmasked']);
    if (hostUsers && stringAt(context, 'procMount') === 'Unmasked') {
      yield invalid(`${path}.procMount`, 'Unmasked needs hostUsers: false on the pod');
    }
  }
  yield* validateProfile(context, 'seccompProfile', path);
  yield* validateProfile(context, 'appArmorProfile', path);
  if (context['allowPrivilegeEscalation'] === false) {
    if (context['privileged'] === true)
      yield invalid(path, 'allowPrivilegeEscalation: false contradicts privileged: true');
    if (listAt(context, 'capabilities', 'add').includes('CAP_SYS_ADMIN')) {
      yield invalid(path, 'allowPrivilegeEscalation: false contradicts the capability CAP_SYS_ADMIN');
    }
  }
}

/** `securityContext` of a pod. Mirrors validatePodSpecSecurityContext. */
export function* validatePodSecurityContext(spec: JsonObject, path: string): Rejections {
  const context = objectAt(spec, 'securityContext');
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup']) {
    const id = integerAt(context, field);
    if (id !== undefined && !isId(id)) yield invalid(`${path}.${field}`, `must be between 0 and ${idMax}`);
  }
  for (const [at, id] of listAt(context, 'supplementalGroups').entries()) {
    if (typeof id === 'number' && !isId(id)) {
      yield invalid(`${path}.supplementalGroups[${at}]`, `must be between 0 and ${idMax}`);
    }
  }
  if (spec['shareProcessNamespace'] === true && spec['hostPID'] === true) {
    yield invalid(`${path}.shareProcessNamespace`, 'must not be true together with hostPID');
  }
  yield* validateSysctls(context, `${path}.sysctls`);
  if (isSet(context, 'fsGroupChangePolicy')) {
    const policies = ['OnRootMismatch', 'Always'];
    yield* validateEnum(fieldAt(context, 'fsGroupChangePolicy'), `${path}.fsGroupChangePolicy`, policies);
  }
  yield* validateProfile(context, 'seccompProfile', path);
  yield* validateProfile(context, 'appArmorProfile', path);
}

function isId(id: number): boolean {
  return id >= 0 && id <= idMax;
}

function* validateSysctls(context: JsonObject, path: string): Rejections {
  const names = listAt(context, 'sysctls').map((each) => stringAt(each, 'name') ?? '');
  for (const [at, name] of names.entries()) {
    if (name === '') yield required(`${path}[${at}].name`);
    else if (!/^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/.test(name)) {
      yield invalid(`${path}[${at}].name`, 'is no name of a sysctl');
    } else if (names.indexOf(name) < at) yield invalid(`${path}[${at}].name`, 'must be unique');
  }
}

/** seccompProfile and appArmorProfile have the same form. Mirrors validateSeccompProfileField. */
function* validateProfile(context: JsonObject, name: 'seccompProfile' | 'appArmorProfile', parent: string): Rejections {
  if (!isSet(context, name)) return;
  const path = `${parent}.${name}`;
  const type = stringAt(context, name, 'type') ?? '';
  const localhostProfile = stringAt(context, name, 'localhostProfile');
  yield* validateEnum(type, `${path}.type`, ['Localhost', 'RuntimeDefault', 'Unconfined']);
  if (type === 'Localhost') {
    if (localhostProfile === undefined || localhostProfile === '') yield required(`${path}.localhostProfile`);
    else if (name === 'seccompProfile') yield* validateDescendingPath(localhostProfile, `${path}.localhostProfile`);
  } else if (localhostProfile !== undefined) {
    yield invalid(`${path}.localhostProfile`, 'must only be set with the type Localhost');
  }
}
