import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { realpath, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Host } from './host.ts';

/**
 * A file is replaced as a whole or not at all, and nothing is left beside it. A link stays, and what it points to is
 * replaced; what is no file (/dev/null, a pipe) is written to and never replaced.
 */
export async function writeTextFile(path: string, text: string, host: Host): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing && !existing.isFile()) return writeFile(path, text);
  const target = existing ? await realpath(path) : path;
  await host.undisturbed(() => replaceFile(target, text));
}

function replaceFile(target: string, text: string): void {
  const directory = mkdtempSync(join(dirname(target), '.rollcast-'));
  const temporary = join(directory, basename(target));
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
