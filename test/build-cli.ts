import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The CLI as users get it: built from the sources that are tested. */
    readonly builtCli: string;
  }
}

/** Builds the CLI once for all tests; the tests run the built files, never the sources. */
export default function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'rollcast-build-'));
  execFileSync(process.execPath, ['node_modules/rolldown/bin/cli.mjs', '-c', '-d', directory], { stdio: 'pipe' });
  project.provide('builtCli', join(directory, 'cli.js'));
  return () => rmSync(directory, { recursive: true, force: true });
}
