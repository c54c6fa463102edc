import { nodeSelector } from './affinity.ts';
import { bool, gated, ignored, int32, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { objectMeta } from './meta.ts';
import { objectReference, secretReference } from './references.ts';
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

// PersistentVolume and its sources (k8s.io/api/core/v1).

const azureFilePersistentVolumeSource = struct({
  readOnly: bool,
  secretName: text,
  secretNamespace: pointer(text),
  shareName: text,
});

const cephFSPersistentVolumeSource = struct({
  monitors: list(text),
  path: text,
  readOnly: bool,
  secretFile: text,
  secretRef: pointer(secretReference),
  user: text,
});

const cinderPersistentVolumeSource = struct({
  fsType: text,
  readOnly: bool,
  secretRef: pointer(secretReference),
  volumeID: text,
});

const csiPersistentVolumeSource = struct({
  controllerExpandSecretRef: pointer(secretReference),
  controllerPublishSecretRef: pointer(secretReference),
  driver: text,
  fsType: text,
  nodeExpandSecretRef: pointer(secretReference),
  nodePublishSecretRef: pointer(secretReference),
  nodeStageSecretRef: pointer(secretReference),
  readOnly: bool,
  volumeAttributes: map(text),
  volumeHandle: text,
});

const flexPersistentVolumeSource = struct({
  driver: text,
  fsType: text,
  options: map(text),
  readOnly: bool,
  secretRef: pointer(secretReference),
});

const glusterfsPersistentVolumeSource = struct({
  endpoints: text,
  endpointsNamespace: pointer(text),
  path: text,
  readOnly: bool,
});

const iscsiPersistentVolumeSource = struct({
  chapAuthDiscovery: bool,
  chapAuthSession: bool,
  fsType: text,
  initiatorName: pointer(text),
  iqn: text,
  iscsiInterface: text,
  lun: int32,
  portals: list(text),
  readOnly: bool,
  secretRef: pointer(secretReference),
  targetPortal: text,
});

const localVolumeSource = struct({
  fsType: pointer(text),
  path: text,
});

const rbdPersistentVolumeSource = struct({
  fsType: text,
  image: text,
  keyring: text,
  monitors: list(text),
  pool: text,
  readOnly: bool,
  secretRef: pointer(secretReference),
  user: text,
});

const scaleIOPersistentVolumeSource = struct({
  fsType: text,
  gateway: text,
  protectionDomain: text,
  readOnly: bool,
  secretRef: pointer(secretReference),
  sslEnabled: bool,
  storageMode: text,
  storagePool: text,
  system: text,
  volumeName: text,
});

const storageOSPersistentVolumeSource = struct({
  fsType: text,
  readOnly: bool,
  secretRef: pointer(objectReference),
  volumeName: text,
  volumeNamespace: text,
});

const volumeNodeAffinity = struct({
  required: pointer(nodeSelector),
});

const persistentVolumeSpec = struct({
  accessModes: list(text),
  awsElasticBlockStore: pointer(awsElasticBlockStoreVolumeSource),
  azureDisk: pointer(azureDiskVolumeSource),
  azureFile: pointer(azureFilePersistentVolumeSource),
  capacity: map(quantity),
  cephfs: pointer(cephFSPersistentVolumeSource),
  cinder: pointer(cinderPersistentVolumeSource),
  claimRef: pointer(objectReference),
  csi: pointer(csiPersistentVolumeSource),
  fc: pointer(fcVolumeSource),
  flexVolume: pointer(flexPersistentVolumeSource),
  flocker: pointer(flockerVolumeSource),
  gcePersistentDisk: pointer(gcePersistentDiskVolumeSource),
  glusterfs: pointer(glusterfsPersistentVolumeSource),
  hostPath: pointer(hostPathVolumeSource),
  iscsi: pointer(iscsiPersistentVolumeSource),
  local: pointer(localVolumeSource),
  mountOptions: list(text),
  nfs: pointer(nfsVolumeSource),
  nodeAffinity: pointer(volumeNodeAffinity),
  persistentVolumeReclaimPolicy: text,
  photonPersistentDisk: pointer(photonPersistentDiskVolumeSource),
  portworxVolume: pointer(portworxVolumeSource),
  quobyte: pointer(quobyteVolumeSource),
  rbd: pointer(rbdPersistentVolumeSource),
  scaleIO: pointer(scaleIOPersistentVolumeSource),
  storageClassName: text,
  storageos: pointer(storageOSPersistentVolumeSource),
  volumeAttributesClassName: gated('1.34', pointer(text)),
  volumeMode: pointer(text),
  vsphereVolume: pointer(vsphereVirtualDiskVolumeSource),
});

export const persistentVolume = struct({
  metadata: objectMeta,
  spec: persistentVolumeSpec,
  status: ignored,
});
