import { isJsonArray, type JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { type Draft, refine, refineEach, setDefault } from './draft.ts';

/** Mirrors SetDefaults_NetworkPolicy: it is about egress only if it has egress rules. */
export function defaultNetworkPolicy(policy: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(policy, 'spec') };
  setDefault(spec, 'policyTypes', isJsonArray(spec['egress']) ? ['Ingress', 'Egress'] : ['Ingress']);
  refineEach(spec, 'ingress', defaultRule);
  refineEach(spec, 'egress', defaultRule);
  return { ...policy, spec };
}

export function defaultIngressClass(ingressClass: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(ingressClass, 'spec') };
  refine(spec, 'parameters', (parameters) => ({ scope: 'Cluster', ...parameters }));
  return { ...ingressClass, spec };
}

export function defaultEndpoints(endpoints: JsonObject): JsonObject {
  const draft: Draft = { ...endpoints };
  refineEach(draft, 'subsets', defaultRule);
  return draft;
}

export function defaultEndpointSlice(slice: JsonObject): JsonObject {
  const draft: Draft = { ...slice };
  refineEach(draft, 'ports', (port) => ({ name: '', protocol: 'TCP', ...port }));
  return draft;
}

/** The protocol of `ports`, in a rule of a NetworkPolicy as in a subset of Endpoints. */
function defaultRule(rule: JsonObject): JsonObject {
  const draft: Draft = { ...rule };
  refineEach(draft, 'ports', (port) => ({ protocol: 'TCP', ...port }));
  return draft;
}
