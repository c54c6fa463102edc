import type { JsonObject } from '../schema/json.ts';
import { listAt, stringAt } from './field-access.ts';

/** A PersistentVolumeClaim which a pod names as one of its volumes. */
export interface MountedClaim {
  readonly name: string;
  /** From the pod spec on. */
  readonly field: string;
}

/** The claims which all pods of a spec share. Generic ephemeral volumes are not among them: each pod has its own. */
export function mountedClaims(podSpec: JsonObject): readonly MountedClaim[] {
  return listAt(podSpec, 'volumes').flatMap((volume, index) => {
    const name = stringAt(volume, 'persistentVolumeClaim', 'claimName') ?? '';
    return name === '' ? [] : [{ name, field: `volumes[${index}].persistentVolumeClaim.claimName` }];
  });
}

/** What may hold the volume of a claim at one moment: the pods of one node, or one pod. */
export type AttachLimit = 'OneNode' | 'OnePod';

/**
 * undefined: pods on several nodes may hold it, or nothing tells that they may not. Volumes of a node’s own disk bring
 * new pods to that node, and where a share of files is mounted nobody holds ReadWriteOnce against a second node; both
 * are known by the name of their class only.
 */
export function attachLimit(claim: JsonObject): AttachLimit | undefined {
  const modes = listAt(claim, 'spec', 'accessModes');
  if (modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) return undefined;
  if (modes.includes('ReadWriteOncePod')) return 'OnePod';
  const storageClass = stringAt(claim, 'spec', 'storageClassName') ?? '';
  return modes.includes('ReadWriteOnce') && !notBlock.test(storageClass) ? 'OneNode' : undefined;
}

const notBlock = /(?:^|[-_.])(?:local|hostpath|host-path|nfs|efs|cephfs|smb|cifs)(?:$|[-_.])/i;
