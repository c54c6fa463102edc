import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { errorCode } from '../host/error-code.ts';
import type { CacheFolder } from './cache-folder.ts';
import { closedEnvironment } from './program-environment.ts';
import { runProgram } from './run-program.ts';
import { withScratchFolder } from './scratch-folder.ts';

/** A program which builds kustomizations. */
export interface BuildProgram {
  readonly path: string;
  /** What comes before the directory. */
  readonly args: readonly string[];
  /** `kubectl kustomize v5.5.0`. */
  readonly name: string;
}

interface Tool {
  readonly command: string;
  readonly title: string;
  readonly buildArgs: readonly string[];
  readonly versionArgs: readonly string[];
  readonly versionPattern: RegExp;
}

const tools: readonly Tool[] = [
  {
    command: 'kustomize',
    title: 'kustomize',
    buildArgs: ['build'],
    versionArgs: ['version'],
    // "v5.5.0"; version 4 writes "{Version:kustomize/v4.5.7 GitCommit:…}".
    versionPattern: /(?:^|[\s/:"])(v\d+\.\d+\.\d+[\w.+-]{0,40})/,
  },
  {
    command: 'kubectl',
    title: 'kubectl kustomize',
    buildArgs: ['kustomize'],
    versionArgs: ['version', '--client', '-o', 'json'],
    versionPattern: /"kustomizeVersion": *"(v\d+\.\d+\.\d+[\w.+-]{0,40})"/,
  },
];

const versionLimits = { seconds: 10, outputBytes: 64 * 1024, errorBytes: 64 * 1024 };

/** The first program on PATH which builds kustomizations and works, kustomize before kubectl. */
export async function findProgram(
  environment: Readonly<Record<string, string | undefined>>,
  remembered: CacheFolder | undefined,
): Promise<BuildProgram | undefined> {
  const folders = searchedFolders(environment['PATH'] ?? '');
  for (const tool of tools) {
    for (const folder of folders) {
      const path = join(folder, process.platform === 'win32' ? `${tool.command}.exe` : tool.command);
      const version = await versionOf(tool, path, remembered);
      if (version !== undefined) return { path, args: tool.buildArgs, name: `${tool.title} ${version}` };
    }
  }
  return undefined;
}

/**
 * Nothing of the repository is started, so neither a relative folder counts, which may lie in it, nor the one of its npm
 * packages, which `npx` puts on PATH.
 */
function searchedFolders(path: string): readonly string[] {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return [...new Set(folders.filter((folder) => !/[/\\]node_modules[/\\]\.bin[/\\]*$/.test(folder)))];
}

/** The program is asked only once, until it is another one. Undefined: it is not there, or of no use. */
async function versionOf(tool: Tool, path: string, remembered: CacheFolder | undefined): Promise<string | undefined> {
  const key = fingerprint(tool, path);
  if (key === undefined) return undefined;
  const known = remembered?.read(key)?.toString('utf8');
  if (known !== undefined) return known;
  const version = await askVersion(tool, path);
  if (version === undefined || !knowsOrigins(version)) return undefined;
  remembered?.write(key, Buffer.from(version));
  return version;
}

function fingerprint({ command }: Tool, path: string): string | undefined {
  try {
    const real = realpathSync(path);
    const stats = statSync(real, { bigint: true });
    if (!stats.isFile()) return undefined;
    accessSync(real, constants.X_OK);
    const facts = ['rollcast program 1', command, real, stats.size, stats.mtimeNs].map(String);
    return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function askVersion({ versionArgs, versionPattern }: Tool, path: string): Promise<string | undefined> {
  return withScratchFolder(async (folder) => {
    const home = join(folder, 'home');
    mkdirSync(home);
    const ending = await runProgram({
      path,
      args: versionArgs,
      directory: home,
      environment: closedEnvironment({ home, temporary: home }),
      limits: versionLimits,
    });
    if (ending.type !== 'Ended' || ending.exitCode !== 0) return undefined;
    return versionPattern.exec(ending.stdout.toString('utf8'))?.[1];
  });
}

/** Before 4.5.0 kustomize refuses `buildMetadata`, without which nobody knows where an object comes from. */
function knowsOrigins(version: string): boolean {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 5);
}
