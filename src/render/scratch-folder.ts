import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endTogether } from '../host/end-together.ts';
import { errorCode } from '../host/error-code.ts';

/** Gives the work an empty folder which only this user may enter; it is gone afterwards, whatever happens. */
export async function withScratchFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  // Tools tell of real paths, and where the folder for temporary files is a link they would not look like ours.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'rollcast-render-'));
  const remove = () => removeFolder(folder);
  const release = endTogether(remove);
  try {
    return await work(folder);
  } finally {
    remove();
    release();
  }
}

function removeFolder(folder: string): void {
  try {
    // A process which was killed a moment ago may still have written something.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}
