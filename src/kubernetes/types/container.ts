import { bool, gated, int32, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { lifecycle, probe } from './probe.ts';
import { securityContext } from './security-context.ts';
import { objectFieldSelector, resourceFieldSelector } from './volume.ts';

// Containers (k8s.io/api/core/v1).

const resourceClaim = struct({
  name: text,
  request: text,
});

export const resourceRequirements = struct({
  claims: gated('1.34', list(resourceClaim, { keys: ['name'] })),
  limits: map(quantity),
  requests: map(quantity),
});

const configMapKeySelector = struct({
  key: text,
  name: text,
  optional: pointer(bool),
});

const secretKeySelector = struct({
  key: text,
  name: text,
  optional: pointer(bool),
});

const fileKeySelector = struct({
  key: text,
  optional: pointer(bool),
  path: text,
  volumeName: text,
});

const envVarSource = struct({
  configMapKeyRef: pointer(configMapKeySelector),
  fieldRef: pointer(objectFieldSelector),
  fileKeyRef: gated('1.35', pointer(fileKeySelector)),
  resourceFieldRef: pointer(resourceFieldSelector),
  secretKeyRef: pointer(secretKeySelector),
});

const envVar = struct({
  name: text,
  value: text,
  valueFrom: pointer(envVarSource),
});

const configMapEnvSource = struct({
  name: text,
  optional: pointer(bool),
});

const secretEnvSource = struct({
  name: text,
  optional: pointer(bool),
});

const envFromSource = struct({
  configMapRef: pointer(configMapEnvSource),
  prefix: text,
  secretRef: pointer(secretEnvSource),
});

const containerPort = struct({
  containerPort: int32,
  hostIP: text,
  hostPort: int32,
  name: text,
  protocol: text,
});

const volumeMount = struct({
  mountPath: text,
  mountPropagation: pointer(text),
  name: text,
  readOnly: bool,
  recursiveReadOnly: pointer(text),
  subPath: text,
  subPathExpr: text,
});

const volumeDevice = struct({
  devicePath: text,
  name: text,
});

const containerResizePolicy = struct({
  resourceName: text,
  restartPolicy: text,
});

const containerRestartRuleOnExitCodes = struct({
  operator: text,
  values: list(int32, { isSet: true }),
});

const containerRestartRule = struct({
  action: text,
  exitCodes: pointer(containerRestartRuleOnExitCodes),
});

export const container = struct({
  args: list(text),
  command: list(text),
  env: list(envVar, { keys: ['name'], mergeKey: 'name' }),
  envFrom: list(envFromSource),
  image: text,
  imagePullPolicy: text,
  lifecycle: pointer(lifecycle),
  livenessProbe: pointer(probe),
  name: text,
  ports: list(containerPort, { keys: ['containerPort', 'protocol'], mergeKey: 'containerPort' }),
  readinessProbe: pointer(probe),
  resizePolicy: gated('1.33', list(containerResizePolicy)),
  resources: resourceRequirements,
  restartPolicy: pointer(text),
  restartPolicyRules: gated('1.35', list(containerRestartRule)),
  securityContext: pointer(securityContext),
  startupProbe: pointer(probe),
  stdin: bool,
  stdinOnce: bool,
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  tty: bool,
  volumeDevices: list(volumeDevice, { keys: ['devicePath'], mergeKey: 'devicePath' }),
  volumeMounts: list(volumeMount, { keys: ['mountPath'], mergeKey: 'mountPath' }),
  workingDir: text,
});
