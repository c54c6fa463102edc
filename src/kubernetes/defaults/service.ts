import { isJsonArray, type JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { type Draft, refineEach, setDefault } from './draft.ts';

const affinitySeconds = 3 * 60 * 60;

/** Mirrors SetDefaults_Service. Addresses and node ports are given later, when the Service is stored. */
export function defaultService(service: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(service, 'spec') };
  setDefault(spec, 'sessionAffinity', 'None');
  setDefault(spec, 'type', 'ClusterIP');
  defaultAffinityConfig(spec);
  refineEach(spec, 'ports', defaultPort);
  const type = spec['type'];
  if (isReachedFromOutside(spec)) setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  if (type !== 'ExternalName') setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') setDefault(spec, 'allocateLoadBalancerNodePorts', true);
  return { ...service, spec };
}

/** A port of a Service: TCP, and the pods listen on the same number. */
function defaultPort(port: JsonObject): JsonObject {
  const draft: Draft = { ...port };
  setDefault(draft, 'protocol', 'TCP');
  if ((draft['targetPort'] ?? '') === '' && draft['port'] !== undefined) draft['targetPort'] = draft['port'];
  return draft;
}

function defaultAffinityConfig(spec: Draft): void {
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] !== 'ClientIP') return;
  const clientIP = objectAt(spec, 'sessionAffinityConfig', 'clientIP');
  spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: affinitySeconds, ...clientIP } };
}

function isReachedFromOutside(spec: Draft): boolean {
  const type = spec['type'];
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && isJsonArray(spec['externalIPs']));
}
