import { ignored, int32, intOrText, list, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';
import { typedLocalObjectReference } from './references.ts';

// Ingress, IngressClass and NetworkPolicy (k8s.io/api/networking/v1).

const serviceBackendPort = struct({
  name: text,
  number: int32,
});

const ingressServiceBackend = struct({
  name: text,
  port: serviceBackendPort,
});

const ingressBackend = struct({
  resource: pointer(typedLocalObjectReference),
  service: pointer(ingressServiceBackend),
});

const httpIngressPath = struct({
  backend: ingressBackend,
  path: text,
  pathType: pointer(text),
});

const httpIngressRuleValue = struct({
  paths: list(httpIngressPath),
});

const ingressRule = struct({
  host: text,
  http: pointer(httpIngressRuleValue),
});

const ingressTLS = struct({
  hosts: list(text),
  secretName: text,
});

const ingressSpec = struct({
  defaultBackend: pointer(ingressBackend),
  ingressClassName: pointer(text),
  rules: list(ingressRule),
  tls: list(ingressTLS),
});

export const ingress = struct({
  metadata: objectMeta,
  spec: ingressSpec,
  status: ignored,
});

const ingressClassParametersReference = struct({
  apiGroup: pointer(text),
  kind: text,
  name: text,
  namespace: pointer(text),
  scope: pointer(text),
});

const ingressClassSpec = struct({
  controller: text,
  parameters: pointer(ingressClassParametersReference),
});

export const ingressClass = struct({
  metadata: objectMeta,
  spec: ingressClassSpec,
});

const ipBlock = struct({
  cidr: text,
  except: list(text),
});

const networkPolicyPeer = struct({
  ipBlock: pointer(ipBlock),
  namespaceSelector: pointer(labelSelector),
  podSelector: pointer(labelSelector),
});

const networkPolicyPort = struct({
  endPort: pointer(int32),
  port: pointer(intOrText),
  protocol: pointer(text),
});

const networkPolicyIngressRule = struct({
  from: list(networkPolicyPeer),
  ports: list(networkPolicyPort),
});

const networkPolicyEgressRule = struct({
  ports: list(networkPolicyPort),
  to: list(networkPolicyPeer),
});

const networkPolicySpec = struct({
  egress: list(networkPolicyEgressRule),
  ingress: list(networkPolicyIngressRule),
  podSelector: labelSelector,
  policyTypes: list(text),
});

export const networkPolicy = struct({
  metadata: objectMeta,
  spec: networkPolicySpec,
});
