import { affinity, toleration, topologySpreadConstraint } from './affinity.ts';
import { container, resourceRequirements } from './container.ts';
import { bool, gated, ignored, int32, int64, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { objectMeta } from './meta.ts';
import { localObjectReference } from './references.ts';
import { podSecurityContext } from './security-context.ts';
import { volume } from './volume.ts';

// Pods and pod templates (k8s.io/api/core/v1).

const hostAlias = struct({
  hostnames: list(text),
  ip: text,
});

const podDNSConfigOption = struct({
  name: text,
  value: pointer(text),
});

const podDNSConfig = struct({
  nameservers: list(text),
  options: list(podDNSConfigOption),
  searches: list(text),
});

const podOS = struct({
  name: text,
});

const podReadinessGate = struct({
  conditionType: text,
});

const podResourceClaim = struct({
  name: text,
  resourceClaimName: pointer(text),
  resourceClaimTemplateName: pointer(text),
});

const podSchedulingGate = struct({
  name: text,
});

const podSchedulingGroup = struct({
  podGroupName: pointer(text),
});

const podSpec = struct({
  activeDeadlineSeconds: pointer(int64),
  affinity: pointer(affinity),
  automountServiceAccountToken: pointer(bool),
  containers: list(container, { keys: ['name'], mergeKey: 'name' }),
  dnsConfig: pointer(podDNSConfig),
  dnsPolicy: text,
  enableServiceLinks: pointer(bool),
  ephemeralContainers: ignored,
  hostAliases: list(hostAlias, { keys: ['ip'], mergeKey: 'ip' }),
  hostIPC: bool,
  hostNetwork: bool,
  hostPID: bool,
  hostUsers: gated('1.33', pointer(bool)),
  hostname: text,
  hostnameOverride: gated('1.35', pointer(text)),
  imagePullSecrets: list(localObjectReference, { keys: ['name'], mergeKey: 'name' }),
  initContainers: list(container, { keys: ['name'], mergeKey: 'name' }),
  nodeName: text,
  nodeSelector: map(text),
  os: pointer(podOS),
  overhead: map(quantity),
  preemptionPolicy: pointer(text),
  priority: pointer(int32),
  priorityClassName: text,
  readinessGates: list(podReadinessGate),
  resourceClaims: gated('1.34', list(podResourceClaim, { keys: ['name'], mergeKey: 'name', retainKeys: true })),
  resources: gated('1.34', pointer(resourceRequirements)),
  restartPolicy: text,
  runtimeClassName: pointer(text),
  schedulerName: text,
  schedulingGates: list(podSchedulingGate, { keys: ['name'], mergeKey: 'name' }),
  schedulingGroup: gated(undefined, pointer(podSchedulingGroup)),
  securityContext: pointer(podSecurityContext),
  serviceAccount: text,
  serviceAccountName: text,
  setHostnameAsFQDN: pointer(bool),
  shareProcessNamespace: pointer(bool),
  subdomain: text,
  terminationGracePeriodSeconds: pointer(int64),
  tolerations: list(toleration),
  topologySpreadConstraints: list(topologySpreadConstraint, {
    keys: ['topologyKey', 'whenUnsatisfiable'],
    mergeKey: 'topologyKey',
  }),
  volumes: list(volume, { keys: ['name'], mergeKey: 'name', retainKeys: true }),
});

export const podTemplateSpec = struct({
  metadata: objectMeta,
  spec: podSpec,
});

export const pod = struct({
  metadata: objectMeta,
  spec: podSpec,
  status: ignored,
});
