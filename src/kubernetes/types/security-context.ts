import { bool, gated, int64, list, pointer, struct, text } from './field-type.ts';

// Security contexts of pods and containers (k8s.io/api/core/v1).

const seLinuxOptions = struct({
  level: text,
  role: text,
  type: text,
  user: text,
});

const windowsSecurityContextOptions = struct({
  gmsaCredentialSpec: pointer(text),
  gmsaCredentialSpecName: pointer(text),
  hostProcess: pointer(bool),
  runAsUserName: pointer(text),
});

const seccompProfile = struct({
  localhostProfile: pointer(text),
  type: text,
});

const appArmorProfile = struct({
  localhostProfile: pointer(text),
  type: text,
});

const capabilities = struct({
  add: list(text),
  drop: list(text),
});

export const securityContext = struct({
  allowPrivilegeEscalation: pointer(bool),
  appArmorProfile: pointer(appArmorProfile),
  capabilities: pointer(capabilities),
  privileged: pointer(bool),
  procMount: gated('1.33', pointer(text)),
  readOnlyRootFilesystem: pointer(bool),
  runAsGroup: pointer(int64),
  runAsNonRoot: pointer(bool),
  runAsUser: pointer(int64),
  seLinuxOptions: pointer(seLinuxOptions),
  seccompProfile: pointer(seccompProfile),
  windowsOptions: pointer(windowsSecurityContextOptions),
});

const sysctl = struct({
  name: text,
  value: text,
});

export const podSecurityContext = struct({
  appArmorProfile: pointer(appArmorProfile),
  fsGroup: pointer(int64),
  fsGroupChangePolicy: pointer(text),
  runAsGroup: pointer(int64),
  runAsNonRoot: pointer(bool),
  runAsUser: pointer(int64),
  seLinuxChangePolicy: gated('1.33', pointer(text)),
  seLinuxOptions: pointer(seLinuxOptions),
  seccompProfile: pointer(seccompProfile),
  supplementalGroups: list(int64),
  supplementalGroupsPolicy: gated('1.33', pointer(text)),
  sysctls: list(sysctl),
  windowsOptions: pointer(windowsSecurityContextOptions),
});
