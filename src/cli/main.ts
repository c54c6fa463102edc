#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import packageJson from '../../package.json' with { type: 'json' };
import type { Renderer, RevisionSource } from '../app/ports.ts';
import { errorCode } from '../host/error-code.ts';
import { takesTime } from './command-table.ts';
import type { Host } from './host.ts';
import { isTerminal } from './is-terminal.ts';
import type { CliPorts, RenderSelection, RevisionSelection, ServeSelection, StartedService } from './ports.ts';
import { run } from './run.ts';
import { textSink } from './text-sink.ts';

const argv = process.argv.slice(2);
process.exitCode =
  isMainThread && isSomebodyWaiting() ? await watched() : await run(argv, portsOf(await currentHost()));

/** In front of a terminal which can take a line away again. */
function isSomebodyWaiting(): boolean {
  return takesTime(argv) && process.env['TERM'] !== 'dumb' && isTerminal(2);
}

/** Starts this same file again, in another thread. */
async function watched(): Promise<number> {
  const { watchRun } = await import('./watch-run.ts');
  try {
    return await watchRun(new URL(import.meta.url), argv);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return await reportError(error, portsOf(await currentHost()));
  }
}

async function currentHost(): Promise<Host> {
  if (isMainThread) return (await import('./unwatched-host.ts')).unwatchedHost();
  return (await import('./watched-host.ts')).watchedHost();
}

function portsOf(host: Host): CliPorts {
  return {
    version: packageJson.version,
    stdout: textSink(1, host),
    stderr: textSink(2, host),
    environment: process.env,
    openRevisions,
    openRenderer,
    shippedStrategies: async () => (await import('../store/shipped-strategies.ts')).readShippedStrategies(),
    serve: startService,
    readFile: async (path) => (await import('node:fs/promises')).readFile(path),
    readTextFile: async (path) => (await import('node:fs/promises')).readFile(path, 'utf8'),
    writeTextFile: async (path, text) => (await import('./write-text-file.ts')).writeTextFile(path, text, host),
    writeFiles: async (folder, files) =>
      (await import('./write-emitted-files.ts')).writeEmittedFiles(folder, files, host),
    onPhase: host.onPhase,
  };
}

async function openRenderer({ jobs, usesCache, allowsRemote }: RenderSelection): Promise<Renderer | undefined> {
  const { openRenderer: open, defaultCacheFolder } = await import('../render/open-renderer.ts');
  const environment = process.env;
  // What is fetched from elsewhere may be something else the next time.
  const cacheFolder = usesCache && !allowsRemote ? defaultCacheFolder(environment) : undefined;
  return open({ environment, cacheFolder, allowRemote: allowsRemote, ...(jobs !== undefined && { jobs }) });
}

async function openRevisions(selection: RevisionSelection): Promise<RevisionSource> {
  if (selection.type === 'Directories') {
    const { openDirectoryRevisions } = await import('../git/directory-revisions.ts');
    return openDirectoryRevisions(selection);
  }
  const { openGitRevisions } = await import('../git/git-revisions.ts');
  return openGitRevisions(selection);
}

async function startService({ host, port, dataDirectory }: ServeSelection): Promise<StartedService> {
  const [{ serve }, { untilSignal }] = await Promise.all([import('../http/main.ts'), import('./until-signal.ts')]);
  const url = process.env['DATABASE_URL'] ?? '';
  const place =
    url === '' ? ({ type: 'Directory', directory: dataDirectory } as const) : ({ type: 'Server', url } as const);
  try {
    const { url: address, stop } = await serve({ version: packageJson.version, host, port, place });
    return { url: address, stopped: untilSignal().then(stop) };
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE' && errorCode(error) !== 'EACCES') throw error;
    const { UsageError } = await import('./usage-error.ts');
    throw new UsageError(`--port ${port}: another program listens there, or it needs more rights; name another port`, {
      cause: error,
    });
  }
}
