import { mkdirSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Rendering, RenderRequest } from '../app/ports.ts';
import { isKustomizationPath } from '../manifest/manifest-path.ts';
import { isJsonArray, isJsonObject } from '../schema/json.ts';
import { cleanMessage } from './clean-message.ts';
import type { BuildProgram } from './find-program.ts';
import { readKustomization } from './kustomization-file.ts';
import type { ScratchFolders } from './program-environment.ts';
import type { RenderLimits } from './render-limits.ts';
import { type ProgramEnding, runProgram } from './run-program.ts';
import { withScratchFolder } from './scratch-folder.ts';
import { writeSourceTree } from './source-tree.ts';

export interface BuildOptions {
  readonly program: BuildProgram;
  readonly limits: RenderLimits;
  readonly environment: (folders: ScratchFolders) => Readonly<Record<string, string>>;
}

/**
 * Builds in a folder of its own, which holds the files of the request and nothing else. That the request has no fault, and
 * names nothing outside, is for the caller to know. Throws what the file system says.
 */
export function buildKustomization(request: RenderRequest, options: BuildOptions): Promise<Rendering> {
  const { program, limits, environment } = options;
  return withScratchFolder(async (all) => {
    const folders = {
      all,
      tree: join(all, 'tree'),
      build: join(all, 'build'),
      home: join(all, 'home'),
      temporary: join(all, 'tmp'),
    };
    for (const folder of [folders.build, folders.home, folders.temporary]) mkdirSync(folder, { mode: 0o700 });
    writeSourceTree(folders.tree, request.files);
    writeFileSync(join(folders.build, 'kustomization.yaml'), wrapperOf(request), { mode: 0o600 });
    const ending = await runProgram({
      path: program.path,
      args: [...program.args, folders.build],
      directory: folders.build,
      environment: environment(folders),
      limits,
    });
    if (ending.type === 'Ended' && ending.exitCode === 0) return { type: 'Rendered', bytes: ending.stdout };
    return { type: 'Failed', message: messageOf(ending, limits, (stderr) => cleanMessage(stderr, request, folders)) };
  });
}

/** A kustomization above the one in question: with these options each object tells where it comes from. */
function wrapperOf(request: RenderRequest): string {
  const { root } = request;
  const resource = root === '.' ? '../tree' : `../tree/${root}`;
  const own = asksForLabel(request) ? ['managedByLabel'] : [];
  return JSON.stringify({
    resources: [resource],
    buildMetadata: ['originAnnotations', 'transformerAnnotations', ...own],
  });
}

/** Of these options only those of the topmost kustomization count; this one changes what is applied. */
function asksForLabel({ root, files }: RenderRequest): boolean {
  return files.some((file) => {
    if (!isKustomizationPath(file.path) || posix.dirname(file.path) !== root) return false;
    const read = readKustomization(file);
    const options = typeof read !== 'string' && isJsonObject(read.value) ? read.value['buildMetadata'] : undefined;
    return isJsonArray(options) && options.includes('managedByLabel');
  });
}

function messageOf(ending: ProgramEnding, limits: RenderLimits, clean: (stderr: Buffer) => string): string {
  if (ending.type === 'NotStarted') return `the build could not be started (${ending.code})`;
  if (ending.type === 'Stopped') return stopMessages[ending.reason](limits);
  if (ending.exitCode === null) return `the build was ended by ${ending.signal ?? 'a signal'}`;
  const said = clean(ending.stderr);
  return said === '' ? `the build failed with exit code ${ending.exitCode}` : said;
}

type StopReason = Extract<ProgramEnding, { readonly type: 'Stopped' }>['reason'];

const stopMessages: Readonly<Record<StopReason, (limits: RenderLimits) => string>> = {
  TookTooLong: ({ seconds }) => `the build took longer than ${seconds} s`,
  PrintedTooMuch: ({ outputBytes }) => `the build printed more than ${mebibytes(outputBytes)}`,
  ComplainedTooMuch: ({ errorBytes }) => `the build printed more than ${mebibytes(errorBytes)} of complaints`,
};

function mebibytes(bytes: number): string {
  return `${Number((bytes / 1024 / 1024).toPrecision(2))} MiB`;
}
