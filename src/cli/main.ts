#!/usr/bin/env node
import { mkdtemp, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { RevisionError, type RevisionSource } from '../app/ports.ts';
import type { CliPorts, RevisionSelection, TextSink } from './ports.ts';
import { run } from './run.ts';

const ports: CliPorts = {
  version: packageJson.version,
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  environment: process.env,
  openRevisions,
  readTextFile: (path) => readFile(path, 'utf8'),
  writeTextFile,
  every,
};

process.exitCode = await run(process.argv.slice(2), ports);

async function openRevisions(selection: RevisionSelection): Promise<RevisionSource> {
  if (selection.type === 'Directories') {
    const { openDirectoryRevisions } = await import('../git/directory-revisions.ts');
    return openDirectoryRevisions(selection);
  }
  const { openGitRevisions } = await import('../git/git-revisions.ts');
  return openGitRevisions(selection);
}

/**
 * A file is replaced as a whole or not at all. A link stays, and what it points to is replaced; what is no file
 * (/dev/null, a pipe) is written to and never replaced.
 */
async function writeTextFile(path: string, text: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing && !existing.isFile()) return writeFile(path, text);
  const target = existing ? await realpath(path) : path;
  const directory = await mkdtemp(join(dirname(target), '.rollcast-'));
  const temporary = join(directory, basename(target));
  try {
    await writeFile(temporary, text);
    await rename(temporary, target);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * A reader who closes the pipe early (`rollcast | head`) has seen enough: that is no error. Where the output cannot be
 * kept for another reason (a full disk) the run fails; what cannot be complained about is not.
 */
function sink(stream: NodeJS.WriteStream): TextSink {
  let isClosed = false;
  stream.on('error', () => {
    isClosed = true;
  });
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (isClosed) return resolve();
        stream.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
          if (!error || error.code === 'EPIPE' || stream === process.stderr) return resolve();
          const message = `standard output cannot be written (${error.code ?? 'unknown error'})`;
          reject(new RevisionError('World', message, { cause: error }));
        });
      }),
  };
}

function every(milliseconds: number, tick: (elapsedSeconds: number) => void): () => void {
  const start = performance.now();
  const timer = setInterval(() => tick((performance.now() - start) / 1000), milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
