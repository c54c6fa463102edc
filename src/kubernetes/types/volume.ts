import { persistentVolumeClaimTemplate } from './claims.ts';
import { bool, gated, int32, int64, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { labelSelector } from './meta.ts';
import { localObjectReference } from './references.ts';
import {
  awsElasticBlockStoreVolumeSource,
  azureDiskVolumeSource,
  fcVolumeSource,
  flockerVolumeSource,
  gcePersistentDiskVolumeSource,
  hostPathVolumeSource,
  nfsVolumeSource,
  photonPersistentDiskVolumeSource,
  portworxVolumeSource,
  quobyteVolumeSource,
  vsphereVirtualDiskVolumeSource,
} from './volume-sources.ts';

// The volumes of a pod (k8s.io/api/core/v1).

export const resourceFieldSelector = struct({
  containerName: text,
  divisor: quantity,
  resource: text,
});

export const objectFieldSelector = struct({
  apiVersion: text,
  fieldPath: text,
});

const keyToPath = struct({
  key: text,
  mode: pointer(int32),
  path: text,
});

const downwardAPIVolumeFile = struct({
  fieldRef: pointer(objectFieldSelector),
  mode: pointer(int32),
  path: text,
  resourceFieldRef: pointer(resourceFieldSelector),
});

const downwardAPIVolumeSource = struct({
  defaultMode: pointer(int32),
  items: list(downwardAPIVolumeFile),
});

const downwardAPIProjection = struct({
  items: list(downwardAPIVolumeFile),
});

const configMapVolumeSource = struct({
  defaultMode: pointer(int32),
  items: list(keyToPath),
  name: text,
  optional: pointer(bool),
});

const configMapProjection = struct({
  items: list(keyToPath),
  name: text,
  optional: pointer(bool),
});

const secretVolumeSource = struct({
  defaultMode: pointer(int32),
  items: list(keyToPath),
  optional: pointer(bool),
  secretName: text,
});

const secretProjection = struct({
  items: list(keyToPath),
  name: text,
  optional: pointer(bool),
});

const serviceAccountTokenProjection = struct({
  audience: text,
  expirationSeconds: pointer(int64),
  path: text,
});

const clusterTrustBundleProjection = struct({
  labelSelector: pointer(labelSelector),
  name: pointer(text),
  optional: pointer(bool),
  path: text,
  signerName: pointer(text),
});

const podCertificateProjection = struct({
  certificateChainPath: text,
  credentialBundlePath: text,
  keyPath: text,
  keyType: text,
  maxExpirationSeconds: pointer(int32),
  signerName: text,
  userAnnotations: map(text),
});

const volumeProjection = struct({
  clusterTrustBundle: gated(undefined, pointer(clusterTrustBundleProjection)),
  configMap: pointer(configMapProjection),
  downwardAPI: pointer(downwardAPIProjection),
  podCertificate: gated(undefined, pointer(podCertificateProjection)),
  secret: pointer(secretProjection),
  serviceAccountToken: pointer(serviceAccountTokenProjection),
});

const projectedVolumeSource = struct({
  defaultMode: pointer(int32),
  sources: list(volumeProjection),
});

const emptyDirVolumeSource = struct({
  medium: text,
  sizeLimit: pointer(quantity),
});

const ephemeralVolumeSource = struct({
  volumeClaimTemplate: pointer(persistentVolumeClaimTemplate),
});

const imageVolumeSource = struct({
  pullPolicy: text,
  reference: text,
});

const csiVolumeSource = struct({
  driver: text,
  fsType: pointer(text),
  nodePublishSecretRef: pointer(localObjectReference),
  readOnly: pointer(bool),
  volumeAttributes: map(text),
});

const gitRepoVolumeSource = struct({
  directory: text,
  repository: text,
  revision: text,
});

const azureFileVolumeSource = struct({
  readOnly: bool,
  secretName: text,
  shareName: text,
});

const cephFSVolumeSource = struct({
  monitors: list(text),
  path: text,
  readOnly: bool,
  secretFile: text,
  secretRef: pointer(localObjectReference),
  user: text,
});

const cinderVolumeSource = struct({
  fsType: text,
  readOnly: bool,
  secretRef: pointer(localObjectReference),
  volumeID: text,
});

const flexVolumeSource = struct({
  driver: text,
  fsType: text,
  options: map(text),
  readOnly: bool,
  secretRef: pointer(localObjectReference),
});

const glusterfsVolumeSource = struct({
  endpoints: text,
  path: text,
  readOnly: bool,
});

const iscsiVolumeSource = struct({
  chapAuthDiscovery: bool,
  chapAuthSession: bool,
  fsType: text,
  initiatorName: pointer(text),
  iqn: text,
  iscsiInterface: text,
  lun: int32,
  portals: list(text),
  readOnly: bool,
  secretRef: pointer(localObjectReference),
  targetPortal: text,
});

const persistentVolumeClaimVolumeSource = struct({
  claimName: text,
  readOnly: bool,
});

const rbdVolumeSource = struct({
  fsType: text,
  image: text,
  keyring: text,
  monitors: list(text),
  pool: text,
  readOnly: bool,
  secretRef: pointer(localObjectReference),
  user: text,
});

const scaleIOVolumeSource = struct({
  fsType: text,
  gateway: text,
  protectionDomain: text,
  readOnly: bool,
  secretRef: pointer(localObjectReference),
  sslEnabled: bool,
  storageMode: text,
  storagePool: text,
  system: text,
  volumeName: text,
});

const storageOSVolumeSource = struct({
  fsType: text,
  readOnly: bool,
  secretRef: pointer(localObjectReference),
  volumeName: text,
  volumeNamespace: text,
});

export const volume = struct({
  awsElasticBlockStore: pointer(awsElasticBlockStoreVolumeSource),
  azureDisk: pointer(azureDiskVolumeSource),
  azureFile: pointer(azureFileVolumeSource),
  cephfs: pointer(cephFSVolumeSource),
  cinder: pointer(cinderVolumeSource),
  configMap: pointer(configMapVolumeSource),
  csi: pointer(csiVolumeSource),
  downwardAPI: pointer(downwardAPIVolumeSource),
  emptyDir: pointer(emptyDirVolumeSource),
  ephemeral: pointer(ephemeralVolumeSource),
  fc: pointer(fcVolumeSource),
  flexVolume: pointer(flexVolumeSource),
  flocker: pointer(flockerVolumeSource),
  gcePersistentDisk: pointer(gcePersistentDiskVolumeSource),
  gitRepo: pointer(gitRepoVolumeSource),
  glusterfs: pointer(glusterfsVolumeSource),
  hostPath: pointer(hostPathVolumeSource),
  image: gated('1.35', pointer(imageVolumeSource)),
  iscsi: pointer(iscsiVolumeSource),
  name: text,
  nfs: pointer(nfsVolumeSource),
  persistentVolumeClaim: pointer(persistentVolumeClaimVolumeSource),
  photonPersistentDisk: pointer(photonPersistentDiskVolumeSource),
  portworxVolume: pointer(portworxVolumeSource),
  projected: pointer(projectedVolumeSource),
  quobyte: pointer(quobyteVolumeSource),
  rbd: pointer(rbdVolumeSource),
  scaleIO: pointer(scaleIOVolumeSource),
  secret: pointer(secretVolumeSource),
  storageos: pointer(storageOSVolumeSource),
  vsphereVolume: pointer(vsphereVirtualDiskVolumeSource),
});
