import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenRenderer, Rendering, RenderRequest } from '../src/app/ports.ts';
import { openRenderer } from '../src/render/open-renderer.ts';

/** The program which made the records. */
export const recordedName = 'kubectl kustomize v5.5.0';

/**
 * Gives what kustomize made of the same files when a scenario was recorded, so that its test needs no kustomize. What was
 * not recorded yet is built by the one which is installed, and kept in the folder. `asked` gets each build.
 */
export function recordedRenderer(folder: string, asked: RenderRequest[] = []): OpenRenderer {
  return async () => ({
    name: recordedName,
    render: async (request) => {
      asked.push(request);
      return readRecord(folder, request) ?? record(folder, request);
    },
  });
}

async function record(folder: string, request: RenderRequest): Promise<Rendering> {
  const renderer = await openRenderer({ environment: process.env, cacheFolder: undefined });
  if (renderer?.name !== recordedName) {
    throw new Error(`a build of ${request.root} is not recorded, and ${recordedName} is not installed`);
  }
  const result = await renderer.render(request);
  mkdirSync(folder, { recursive: true });
  writeFileSync(recordPath(folder, request, result.type), result.type === 'Rendered' ? result.bytes : result.message);
  return result;
}

function readRecord(folder: string, request: RenderRequest): Rendering | undefined {
  const rendered = recordPath(folder, request, 'Rendered');
  if (existsSync(rendered)) return { type: 'Rendered', bytes: readFileSync(rendered) };
  const failed = recordPath(folder, request, 'Failed');
  return existsSync(failed) ? { type: 'Failed', message: readFileSync(failed, 'utf8') } : undefined;
}

function recordPath(folder: string, { root, files }: RenderRequest, type: Rendering['type']): string {
  const hash = createHash('sha256').update(root);
  for (const { path, bytes } of files) hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
  const name = `${root.replaceAll('/', '-')}-${hash.digest('hex').slice(0, 12)}`;
  return join(folder, type === 'Rendered' ? `${name}.yaml` : `${name}.error.txt`);
}
