/** A rule of one source of a volume that is plain data: which texts must not be empty, in the order of the checks. */
export interface VolumeSourceRule {
  readonly field: string;
  readonly required: readonly string[];
}

/** The sources of a pod's volume in the order in which ValidateVolumes counts them; the first is the valid one. */
export const volumeSourceRules: readonly VolumeSourceRule[] = [
  { field: 'emptyDir', required: [] },
  { field: 'hostPath', required: ['path'] },
  { field: 'gitRepo', required: ['repository'] },
  { field: 'gcePersistentDisk', required: ['pdName'] },
  { field: 'awsElasticBlockStore', required: ['volumeID'] },
  { field: 'secret', required: ['secretName'] },
  { field: 'nfs', required: ['server', 'path'] },
  { field: 'iscsi', required: ['targetPortal', 'iqn'] },
  { field: 'glusterfs', required: ['endpoints', 'path'] },
  { field: 'flocker', required: [] },
  { field: 'persistentVolumeClaim', required: ['claimName'] },
  { field: 'rbd', required: ['image'] },
  { field: 'cinder', required: ['volumeID'] },
  { field: 'cephfs', required: [] },
  { field: 'quobyte', required: ['registry', 'volume'] },
  { field: 'downwardAPI', required: [] },
  { field: 'fc', required: [] },
  { field: 'flexVolume', required: ['driver'] },
  { field: 'configMap', required: ['name'] },
  { field: 'azureFile', required: ['secretName', 'shareName'] },
  { field: 'vsphereVolume', required: ['volumePath'] },
  { field: 'photonPersistentDisk', required: ['pdID'] },
  { field: 'portworxVolume', required: ['volumeID'] },
  { field: 'azureDisk', required: ['diskName', 'diskURI'] },
  { field: 'storageos', required: ['volumeName'] },
  { field: 'projected', required: [] },
  { field: 'scaleIO', required: ['gateway', 'system', 'volumeName'] },
  { field: 'csi', required: ['driver'] },
  { field: 'ephemeral', required: [] },
  { field: 'image', required: [] },
];
