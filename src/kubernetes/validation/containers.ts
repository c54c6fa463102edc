import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { validateEnvironment, validateEnvironmentSources } from './environment.ts';
import { isDnsLabel, isPortName } from './names.ts';
import { validateNoProbes, validateProbes } from './probes.ts';
import { duplicate, forbidden, invalid, type Rejections, required } from './rejections.ts';
import { validateResources } from './resource-requirements.ts';
import { isSet, validateEnum, validatePortNumber } from './scalars.ts';
import { validateSecurityContext } from './security-context.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';

/** What the containers of a pod are checked against. */
export interface PodFacts {
  /** The volumes which are valid, by name. */
  readonly volumes: ReadonlyMap<string, JsonObject>;
  readonly graceSeconds: number;
  readonly hostUsers: boolean;
  readonly restartPolicy: string | undefined;
}

/** Mirrors validateContainers. */
export function* validateContainers(spec: JsonObject, path: string, facts: PodFacts): Rejections {
  const containers = listAt(spec, 'containers');
  if (containers.length === 0) {
    yield required(path);
    return;
  }
  const names = new Set<string>();
  for (const [at, item] of containers.entries()) {
    const container = objectAt(item);
    yield* validateContainer(container, `${path}[${at}]`, facts);
    const name = stringAt(container, 'name') ?? '';
    if (names.has(name)) yield duplicate(`${path}[${at}].name`);
    names.add(name);
    yield* validateProbes(container, `${path}[${at}]`, facts.graceSeconds);
    if (isSet(container, 'restartPolicy')) {
      yield forbidden(`${path}[${at}].restartPolicy`, 'must only be set for init containers');
    }
  }
  yield* validateHostPorts(containers, path);
}

/** Mirrors validateInitContainers: names are unique among all containers; a sidecar may have probes. */
export function* validateInitContainers(spec: JsonObject, path: string, facts: PodFacts): Rejections {
  const names = new Set(listAt(spec, 'containers').map((each) => stringAt(each, 'name') ?? ''));
  for (const [at, item] of listAt(spec, 'initContainers').entries()) {
    const container = objectAt(item);
    yield* validateContainer(container, `${path}[${at}]`, facts);
    if (isSet(container, 'restartPolicy')) {
      yield* validateEnum(fieldAt(container, 'restartPolicy'), `${path}[${at}].restartPolicy`, ['Always']);
    }
    const name = stringAt(container, 'name') ?? '';
    if (names.has(name)) yield duplicate(`${path}[${at}].name`);
    else if (name !== '') names.add(name);
    const isSidecar = container['restartPolicy'] === 'Always';
    if (isSidecar) yield* validateProbes(container, `${path}[${at}]`, facts.graceSeconds);
    else yield* validateNoProbes(container, `${path}[${at}]`);
  }
}

/** Mirrors validateContainerCommon. Spaces around an image are only refused in a Pod. */
function* validateContainer(container: JsonObject, path: string, facts: PodFacts): Rejections {
  const name = stringAt(container, 'name') ?? '';
  if (name === '') yield required(`${path}.name`);
  else if (!isDnsLabel(name)) yield invalid(`${path}.name`, 'must be up to 63 lower case letters, digits or dashes');
  if ((stringAt(container, 'image') ?? '') === '') yield required(`${path}.image`);
  const messagePolicies = ['File', 'FallbackToLogsOnError'];
  yield* validateEnum(container['terminationMessagePolicy'], `${path}.terminationMessagePolicy`, messagePolicies);
  yield* validatePorts(container, `${path}.ports`);
  yield* validateEnvironment(container, `${path}.env`);
  yield* validateEnvironmentSources(container, `${path}.envFrom`);
  yield* validateVolumeMounts(container, facts.volumes, `${path}.volumeMounts`);
  yield* validateVolumeDevices(container, facts.volumes, `${path}.volumeDevices`);
  yield* validateEnum(container['imagePullPolicy'], `${path}.imagePullPolicy`, ['Always', 'IfNotPresent', 'Never']);
  yield* validateResources(objectAt(container, 'resources'), `${path}.resources`);
  yield* validateResizePolicy(container, `${path}.resizePolicy`, facts.restartPolicy);
  yield* validateSecurityContext(objectAt(container, 'securityContext'), `${path}.securityContext`, facts.hostUsers);
}

/** Mirrors validateContainerPorts. */
function* validatePorts(container: JsonObject, path: string): Rejections {
  const names = new Set<string>();
  for (const [at, port] of listAt(container, 'ports').entries()) {
    const name = stringAt(port, 'name') ?? '';
    if (name !== '' && !isPortName(name)) {
      yield invalid(
        `${path}[${at}].name`,
        'must be up to 15 lower case letters, digits or dashes, at least one letter',
      );
    } else if (names.has(name)) yield duplicate(`${path}[${at}].name`);
    if (name !== '') names.add(name);
    const number = fieldAt(port, 'containerPort');
    if (number === undefined) yield required(`${path}[${at}].containerPort`);
    else yield* validatePortNumber(number, `${path}[${at}].containerPort`);
    const hostPort = fieldAt(port, 'hostPort');
    if (hostPort !== undefined && hostPort !== 0) yield* validatePortNumber(hostPort, `${path}[${at}].hostPort`);
    yield* validateEnum(fieldAt(port, 'protocol'), `${path}[${at}].protocol`, ['SCTP', 'TCP', 'UDP']);
  }
}

/** A port of the node can be taken once. Mirrors AccumulateUniqueHostPorts. */
function* validateHostPorts(containers: readonly JsonValue[], path: string): Rejections {
  const taken = new Set<string>();
  for (const [at, container] of containers.entries()) {
    for (const [portAt, port] of listAt(container, 'ports').entries()) {
      const hostPort = integerAt(port, 'hostPort') ?? 0;
      if (hostPort === 0) continue;
      const key = `${stringAt(port, 'protocol') ?? ''}/${stringAt(port, 'hostIP') ?? ''}/${hostPort}`;
      if (taken.has(key)) yield duplicate(`${path}[${at}].ports[${portAt}].hostPort`);
      taken.add(key);
    }
  }
}

/** Mirrors validateResizePolicy. */
function* validateResizePolicy(container: JsonObject, path: string, restartPolicy: string | undefined): Rejections {
  const seen = new Set<string>();
  for (const [at, policy] of listAt(container, 'resizePolicy').entries()) {
    const name = stringAt(policy, 'resourceName') ?? '';
    if (seen.has(name)) yield duplicate(`${path}[${at}]`);
    seen.add(name);
    yield* validateEnum(name, path, ['cpu', 'memory']);
    const restart = fieldAt(policy, 'restartPolicy');
    yield* validateEnum(restart, path, ['NotRequired', 'RestartContainer']);
    if (restartPolicy === 'Never' && restart !== 'NotRequired') {
      yield invalid(path, 'must be NotRequired where the pod is never restarted');
    }
  }
}
