#!/usr/bin/env node
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { RevisionSource } from '../app/ports.ts';
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

async function writeTextFile(path: string, text: string): Promise<void> {
  const directory = await mkdtemp(join(dirname(path), '.rollcast-'));
  const temporary = join(directory, basename(path));
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A reader who closes the pipe early (`rollcast | head`) has seen enough: that is no error. */
function sink(stream: NodeJS.WriteStream): TextSink {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) =>
      new Promise((resolve) => {
        if (isClosed) resolve();
        else stream.write(text, () => resolve());
      }),
  };
}

function every(milliseconds: number, tick: (elapsedSeconds: number) => void): () => void {
  const start = performance.now();
  const timer = setInterval(() => tick((performance.now() - start) / 1000), milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
