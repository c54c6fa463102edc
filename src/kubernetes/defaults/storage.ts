import type { JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { type Draft, refine } from './draft.ts';
import { defaultResourceList } from './resource-list.ts';
import { defaultVolumeSource } from './volume-source.ts';

export function defaultStorageClass(storageClass: JsonObject): JsonObject {
  return { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...storageClass };
}

export function defaultCsiDriver(driver: JsonObject): JsonObject {
  const spec: JsonObject = {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    volumeLifecycleModes: ['Persistent'],
    requiresRepublish: false,
    seLinuxMount: false,
    ...objectAt(driver, 'spec'),
  };
  return { ...driver, spec };
}

/** Mirrors SetDefaults_PersistentVolume. */
export function defaultPersistentVolume(volume: JsonObject): JsonObject {
  const spec: Draft = {
    persistentVolumeReclaimPolicy: 'Retain',
    volumeMode: 'Filesystem',
    ...defaultVolumeSource(objectAt(volume, 'spec')),
  };
  refine(spec, 'capacity', defaultResourceList);
  return { ...volume, spec };
}
