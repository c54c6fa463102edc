import type { JsonObject } from '../../schema/json.ts';
import { type Draft, refine } from './draft.ts';

const sourceDefaults: Readonly<Record<string, JsonObject>> = {
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** The defaults of the sources which the volumes of pods share with persistent volumes. */
export function defaultVolumeSource(volume: JsonObject): JsonObject {
  const draft: Draft = { ...volume };
  for (const [source, defaults] of Object.entries(sourceDefaults)) {
    refine(draft, source, (stated) => ({ ...defaults, ...stated }));
  }
  return draft;
}
