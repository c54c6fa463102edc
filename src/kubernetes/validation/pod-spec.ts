import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { labelKeyFault } from '../label-syntax.ts';
import { ipFamilyOf } from './addresses.ts';
import { validateAffinity } from './affinity.ts';
import { type PodFacts, validateContainers, validateInitContainers } from './containers.ts';
import { isDnsLabel, isDnsSubdomain } from './names.ts';
import { validateLabels } from './object-meta.ts';
import { validateTolerations, validateTopologySpread } from './pod-scheduling.ts';
import { duplicate, invalid, type Rejections, required } from './rejections.ts';
import { validateAmounts } from './resource-requirements.ts';
import { isSet, validateEnum } from './scalars.ts';
import { validatePodSecurityContext } from './security-context.ts';
import { checkVolumes } from './volumes.ts';

const deadlineMax = 2 ** 31 - 1;

/** `spec` of a pod or of a pod template. Mirrors ValidatePodSpec. */
export function* validatePodSpec(spec: JsonObject, path: string): Rejections {
  const volumes = checkVolumes(spec, `${path}.volumes`);
  yield* volumes.rejections;
  const facts: PodFacts = {
    volumes: volumes.valid,
    graceSeconds: integerAt(spec, 'terminationGracePeriodSeconds') ?? 0,
    hostUsers: spec['hostUsers'] !== false,
    restartPolicy: stringAt(spec, 'restartPolicy'),
  };
  yield* validateContainers(spec, `${path}.containers`, facts);
  yield* validateInitContainers(spec, `${path}.initContainers`, facts);
  yield* validateEnum(spec['restartPolicy'], `${path}.restartPolicy`, ['Always', 'OnFailure', 'Never']);
  const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  yield* validateEnum(spec['dnsPolicy'], `${path}.dnsPolicy`, dnsPolicies);
  yield* validateLabels(spec['nodeSelector'], `${path}.nodeSelector`);
  yield* validatePodSecurityContext(spec, `${path}.securityContext`);
  yield* validateAffinity(objectAt(spec, 'affinity'), `${path}.affinity`);
  yield* validateDnsConfig(spec, `${path}.dnsConfig`);
  yield* validateGates(spec, path);
  yield* validateTopologySpread(spec, `${path}.topologySpreadConstraints`);
  yield* validateHostAccess(spec, path);
  yield* validatePodNames(spec, path);
  yield* validateTolerations(spec, `${path}.tolerations`);
  yield* validateHostAliases(spec, `${path}.hostAliases`);
  yield* validateAmounts(objectAt(spec, 'overhead'), `${path}.overhead`);
  if (isSet(spec, 'preemptionPolicy')) {
    const policies = ['PreemptLowerPriority', 'Never'];
    yield* validateEnum(spec['preemptionPolicy'], `${path}.preemptionPolicy`, policies);
  }
  if (!isSet(spec, 'os')) return;
  if ((stringAt(spec, 'os', 'name') ?? '') === '') yield required(`${path}.os.name`);
  else yield* validateEnum(fieldAt(spec, 'os', 'name'), `${path}.os`, ['linux', 'windows']);
}

function* validatePodNames(spec: JsonObject, path: string): Rejections {
  const deadline = integerAt(spec, 'activeDeadlineSeconds');
  if (deadline !== undefined && (deadline < 1 || deadline > deadlineMax)) {
    yield invalid(`${path}.activeDeadlineSeconds`, `must be between 1 and ${deadlineMax}`);
  }
  for (const field of ['hostname', 'subdomain']) {
    const name = stringAt(spec, field) ?? '';
    if (name !== '' && !isDnsLabel(name)) yield invalid(`${path}.${field}`, 'must be a DNS label');
  }
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName']) {
    const name = stringAt(spec, field) ?? '';
    if (name !== '' && !isDnsSubdomain(name)) yield invalid(`${path}.${field}`, 'must be the name of an object');
  }
  const runtimeClass = stringAt(spec, 'runtimeClassName');
  if (runtimeClass !== undefined && !isDnsSubdomain(runtimeClass)) {
    yield invalid(`${path}.runtimeClassName`, 'must be the name of a RuntimeClass');
  }
}

/** Mirrors validatePodHostNetworkDeps and validateHostUsers. */
function* validateHostAccess(spec: JsonObject, path: string): Rejections {
  if (spec['hostNetwork'] === true) {
    for (const [at, container] of listAt(spec, 'containers').entries()) {
      for (const [portAt, port] of listAt(container, 'ports').entries()) {
        const hostPort = integerAt(port, 'hostPort') ?? 0;
        if (hostPort !== 0 && hostPort !== integerAt(port, 'containerPort')) {
          const field = `${path}.containers[${at}].ports[${portAt}].hostPort`;
          yield invalid(field, 'must equal containerPort with hostNetwork');
        }
      }
    }
  }
  if (spec['hostUsers'] !== false) return;
  const fields = [
    ['hostNetwork', 'hostNetwork'],
    ['hostPID', 'HostPID'],
    ['hostIPC', 'HostIPC'],
  ] as const;
  for (const [field, shown] of fields) {
    if (spec[field] === true) yield invalid(`${path}.${shown}`, 'must not be true with hostUsers: false');
  }
}

const nameserversMax = 3;
const searchesMax = 32;

/** Mirrors validatePodDNSConfig. Search domains are checked loosely: newer versions allow more of them. */
function* validateDnsConfig(spec: JsonObject, path: string): Rejections {
  const nameservers = listAt(spec, 'dnsConfig', 'nameservers');
  if (spec['dnsPolicy'] === 'None') {
    if (!isSet(spec, 'dnsConfig')) {
      yield required(path, 'is required with dnsPolicy None');
      return;
    }
    if (nameservers.length === 0) {
      yield required(`${path}.nameservers`, 'at least one is required with dnsPolicy None');
      return;
    }
  }
  if (nameservers.length > nameserversMax)
    yield invalid(`${path}.nameservers`, `must not be more than ${nameserversMax}`);
  for (const [at, server] of nameservers.entries()) {
    if (typeof server === 'string' && ipFamilyOf(server) === undefined) {
      yield invalid(`${path}.nameservers[${at}]`, 'must be an IP address');
    }
  }
  if (listAt(spec, 'dnsConfig', 'searches').length > searchesMax) {
    yield invalid(`${path}.searches`, `must not be more than ${searchesMax}`);
  }
  for (const [at, option] of listAt(spec, 'dnsConfig', 'options').entries()) {
    if ((stringAt(option, 'name') ?? '') === '') yield required(`${path}.options[${at}]`, 'name must not be empty');
  }
}

/** Mirrors validateReadinessGates and validateSchedulingGates. */
function* validateGates(spec: JsonObject, path: string): Rejections {
  for (const [at, gate] of listAt(spec, 'readinessGates').entries()) {
    const fault = labelKeyFault(stringAt(gate, 'conditionType') ?? '');
    if (fault !== undefined) yield invalid(`${path}.readinessGates[${at}].conditionType`, fault);
  }
  const seen = new Set<string>();
  for (const [at, gate] of listAt(spec, 'schedulingGates').entries()) {
    const name = stringAt(gate, 'name') ?? '';
    const fault = labelKeyFault(name);
    if (fault !== undefined) yield invalid(`${path}.schedulingGates[${at}]`, fault);
    if (seen.has(name)) yield duplicate(`${path}.schedulingGates[${at}]`);
    seen.add(name);
  }
}

/** Mirrors ValidateHostAliases. */
function* validateHostAliases(spec: JsonObject, path: string): Rejections {
  for (const [at, alias] of listAt(spec, 'hostAliases').entries()) {
    if (ipFamilyOf(stringAt(alias, 'ip') ?? '') === undefined)
      yield invalid(`${path}[${at}].ip`, 'must be an IP address');
    for (const [nameAt, name] of listAt(alias, 'hostnames').entries()) {
      if (typeof name === 'string' && !isDnsSubdomain(name)) {
        yield invalid(`${path}[${at}].hostnames[${nameAt}]`, 'must be a DNS name');
      }
    }
  }
}
