import { bool, ignored, int32, intOrText, list, map, pointer, struct, text } from './field-type.ts';
import { objectMeta } from './meta.ts';
import { objectReference } from './references.ts';

// Service, Endpoints and EndpointSlice (k8s.io/api/core/v1 and discovery/v1).

const servicePort = struct({
  appProtocol: pointer(text),
  name: text,
  nodePort: int32,
  port: int32,
  protocol: text,
  targetPort: intOrText,
});

const clientIPConfig = struct({
  timeoutSeconds: pointer(int32),
});

const sessionAffinityConfig = struct({
  clientIP: pointer(clientIPConfig),
});

const serviceSpec = struct({
  allocateLoadBalancerNodePorts: pointer(bool),
  clusterIP: text,
  clusterIPs: list(text),
  externalIPs: list(text),
  externalName: text,
  externalTrafficPolicy: text,
  healthCheckNodePort: int32,
  internalTrafficPolicy: pointer(text),
  ipFamilies: list(text),
  ipFamilyPolicy: pointer(text),
  loadBalancerClass: pointer(text),
  loadBalancerIP: text,
  loadBalancerSourceRanges: list(text),
  ports: list(servicePort, { keys: ['port', 'protocol'], mergeKey: 'port' }),
  publishNotReadyAddresses: bool,
  selector: map(text),
  sessionAffinity: text,
  sessionAffinityConfig: pointer(sessionAffinityConfig),
  trafficDistribution: pointer(text),
  type: text,
});

export const service = struct({
  metadata: objectMeta,
  spec: serviceSpec,
  status: ignored,
});

const endpointAddress = struct({
  hostname: text,
  ip: text,
  nodeName: pointer(text),
  targetRef: pointer(objectReference),
});

const endpointPort = struct({
  appProtocol: pointer(text),
  name: text,
  port: int32,
  protocol: text,
});

const endpointSubset = struct({
  addresses: list(endpointAddress),
  notReadyAddresses: list(endpointAddress),
  ports: list(endpointPort),
});

export const endpoints = struct({
  metadata: objectMeta,
  subsets: list(endpointSubset),
});

const endpointConditions = struct({
  ready: pointer(bool),
  serving: pointer(bool),
  terminating: pointer(bool),
});

const forZone = struct({
  name: text,
});

const forNode = struct({
  name: text,
});

const endpointHints = struct({
  forNodes: list(forNode),
  forZones: list(forZone),
});

const endpoint = struct({
  addresses: list(text, { isSet: true }),
  conditions: endpointConditions,
  deprecatedTopology: map(text),
  hints: pointer(endpointHints),
  hostname: pointer(text),
  nodeName: pointer(text),
  targetRef: pointer(objectReference),
  zone: pointer(text),
});

const endpointSlicePort = struct({
  appProtocol: pointer(text),
  name: pointer(text),
  port: pointer(int32),
  protocol: pointer(text),
});

export const endpointSlice = struct({
  addressType: text,
  endpoints: list(endpoint),
  metadata: objectMeta,
  ports: list(endpointSlicePort),
});
