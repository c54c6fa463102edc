import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { byCodeUnit } from '../schema/by-code-unit.ts';

/** A document which comes with Rollcast; `name` is its path from the top of the package. */
interface ShippedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The strategy documents which come with Rollcast, sorted by name. */
export async function readShippedStrategies(): Promise<readonly ShippedDocument[]> {
  const folder = shippedFolder();
  const names = (await readdir(folder)).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []).toSorted(byCodeUnit);
  return Promise.all(
    names.map(async (name) => ({
      name: `strategies/${name}.yaml`,
      bytes: await readFile(new URL(`${name}.yaml`, folder)),
    })),
  );
}

/** At the top of the package: two folders above a source file or a chunk of the build, one above a file built whole. */
function shippedFolder(): URL {
  const far = new URL('../../strategies/', import.meta.url);
  return existsSync(far) ? far : new URL('../strategies/', import.meta.url);
}
