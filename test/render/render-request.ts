import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Renderer, Rendering, RenderRequest, RevisionFile } from '../../src/app/ports.ts';
import { openRenderer, type RendererOptions } from '../../src/render/open-renderer.ts';
import { temporaryFolder } from '../git/temporary-repository.ts';

const realPath = process.env['PATH'] ?? '';

/** Whether the real thing is there to be asked, and new enough. */
export const isKubectlPresent =
  (await openRenderer({ environment: process.env, cacheFolder: undefined })) !== undefined;

if (!isKubectlPresent) console.warn('no kubectl of today is installed: how it builds kustomizations is not tested');

export function file(path: string, content: string | Uint8Array): RevisionFile {
  return { path, type: 'File', bytes: typeof content === 'string' ? Buffer.from(content) : content };
}

/** A request for the kustomization in `root`. */
export function request(root: string, contents: Readonly<Record<string, string | Uint8Array>>): RenderRequest {
  return { root, files: Object.entries(contents).map(([path, content]) => file(path, content)) };
}

export async function open(options: Partial<RendererOptions> = {}): Promise<Renderer> {
  const renderer = await openRenderer({ environment: { PATH: realPath }, cacheFolder: undefined, ...options });
  if (!renderer) throw new Error('there is no renderer');
  return renderer;
}

/** What was built as text, or why it was not. */
export function text(rendering: Rendering): string {
  return rendering.type === 'Failed' ? `failed: ${rendering.message}` : Buffer.from(rendering.bytes).toString('utf8');
}

export const deployment = (name: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: {containers: [{name: a, image: web}]}}}\n`;

/** A `kustomize` on PATH which does as lines of shell say when it is to build; it notes each start. */
export function fakeKustomize(...lines: readonly string[]) {
  const folder = temporaryFolder();
  const path = join(folder, 'kustomize');
  const notes = join(folder, 'notes');
  const write = (...shell: readonly string[]) => {
    const text = `#!/bin/sh\nPATH=/usr/bin:/bin\necho "$1" >> '${notes}'\nif [ "$1" = version ]; then echo v5.4.3; exit; fi\n`;
    writeFileSync(path, `${text}${shell.join('\n')}\n`);
    chmodSync(path, 0o755);
  };
  write(...lines);
  return {
    path,
    environment: { PATH: folder },
    write,
    /** The first words of the command lines. */
    starts: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []),
  };
}
