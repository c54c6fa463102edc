import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { isCidr } from './addresses.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum, validatePort, validatePortNumber } from './scalars.ts';

const policyTypes: readonly string[] = ['Egress', 'Ingress'];

/** Mirrors ValidateNetworkPolicySpec. */
export function* validateNetworkPolicy(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  yield* validateLabelSelector(fieldAt(spec, 'podSelector'), 'spec.podSelector');
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [at, rule] of listAt(spec, direction).entries()) {
      const path = `spec.${direction}[${at}]`;
      for (const [portAt, port] of listAt(rule, 'ports').entries())
        yield* validatePolicyPort(port, `${path}.ports[${portAt}]`);
      for (const [peerAt, peer] of listAt(rule, peers).entries())
        yield* validatePeer(peer, `${path}.${peers}[${peerAt}]`);
    }
  }
  const types = listAt(spec, 'policyTypes');
  if (types.length > policyTypes.length) yield invalid('spec.policyTypes', 'must not be more than two');
  for (const [at, type] of types.entries()) {
    if (typeof type === 'string' && !policyTypes.includes(type)) {
      yield notSupported(`spec.policyTypes[${at}]`, policyTypes);
    }
  }
}

function* validatePolicyPort(port: JsonValue, path: string): Rejections {
  yield* validateEnum(fieldAt(port, 'protocol'), `${path}.protocol`, ['SCTP', 'TCP', 'UDP'], 'Allowed');
  const number = fieldAt(port, 'port');
  if (number !== undefined) yield* validatePort(number, `${path}.port`);
  const endPort = integerAt(port, 'endPort');
  if (endPort === undefined) return;
  if (number === undefined) yield required(`${path}.port`, 'is required with endPort');
  else if (typeof number === 'string') yield invalid(`${path}.endPort`, 'must not be set beside a port name');
  else if (typeof number === 'number' && endPort < number) yield invalid(`${path}.endPort`, 'must not be below port');
  yield* validatePortNumber(endPort, `${path}.endPort`);
}

function* validatePeer(peer: JsonValue, path: string): Rejections {
  const hasSelector = isSet(peer, 'podSelector') || isSet(peer, 'namespaceSelector');
  yield* validateLabelSelector(fieldAt(peer, 'podSelector'), `${path}.podSelector`);
  yield* validateLabelSelector(fieldAt(peer, 'namespaceSelector'), `${path}.namespaceSelector`);
  if (!isSet(peer, 'ipBlock')) {
    if (!hasSelector) yield required(path, 'podSelector, namespaceSelector or ipBlock is required');
    return;
  }
  if (hasSelector) yield forbidden(path, 'ipBlock must not be set beside a selector');
  const cidr = stringAt(peer, 'ipBlock', 'cidr') ?? '';
  if (cidr === '') yield required(`${path}.ipBlock.cidr`);
  else if (!isCidr(cidr)) yield invalid(`${path}.ipBlock.cidr`, 'must be a range of addresses such as 10.0.0.0/8');
  for (const [at, range] of listAt(peer, 'ipBlock', 'except').entries()) {
    if (typeof range === 'string' && !isCidr(range)) {
      yield invalid(`${path}.ipBlock.except[${at}]`, 'must be a range of addresses such as 10.0.0.0/8');
    }
  }
}
