import type { ManifestFile } from './manifest-document.ts';
import { openManifest } from './open-manifest.ts';

/** Reads a whole file as kubectl does and says of each of its documents what it is. Never throws. */
export function readManifest(path: string, bytes: Uint8Array): ManifestFile {
  return openManifest(path, bytes).read(() => true);
}
