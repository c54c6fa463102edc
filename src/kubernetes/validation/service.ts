import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { labelKeyFault } from '../label-syntax.ts';
import { ipFamilyOf, isCidr } from './addresses.ts';
import { isDnsLabel, isDnsSubdomain } from './names.ts';
import { validateLabels } from './object-meta.ts';
import { duplicate, forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum, validatePort, validatePortNumber } from './scalars.ts';
import { validateServiceAddresses } from './service-addresses.ts';
import { isExternallyAccessible, isHeadless, needsHealthCheckPort, serviceType } from './service-facts.ts';

const kubeletPort = 10_250;

/** Mirrors ValidateService. */
export function* validateService(service: JsonObject): Rejections {
  const spec = objectAt(service, 'spec');
  const type = serviceType(service);
  const ports = listAt(spec, 'ports');
  if (ports.length === 0 && !isHeadless(service) && type !== 'ExternalName') yield required('spec.ports');
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(service)) {
    yield invalid('spec.clusterIPs[0]', `must not be None for a Service of type ${type}`);
  }
  if (type === 'ExternalName') yield* validateExternalName(spec);
  yield* validatePorts(service, ports);
  yield* validateLabels(spec['selector'], 'spec.selector');
  yield* validateSessionAffinity(spec);
  yield* validateServiceAddresses(service);
  for (const [at, address] of listAt(spec, 'externalIPs').entries()) {
    if (typeof address === 'string' && ipFamilyOf(address) === undefined) {
      yield invalid(`spec.externalIPs[${at}]`, 'must be an IP address');
    }
  }
  yield* validateEnum(type, 'spec.type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']);
  yield* validateLoadBalancer(spec, type);
  yield* validateTrafficPolicies(service);
}

function* validateExternalName(spec: JsonObject): Rejections {
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    const isGiven = field === 'clusterIPs' ? isSet(spec, 'clusterIP') || isSet(spec, field) : isSet(spec, field);
    if (isGiven) yield forbidden(`spec.${field}`, 'must not be set for a Service of type ExternalName');
  }
  const name = (stringAt(spec, 'externalName') ?? '').replace(/\.$/, '');
  if (name === '') yield required('spec.externalName', 'is required for a Service of type ExternalName');
  else if (!isDnsSubdomain(name)) yield invalid('spec.externalName', 'must be a DNS name');
}

function* validatePorts(service: JsonObject, ports: readonly JsonValue[]): Rejections {
  const type = serviceType(service);
  const names = new Set<string>();
  for (const [at, port] of ports.entries()) {
    const path = `spec.ports[${at}]`;
    const name = stringAt(port, 'name') ?? '';
    if (name === '' && ports.length > 1) yield required(`${path}.name`, 'is required where there are several ports');
    if (name !== '' && !isDnsLabel(name)) yield invalid(`${path}.name`, 'must be a DNS label');
    if (name !== '' && names.has(name)) yield duplicate(`${path}.name`);
    names.add(name);
    yield* validatePortNumber(fieldAt(port, 'port'), `${path}.port`);
    if (type === 'LoadBalancer' && integerAt(port, 'port') === kubeletPort) {
      yield invalid(path, 'must not be the port of the kubelet');
    }
    yield* validateEnum(fieldAt(port, 'protocol'), `${path}.protocol`, ['SCTP', 'TCP', 'UDP']);
    yield* validatePort(fieldAt(port, 'targetPort'), `${path}.targetPort`);
    const appProtocol = stringAt(port, 'appProtocol');
    const fault = appProtocol === undefined ? undefined : labelKeyFault(appProtocol);
    if (fault !== undefined) yield invalid(`${path}.appProtocol`, fault);
  }
  yield* validateNodePorts(type, ports);
  yield* validateRepeated(ports, 'port', (at) => `spec.ports[${at}]`);
}

const nodePortMin = 30_000;
const nodePortMax = 32_767;

/** Mirrors the checks of node ports in ValidateService and the port allocator with its usual range. */
function* validateNodePorts(type: string, ports: readonly JsonValue[]): Rejections {
  for (const [at, port] of ports.entries()) {
    const nodePort = integerAt(port, 'nodePort') ?? 0;
    if (nodePort === 0) continue;
    const field = `spec.ports[${at}].nodePort`;
    if (type === 'ClusterIP') yield forbidden(field, 'must not be set for a Service of type ClusterIP');
    else if (type !== 'ExternalName' && (nodePort < nodePortMin || nodePort > nodePortMax)) {
      yield invalid(field, `must be in the range of node ports, ${nodePortMin} to ${nodePortMax} unless configured`);
    }
  }
  yield* validateRepeated(ports, 'nodePort', (at) => `spec.ports[${at}].nodePort`);
}

/** A number may serve once per protocol. */
function* validateRepeated(
  ports: readonly JsonValue[],
  name: 'port' | 'nodePort',
  field: (at: number) => string,
): Rejections {
  const seen = new Set<string>();
  for (const [at, port] of ports.entries()) {
    const number = integerAt(port, name) ?? 0;
    if (number === 0 && name === 'nodePort') continue;
    const key = `${stringAt(port, 'protocol') ?? ''}/${number}`;
    if (seen.has(key)) yield duplicate(field(at));
    seen.add(key);
  }
}

const affinitySecondsMax = 86_400;

function* validateSessionAffinity(spec: JsonObject): Rejections {
  const affinity = spec['sessionAffinity'];
  yield* validateEnum(affinity, 'spec.sessionAffinity', ['ClientIP', 'None']);
  if (affinity === 'None' && isSet(spec, 'sessionAffinityConfig')) {
    yield forbidden('spec.sessionAffinityConfig', 'must not be set without session affinity');
  }
  if (affinity !== 'ClientIP') return;
  const seconds = integerAt(spec, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  if (seconds === undefined || (seconds > 0 && seconds <= affinitySecondsMax)) return;
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  yield invalid(field, `must be between 1 and ${affinitySecondsMax}`);
}

/** The field path of the source ranges is written with a capital letter by the API server. */
function* validateLoadBalancer(spec: JsonObject, type: string): Rejections {
  const ranges = listAt(spec, 'loadBalancerSourceRanges');
  const rangesField = 'spec.LoadBalancerSourceRanges';
  const onlyForLoadBalancers = 'must only be set for a Service of type LoadBalancer';
  if (ranges.length > 0 && type !== 'LoadBalancer') yield forbidden(rangesField, onlyForLoadBalancers);
  for (const [at, range] of ranges.entries()) {
    if (typeof range === 'string' && !isCidr(range.trim())) {
      yield invalid(`${rangesField}[${at}]`, 'must be a range of addresses such as 10.0.0.0/8');
    }
  }
  if (type !== 'LoadBalancer' && isSet(spec, 'allocateLoadBalancerNodePorts')) {
    yield forbidden('spec.allocateLoadBalancerNodePorts', onlyForLoadBalancers);
  }
  const className = stringAt(spec, 'loadBalancerClass');
  if (className === undefined) return;
  if (type !== 'LoadBalancer') yield forbidden('spec.loadBalancerClass', onlyForLoadBalancers);
  else {
    const fault = labelKeyFault(className);
    if (fault !== undefined) yield invalid('spec.loadBalancerClass', fault);
  }
}

function* validateTrafficPolicies(service: JsonObject): Rejections {
  const spec = objectAt(service, 'spec');
  const external = spec['externalTrafficPolicy'];
  if (isExternallyAccessible(service)) {
    yield* validateEnum(external, 'spec.externalTrafficPolicy', ['Cluster', 'Local']);
  } else if (external !== undefined) {
    yield invalid('spec.externalTrafficPolicy', 'must only be set for a Service which is reachable from outside');
  }
  if (!needsHealthCheckPort(service)) {
    if (isSet(spec, 'healthCheckNodePort')) {
      yield invalid('spec.healthCheckNodePort', 'needs the type LoadBalancer and externalTrafficPolicy Local');
    }
  } else if (isSet(spec, 'healthCheckNodePort')) {
    yield* validatePortNumber(spec['healthCheckNodePort'], 'spec.healthCheckNodePort');
  }
  const policies = ['Cluster', 'Local'];
  yield* validateEnum(spec['internalTrafficPolicy'], 'spec.internalTrafficPolicy', policies, 'Allowed');
  const distribution = stringAt(spec, 'trafficDistribution');
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (distribution !== undefined && !distributions.includes(distribution)) {
    yield notSupported('spec.trafficDistribution', distributions);
  }
}
