import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { ipFamilyOf } from './addresses.ts';
import { isDns1035Label, isDnsSubdomain, isDomainPrefixedPath, isPortName, isWildcardDnsSubdomain } from './names.ts';
import { forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum, validatePortNumber } from './scalars.ts';

/** Mirrors ValidateIngressSpec. */
export function* validateIngress(object: JsonObject, before: JsonObject | undefined): Rejections {
  const spec = objectAt(object, 'spec');
  const rules = listAt(spec, 'rules');
  if (rules.length === 0 && !isSet(spec, 'defaultBackend')) {
    yield invalid('spec', 'defaultBackend or rules must be given');
  }
  if (isSet(spec, 'defaultBackend')) yield* validateBackend(objectAt(spec, 'defaultBackend'), 'spec.defaultBackend');
  for (const [at, rule] of rules.entries()) {
    yield* validateHost(stringAt(rule, 'host') ?? '', `spec.rules[${at}].host`);
    if (isSet(rule, 'http')) yield* validatePaths(objectAt(rule, 'http'), `spec.rules[${at}].http.paths`);
  }
  yield* validateTls(spec, 'spec.tls');
  const className = stringAt(spec, 'ingressClassName');
  if (className !== undefined && !isDnsSubdomain(className)) {
    yield invalid('spec.ingressClassName', 'must be the name of an IngressClass');
  }
  const annotated = stringAt(object, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  if (before === undefined && annotated !== undefined && className !== undefined && annotated !== className) {
    yield invalid('annotations.kubernetes.io/ingress.class', 'must equal ingressClassName where both are given');
  }
}

function* validateHost(host: string, field: string): Rejections {
  if (host === '') return;
  if (ipFamilyOf(host) !== undefined) yield invalid(field, 'must be a DNS name, not an IP address');
  const isName = host.includes('*') ? isWildcardDnsSubdomain(host) : isDnsSubdomain(host);
  if (!isName) yield invalid(field, 'must be a DNS name in lower case, or one after *.');
}

function* validateTls(spec: JsonObject, path: string): Rejections {
  for (const [at, tls] of listAt(spec, 'tls').entries()) {
    for (const [hostAt, host] of listAt(tls, 'hosts').entries()) {
      if (typeof host !== 'string') continue;
      const isName = host.includes('*') ? isWildcardDnsSubdomain(host) : isDnsSubdomain(host);
      if (!isName)
        yield invalid(`${path}[${at}].hosts[${hostAt}]`, 'must be a DNS name in lower case, or one after *.');
    }
    const secretName = stringAt(tls, 'secretName') ?? '';
    if (secretName !== '' && !isDnsSubdomain(secretName)) {
      yield invalid(`${path}[${at}].secretName`, 'must be the name of a Secret');
    }
  }
}

function* validatePaths(http: JsonObject, path: string): Rejections {
  const paths = listAt(http, 'paths');
  if (paths.length === 0) yield required(path);
  for (const [at, item] of paths.entries()) yield* validatePath(item, `${path}[${at}]`);
}

const refusedSequences = ['//', '/./', '/../', '%2f', '%2F'];
const refusedEndings = ['/..', '/.'];

/** Mirrors validateHTTPIngressPath. */
function* validatePath(item: JsonValue, path: string): Rejections {
  const pathType = stringAt(item, 'pathType');
  const urlPath = stringAt(item, 'path') ?? '';
  if (pathType === undefined) {
    yield required(`${path}.pathType`);
    return;
  }
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (!urlPath.startsWith('/')) yield invalid(`${path}.path`, 'must begin with /');
    const isRefused = refusedSequences.some((text) => urlPath.includes(text));
    if (isRefused || refusedEndings.some((text) => urlPath.endsWith(text))) {
      yield invalid(`${path}.path`, 'must not hold empty, relative or encoded steps');
    }
  } else if (pathType === 'ImplementationSpecific') {
    if (urlPath !== '' && !urlPath.startsWith('/')) yield invalid(`${path}.path`, 'must begin with /');
  } else yield notSupported(`${path}.pathType`, ['Exact', 'ImplementationSpecific', 'Prefix']);
  yield* validateBackend(objectAt(item, 'backend'), `${path}.backend`);
}

/** Mirrors validateIngressBackend. */
function* validateBackend(backend: JsonObject, path: string): Rejections {
  const hasService = isSet(backend, 'service');
  const hasResource = isSet(backend, 'resource');
  if (hasService && hasResource) yield invalid(path, 'service and resource exclude each other');
  else if (hasResource) {
    for (const field of ['kind', 'name'] as const) {
      if ((stringAt(backend, 'resource', field) ?? '') === '') yield required(`${path}.resource.${field}`);
    }
  } else if (hasService) yield* validateServiceBackend(objectAt(backend, 'service'), path);
  else yield invalid(path, 'service or resource is required');
}

function* validateServiceBackend(service: JsonObject, path: string): Rejections {
  const name = stringAt(service, 'name') ?? '';
  if (name === '') yield required(`${path}.service.name`);
  else if (!isDns1035Label(name)) yield invalid(`${path}.service.name`, 'must be the name of a Service');
  const portName = stringAt(service, 'port', 'name') ?? '';
  const portNumber = integerAt(service, 'port', 'number') ?? 0;
  if (portName !== '' && portNumber !== 0) yield invalid(path, 'port name and port number exclude each other');
  else if (portName !== '') {
    if (!isPortName(portName)) yield invalid(`${path}.service.port.name`, 'must be the name of a port');
  } else if (portNumber !== 0) yield* validatePortNumber(portNumber, `${path}.service.port.number`);
  else yield required(path, 'a port name or number is required');
}

/** Mirrors validateIngressClassSpec. */
export function* validateIngressClass(object: JsonObject): Rejections {
  const controller = stringAt(object, 'spec', 'controller') ?? '';
  if (controller.length > 250 || !isDomainPrefixedPath(controller)) {
    yield invalid('spec.controller', 'must be a path with a domain such as example.org/ingress');
  }
  if (!isSet(object, 'spec', 'parameters')) return;
  for (const field of ['kind', 'name'] as const) {
    if ((stringAt(object, 'spec', 'parameters', field) ?? '') === '') yield required(`spec.parameters.${field}`);
  }
  const scope = fieldAt(object, 'spec', 'parameters', 'scope') ?? 'Cluster';
  yield* validateEnum(scope, 'spec.parameters.scope', ['Cluster', 'Namespace']);
  const hasNamespace = isSet(object, 'spec', 'parameters', 'namespace');
  if (scope === 'Namespace' && !hasNamespace) yield required('spec.parameters.namespace');
  if (scope === 'Cluster' && hasNamespace) yield forbidden('spec.parameters.namespace', 'needs the scope Namespace');
}
