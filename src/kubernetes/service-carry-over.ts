import type { JsonObject, JsonValue } from '../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from './field-access.ts';
import { ipFamilyOf } from './validation/addresses.ts';
import {
  isExternallyAccessible,
  isHeadless,
  needsClusterIP,
  needsHealthCheckPort,
  serviceType,
} from './validation/service-facts.ts';

/** A Service in the cluster and what a PUT makes of it. */
export interface CarriedOverService {
  readonly live: JsonObject;
  readonly next: JsonObject;
}

/**
 * What the API server keeps of a Service when the manifest is silent about it: addresses, IP families, node ports, the
 * health check port; and what it clears when a new type has no use for it. Both Services are decoded and defaulted.
 *
 * Numbers which the cluster chose and no manifest states are not known. They stay absent on both sides; one that only
 * `after` states is taken for the live one (somebody copied it), so that it neither changes nor is refused.
 * Assumes a dual-stack cluster whose first family is IPv4.
 * Mirrors patchAllocatedValues, normalizeClusterIPs, initIPFamilyFields and dropTypeDependentFields.
 */
export function carryOverService(before: JsonObject, after: JsonObject): CarriedOverService {
  const known = learnFromNext(createdService(before), after);
  const kept = keepAllocated(known, after);
  const next = clearForNewType(known, withFamilies(kept, known));
  return { live: known, next };
}

/** A new Service with what follows from its own fields: both spellings of its address, IP families, policy. */
export function createdService(service: JsonObject): JsonObject {
  return needsClusterIP(service) ? withFamilies(withBothAddresses(service), undefined) : service;
}

function withBothAddresses(service: JsonObject): JsonObject {
  const address = stringAt(service, 'spec', 'clusterIP');
  const addresses = listAt(service, 'spec', 'clusterIPs');
  if (address !== undefined && addresses.length === 0) return withSpec(service, { clusterIPs: [address] });
  return service;
}

/** An address or health check port which only the next manifest states is taken for the one that the cluster chose. */
function learnFromNext(live: JsonObject, next: JsonObject): JsonObject {
  let learned = live;
  if (needsClusterIP(live) && needsClusterIP(next) && fieldAt(live, 'spec', 'clusterIP') === undefined) {
    const stated = stringAt(next, 'spec', 'clusterIP') ?? firstText(listAt(next, 'spec', 'clusterIPs'));
    if (stated !== undefined && ipFamilyOf(stated) !== undefined) {
      const addresses = listAt(next, 'spec', 'clusterIPs');
      const clusterIPs = addresses[0] === stated ? addresses : [stated];
      learned = withSpec(learned, { clusterIP: stated, clusterIPs });
    }
  }
  const port = integerAt(next, 'spec', 'healthCheckNodePort');
  const isLearned = needsHealthCheckPort(live) && fieldAt(live, 'spec', 'healthCheckNodePort') === undefined;
  return isLearned && port !== undefined && needsHealthCheckPort(next)
    ? withSpec(learned, { healthCheckNodePort: port })
    : learned;
}

function firstText(values: readonly JsonValue[]): string | undefined {
  const [first] = values;
  return typeof first === 'string' ? first : undefined;
}

/** Mirrors patchAllocatedValues and normalizeClusterIPs. */
function keepAllocated(live: JsonObject, next: JsonObject): JsonObject {
  let kept = next;
  if (needsClusterIP(live) && needsClusterIP(next)) kept = keepAddresses(live, kept);
  if (allocatesNodePorts(live) && allocatesNodePorts(next)) kept = keepNodePorts(live, kept);
  if (needsHealthCheckPort(live) && needsHealthCheckPort(next)) {
    const port = fieldAt(next, 'spec', 'healthCheckNodePort') ?? fieldAt(live, 'spec', 'healthCheckNodePort');
    kept = withSpec(kept, { healthCheckNodePort: port });
  }
  return kept;
}

function keepAddresses(live: JsonObject, next: JsonObject): JsonObject {
  const was = stringAt(live, 'spec', 'clusterIP');
  const is = stringAt(next, 'spec', 'clusterIP') ?? was;
  const wasAll = listAt(live, 'spec', 'clusterIPs');
  const stated = listAt(next, 'spec', 'clusterIPs');
  const areStale = is !== was && JSON.stringify(stated) === JSON.stringify(wasAll);
  const isAll = stated.length === 0 || areStale ? (is === was ? wasAll : [is]) : stated;
  return withSpec(next, { clusterIP: is, clusterIPs: isAll.length === 0 ? undefined : asTexts(isAll) });
}

function asTexts(values: readonly (JsonValue | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

/** Mirrors needsNodePort of the Service registry: a load balancer may do without node ports. */
function allocatesNodePorts(service: JsonObject): boolean {
  const type = serviceType(service);
  const isBalanced = type === 'LoadBalancer' && fieldAt(service, 'spec', 'allocateLoadBalancerNodePorts') !== false;
  return type === 'NodePort' || isBalanced;
}

/** A port without a number takes that of the old port of the same name, unless it serves elsewhere by now. */
function keepNodePorts(live: JsonObject, next: JsonObject): JsonObject {
  const numbersNow = nodePortsOf(next);
  const used = new Set([...nodePortsOf(live)].filter((port) => numbersNow.has(port)));
  const byName = new Map(
    listAt(live, 'spec', 'ports').map((port) => [stringAt(port, 'name') ?? '', integerAt(port, 'nodePort')]),
  );
  const ports = listAt(next, 'spec', 'ports').map((port) => {
    const kept = byName.get(stringAt(port, 'name') ?? '');
    if (fieldAt(port, 'nodePort') !== undefined || kept === undefined || used.has(kept)) return port;
    used.add(kept);
    return { ...objectAt(port), nodePort: kept };
  });
  return ports.length === 0 ? next : withSpec(next, { ports });
}

function nodePortsOf(service: JsonObject): ReadonlySet<number> {
  const numbers = listAt(service, 'spec', 'ports').map((port) => integerAt(port, 'nodePort') ?? 0);
  return new Set(numbers.filter((number) => number !== 0));
}

/** Mirrors initIPFamilyFields for a dual-stack cluster which prefers IPv4. */
function withFamilies(service: JsonObject, live: JsonObject | undefined): JsonObject {
  if (!needsClusterIP(service)) return service;
  const isOpen = isHeadless(service) && Object.keys(objectAt(service, 'spec', 'selector')).length === 0;
  const former = live !== undefined && needsClusterIP(live) ? live : undefined;
  const policy =
    stringAt(service, 'spec', 'ipFamilyPolicy') ??
    stringAt(former, 'spec', 'ipFamilyPolicy') ??
    (isOpen ? 'RequireDualStack' : 'SingleStack');
  const families = familiesOf(service, former, policy);
  return withSpec(service, { ipFamilyPolicy: policy, ipFamilies: families });
}

function familiesOf(service: JsonObject, former: JsonObject | undefined, policy: string): readonly JsonValue[] {
  const stated = listAt(service, 'spec', 'ipFamilies');
  const was = listAt(former, 'spec', 'ipFamilies');
  const isKept = stated.length === 0 && former !== undefined && !isHeadless(service);
  const given = isKept ? was : stated.length > 0 ? stated : inferredFamilies(service);
  if (policy === 'SingleStack') {
    const isUntouched = stated.length === 0 || JSON.stringify(stated) === JSON.stringify(was);
    return isUntouched && former !== undefined ? given.slice(0, 1) : given;
  }
  return given.length === 1 ? [...given, given[0] === 'IPv4' ? 'IPv6' : 'IPv4'] : given;
}

function inferredFamilies(service: JsonObject): readonly JsonValue[] {
  const families = listAt(service, 'spec', 'clusterIPs').map((address) =>
    typeof address === 'string' ? ipFamilyOf(address) : undefined,
  );
  const known = families.filter((family) => family !== undefined);
  return known.length > 0 ? known : ['IPv4'];
}

/** What a type has no use for is cleared unless the edit changes it as well. Mirrors dropTypeDependentFields. */
function clearForNewType(live: JsonObject, next: JsonObject): JsonObject {
  let cleared = next;
  if (needsClusterIP(live) && !needsClusterIP(next)) cleared = clearAddresses(live, cleared);
  if (hasNodePorts(live) && !hasNodePorts(next)) {
    const were = nodePortsOf(live);
    if ([...nodePortsOf(next)].every((port) => were.has(port))) cleared = withoutNodePorts(cleared);
  }
  if (needsHealthCheckPort(live) && !needsHealthCheckPort(next))
    cleared = clearSame(live, cleared, 'healthCheckNodePort');
  if (serviceType(live) === 'LoadBalancer' && serviceType(next) !== 'LoadBalancer') {
    cleared = clearSame(live, cleared, 'allocateLoadBalancerNodePorts');
    cleared = clearSame(live, cleared, 'loadBalancerClass');
  }
  if (isExternallyAccessible(live) && !isExternallyAccessible(next)) {
    cleared = clearSame(live, cleared, 'externalTrafficPolicy');
  }
  return cleared;
}

function hasNodePorts(service: JsonObject): boolean {
  return serviceType(service) === 'NodePort' || serviceType(service) === 'LoadBalancer';
}

function clearAddresses(live: JsonObject, next: JsonObject): JsonObject {
  const addresses = listAt(next, 'spec', 'clusterIPs');
  const isSame =
    stringAt(live, 'spec', 'clusterIP') === stringAt(next, 'spec', 'clusterIP') &&
    (addresses.length === 0 || JSON.stringify(addresses) === JSON.stringify(listAt(live, 'spec', 'clusterIPs')));
  const cleared = isSame ? withSpec(next, { clusterIP: undefined, clusterIPs: undefined }) : next;
  return clearSame(live, clearSame(live, cleared, 'ipFamilies'), 'ipFamilyPolicy');
}

function clearSame(live: JsonObject, next: JsonObject, field: string): JsonObject {
  const isSame = JSON.stringify(fieldAt(live, 'spec', field)) === JSON.stringify(fieldAt(next, 'spec', field));
  return isSame ? withSpec(next, { [field]: undefined }) : next;
}

function withoutNodePorts(service: JsonObject): JsonObject {
  const ports = listAt(service, 'spec', 'ports').map((port) => {
    const { nodePort: _, ...rest } = objectAt(port);
    return rest;
  });
  return ports.length === 0 ? service : withSpec(service, { ports });
}

/** undefined removes a field. */
function withSpec(service: JsonObject, fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const spec: Record<string, JsonValue> = { ...objectAt(service, 'spec') };
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) delete spec[field];
    else spec[field] = value;
  }
  return { ...service, spec };
}
