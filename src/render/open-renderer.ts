import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Renderer, Rendering, RenderRequest } from '../app/ports.ts';
import { errorCode } from '../host/error-code.ts';
import { type BuildOptions, buildKustomization } from './build-kustomization.ts';
import { type CacheFolder, cacheFolder as openCacheFolder } from './cache-folder.ts';
import { oneLine, shortened } from './clean-message.ts';
import { findProgram } from './find-program.ts';
import { foreignEntries } from './foreign-entries.ts';
import { jobSlots, type RunJob } from './job-slots.ts';
import { closedEnvironment, openEnvironment } from './program-environment.ts';
import { renderKey } from './render-key.ts';
import { type RenderLimits, renderLimits } from './render-limits.ts';
import { treeFault } from './source-tree.ts';

export { defaultCacheFolder } from './default-cache-folder.ts';

export interface RendererOptions {
  /** The caller’s; only its PATH counts, unless remote bases are allowed. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** undefined: nothing is remembered. */
  readonly cacheFolder: string | undefined;
  /** Lets kustomize fetch what is remote, with the caller’s git, credentials and proxies. */
  readonly allowRemote?: boolean;
  readonly limits?: RenderLimits;
  /** Builds at once; more of them wait. */
  readonly jobs?: number;
}

const jobsDefault = Math.min(availableParallelism(), 8);

/** The kustomize of this machine, else its kubectl; undefined: neither is there and works. */
export async function openRenderer(options: RendererOptions): Promise<Renderer | undefined> {
  const { environment, cacheFolder, allowRemote = false, limits = renderLimits, jobs = jobsDefault } = options;
  const cacheIn = (name: string) =>
    cacheFolder === undefined ? undefined : openCacheFolder(join(cacheFolder, name), limits.cacheBytes);
  const program = await findProgram(environment, cacheIn('programs'));
  if (!program) return undefined;
  const parts: Parts = {
    build: {
      program,
      limits,
      environment: allowRemote ? (folders) => openEnvironment(folders, environment) : closedEnvironment,
    },
    cache: cacheIn('renders'),
    runJob: jobSlots(Math.max(jobs, 1)),
    allowRemote,
  };
  return { name: program.name, render: (request) => render(request, parts) };
}

interface Parts {
  readonly build: BuildOptions;
  readonly cache: CacheFolder | undefined;
  readonly runJob: RunJob;
  readonly allowRemote: boolean;
}

async function render(request: RenderRequest, { build, cache, runJob, allowRemote }: Parts): Promise<Rendering> {
  const fault = treeFault(request);
  if (fault !== undefined) return failed(fault);
  const foreign = foreignEntries(request.files);
  const refused = foreign.find(({ type }) => !allowRemote || type !== 'Remote');
  if (refused) return failed(refused.message);
  // What is remote may be another thing tomorrow.
  const remembered = foreign.length === 0 ? cache : undefined;
  const key = renderKey(build.program.name, request);
  const known = remembered?.read(key);
  if (known) return { type: 'Rendered', bytes: known };
  try {
    const rendering = await runJob(() => buildKustomization(request, build));
    if (rendering.type === 'Rendered') remembered?.write(key, rendering.bytes);
    return rendering;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return failed(`the files of the build could not be written (${code})`);
  }
}

function failed(message: string): Rendering {
  return { type: 'Failed', message: shortened(oneLine(message)) };
}
