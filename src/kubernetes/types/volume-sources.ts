import { bool, int32, list, pointer, struct, text } from './field-type.ts';

// Volume sources which pods and persistent volumes share (k8s.io/api/core/v1).

export const awsElasticBlockStoreVolumeSource = struct({
  fsType: text,
  partition: int32,
  readOnly: bool,
  volumeID: text,
});

export const azureDiskVolumeSource = struct({
  cachingMode: pointer(text),
  diskName: text,
  diskURI: text,
  fsType: pointer(text),
  kind: pointer(text),
  readOnly: pointer(bool),
});

export const fcVolumeSource = struct({
  fsType: text,
  lun: pointer(int32),
  readOnly: bool,
  targetWWNs: list(text),
  wwids: list(text),
});

export const flockerVolumeSource = struct({
  datasetName: text,
  datasetUUID: text,
});

export const gcePersistentDiskVolumeSource = struct({
  fsType: text,
  partition: int32,
  pdName: text,
  readOnly: bool,
});

export const hostPathVolumeSource = struct({
  path: text,
  type: pointer(text),
});

export const nfsVolumeSource = struct({
  path: text,
  readOnly: bool,
  server: text,
});

export const photonPersistentDiskVolumeSource = struct({
  fsType: text,
  pdID: text,
});

export const portworxVolumeSource = struct({
  fsType: text,
  readOnly: bool,
  volumeID: text,
});

export const quobyteVolumeSource = struct({
  group: text,
  readOnly: bool,
  registry: text,
  tenant: text,
  user: text,
  volume: text,
});

export const vsphereVirtualDiskVolumeSource = struct({
  fsType: text,
  storagePolicyID: text,
  storagePolicyName: text,
  volumePath: text,
});
