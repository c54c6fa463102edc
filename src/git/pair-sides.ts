import type { ChangedFile, RevisionFile } from '../app/ports.ts';
import { sortedChanges } from './sorted-changes.ts';

/** What two sides which differ have at one path: a change each, but for those files which were renamed. */
export async function pairSides(sides: readonly ChangedFile[]): Promise<readonly ChangedFile[]> {
  const changed: ChangedFile[] = [];
  const removed: RevisionFile[] = [];
  const added: RevisionFile[] = [];
  for (const { base, head } of sides) {
    // What becomes a link or a submodule is gone as the file that it was.
    if (base !== undefined && head?.type === base.type) changed.push({ base, head });
    else {
      if (base !== undefined) removed.push(base);
      if (head !== undefined) added.push(head);
    }
  }
  return sortedChanges([...changed, ...(await pairMoved(removed, added))]);
}

/** It takes time to load what pairs, and most changes have nothing to pair. */
async function pairMoved(
  removed: readonly RevisionFile[],
  added: readonly RevisionFile[],
): Promise<readonly ChangedFile[]> {
  if (removed.length > 0 && added.length > 0) {
    const { pairRenames } = await import('./pair-renames.ts');
    return pairRenames(removed, added);
  }
  return [...removed.map((base) => ({ base, head: undefined })), ...added.map((head) => ({ base: undefined, head }))];
}
