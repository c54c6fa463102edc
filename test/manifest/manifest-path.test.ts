import { expect, test } from 'vitest';
import { isManifestPath } from '../../src/manifest/manifest-path.ts';

test.each([
  ['a/b.yaml', true],
  ['b.YML', true],
  ['c.json', true],
  ['overlays/Kustomization', true],
  ['kustomization.yml', true],
  ['README.md', false],
  ['yaml', false],
  ['a.yaml.bak', false],
])('%s may hold manifests: %s', (path, expected) => {
  expect(isManifestPath(path)).toBe(expected);
});
