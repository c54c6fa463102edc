import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { ipFamilyOf } from './addresses.ts';
import { duplicate, invalid, notSupported, type Rejections } from './rejections.ts';
import { isSet } from './scalars.ts';
import { isHeadless, needsClusterIP } from './service-facts.ts';

const families: readonly string[] = ['IPv4', 'IPv6'];
const policies: readonly string[] = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/**
 * clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy. Mirrors ValidateServiceClusterIPsRelatedFields and the check of
 * the allocator that two families need a policy which allows them.
 */
export function* validateServiceAddresses(service: JsonObject): Rejections {
  if (!needsClusterIP(service)) return;
  const spec = objectAt(service, 'spec');
  yield* validateFamilies(spec);
  const policy = stringAt(spec, 'ipFamilyPolicy');
  if (policy !== undefined && !policies.includes(policy)) yield notSupported('spec.ipFamilyPolicy', policies);
  if (isSingleStack(service) && listAt(spec, 'ipFamilies').length === 2) {
    yield invalid('spec.ipFamilyPolicy', 'must be PreferDualStack or RequireDualStack for two IP families');
  }
  yield* validateClusterIPs(service);
}

/** The policy that an absent one gets: headless Services without selector are dual-stack. */
function isSingleStack(service: JsonObject): boolean {
  const policy = stringAt(service, 'spec', 'ipFamilyPolicy');
  if (policy !== undefined) return policy === 'SingleStack';
  return !(isHeadless(service) && Object.keys(objectAt(service, 'spec', 'selector')).length === 0);
}

function* validateFamilies(spec: JsonObject): Rejections {
  const given = listAt(spec, 'ipFamilies');
  for (const [at, family] of given.entries()) {
    if (typeof family !== 'string' || !families.includes(family))
      yield notSupported(`spec.ipFamilies[${at}]`, families);
    if (given.indexOf(family) < at) yield duplicate(`spec.ipFamilies[${at}]`);
  }
}

function* validateClusterIPs(service: JsonObject): Rejections {
  const spec = objectAt(service, 'spec');
  const addresses = listAt(spec, 'clusterIPs');
  const first = stringAt(spec, 'clusterIP');
  if (addresses.length > 0 && addresses[0] !== first) {
    const reason = isSet(spec, 'clusterIP')
      ? 'the first value must equal clusterIP'
      : 'must be empty without clusterIP';
    yield invalid('spec.clusterIPs', reason);
  }
  if (addresses.length > 2) yield invalid('spec.clusterIPs', 'must not hold more than two addresses');
  const all = addresses.length > 0 || first === undefined ? addresses : [first];
  for (const [at, address] of all.entries()) {
    if (at === 0 && address === 'None') {
      if (all.length > 1) yield invalid('spec.clusterIPs', 'None must stand alone');
      continue;
    }
    const family = ipFamilyOf(typeof address === 'string' ? address : '');
    const wanted = fieldAt(spec, 'ipFamilies') === undefined ? undefined : listAt(spec, 'ipFamilies')[at];
    if (family === undefined) yield invalid(`spec.clusterIPs[${at}]`, 'must be an IP address');
    else if (wanted !== undefined && wanted !== family && !isHeadless(service)) {
      yield invalid(`spec.clusterIPs[${at}]`, 'must be an address of the family in ipFamilies');
    }
  }
}
