import type { JsonObject } from '../../schema/json.ts';
import { integerAt, listAt, stringAt } from '../field-access.ts';
import { isHeadless, needsClusterIP, needsHealthCheckPort, serviceType } from '../validation/service-facts.ts';
import type { UpdateRule } from './update-rule.ts';

const settled = 'may not change once set';

/**
 * Both sides as carryOverService gives them: an address that is absent there is one which the cluster has chosen and no
 * manifest states. Mirrors ValidateServiceUpdate.
 */
export const serviceUpdate: UpdateRule = function* ({ before, after }) {
  if (needsClusterIP(before) && needsClusterIP(after)) {
    yield* validateAddresses(before, after);
    if (!isHeadless(before) && !isHeadless(after)) yield* validateFamilies(before, after);
  }
  const wasBalanced = serviceType(before) === 'LoadBalancer';
  if (wasBalanced && serviceType(after) === 'LoadBalancer') {
    if (stringAt(before, 'spec', 'loadBalancerClass') !== stringAt(after, 'spec', 'loadBalancerClass')) {
      yield { field: 'spec.loadBalancerClass', reason: settled };
    }
  }
  if (needsHealthCheckPort(before) && needsHealthCheckPort(after)) {
    const was = integerAt(before, 'spec', 'healthCheckNodePort');
    const is = integerAt(after, 'spec', 'healthCheckNodePort');
    if (was !== is) yield { field: 'spec.healthCheckNodePort', reason: 'is immutable' };
  }
};

/** Mirrors validateUpgradeDowngradeClusterIPs. */
function* validateAddresses(before: JsonObject, after: JsonObject): ReturnType<UpdateRule> {
  if (isHeadless(before) && isHeadless(after)) return;
  const was = addressesOf(before);
  const is = addressesOf(after);
  if (was[0] !== is[0]) yield { field: 'spec.clusterIPs[0]', reason: settled };
  if (was[1] !== undefined && is[1] !== undefined && was[1] !== is[1]) {
    yield { field: 'spec.clusterIPs[1]', reason: settled };
  }
}

function addressesOf(service: JsonObject): readonly (string | undefined)[] {
  const addresses = listAt(service, 'spec', 'clusterIPs').map((each) => (typeof each === 'string' ? each : undefined));
  return addresses.length > 0 ? addresses : [stringAt(service, 'spec', 'clusterIP')];
}

/** Mirrors validateUpgradeDowngradeIPFamilies: the second family may come and go, with its policy. */
function* validateFamilies(before: JsonObject, after: JsonObject): ReturnType<UpdateRule> {
  const was = listAt(before, 'spec', 'ipFamilies');
  const is = listAt(after, 'spec', 'ipFamilies');
  if (was[0] !== undefined && is[0] !== undefined && was[0] !== is[0]) {
    yield { field: 'spec.ipFamilies[0]', reason: settled };
    const isAddressKept = addressesOf(before)[0] === addressesOf(after)[0];
    if (isAddressKept) yield { field: 'spec.clusterIPs[0]', reason: 'the address is of the other IP family' };
  }
  if (was.length > is.length && is.length === 1 && stringAt(after, 'spec', 'ipFamilyPolicy') !== 'SingleStack') {
    yield { field: 'spec.ipFamilyPolicy', reason: 'must be SingleStack to give up the second IP family' };
  }
}
