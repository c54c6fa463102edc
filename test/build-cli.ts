import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The CLI as users get it: built from the sources that are tested. */
    readonly builtCli: string;
    /** The GitHub Action in one file, beside what it needs of the repository. */
    readonly builtAction: string;
  }
}

/** Builds the faces once for all tests; the tests run the built files, laid out as in the package, never the sources. */
export default function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'rollcast-build-'));
  const dist = join(directory, 'dist');
  execFileSync(process.execPath, ['node_modules/rolldown/bin/cli.mjs', '-c', '-d', dist], { stdio: 'pipe' });
  cpSync('strategies', join(directory, 'strategies'), { recursive: true });
  // The package finds its dependencies beside it.
  symlinkSync(resolve('node_modules'), join(directory, 'node_modules'));
  project.provide('builtCli', join(dist, 'cli.js'));
  project.provide('builtAction', join(dist, 'action.js'));
  return () => rmSync(directory, { recursive: true, force: true });
}
