import type { ChangedFile } from '../app/ports.ts';

export function sortedChanges(changes: readonly ChangedFile[]): readonly ChangedFile[] {
  return changes.toSorted(
    (a, b) => byCodeUnit(pathOf(a), pathOf(b)) || byCodeUnit(a.base?.path ?? '', b.base?.path ?? ''),
  );
}

export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function pathOf(change: ChangedFile): string {
  return change.head?.path ?? change.base?.path ?? '';
}
