import { expect, test } from 'vitest';
import { attachLimit, mountedClaims } from '../../src/kubernetes/volume-claims.ts';

const claim = (accessModes: readonly string[], storageClassName?: string) => ({
  spec: { accessModes: [...accessModes], ...(storageClassName !== undefined && { storageClassName }) },
});

test.each([
  { modes: ['ReadWriteOnce'], storageClass: undefined, limit: 'OneNode' },
  { modes: ['ReadWriteOnce'], storageClass: 'gp3', limit: 'OneNode' },
  { modes: ['ReadWriteOncePod'], storageClass: 'local-path', limit: 'OnePod' },
  { modes: ['ReadWriteOnce'], storageClass: 'local-path', limit: undefined },
  { modes: ['ReadWriteOnce'], storageClass: 'openebs-hostpath', limit: undefined },
  { modes: ['ReadWriteOnce'], storageClass: 'nfs-client', limit: undefined },
  { modes: ['ReadWriteOnce'], storageClass: 'localized', limit: 'OneNode' },
  { modes: ['ReadWriteOnce', 'ReadWriteMany'], storageClass: undefined, limit: undefined },
  { modes: ['ReadOnlyMany'], storageClass: undefined, limit: undefined },
  { modes: [], storageClass: undefined, limit: undefined },
])('a claim $modes of class $storageClass is held by $limit', ({ modes, storageClass, limit }) => {
  expect(attachLimit(claim(modes, storageClass))).toBe(limit);
});

test('only volumes which name a claim are shared by all pods', () => {
  const podSpec = {
    volumes: [
      { name: 'scratch', emptyDir: {} },
      { name: 'own', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } },
      { name: 'data', persistentVolumeClaim: { claimName: 'web-data' } },
      { name: 'nameless', persistentVolumeClaim: {} },
    ],
  };
  expect(mountedClaims(podSpec)).toEqual([{ name: 'web-data', field: 'volumes[2].persistentVolumeClaim.claimName' }]);
});
