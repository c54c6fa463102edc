import type { ChangedFile } from '../app/ports.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';

export function sortedChanges(changes: readonly ChangedFile[]): readonly ChangedFile[] {
  return changes.toSorted(
    (a, b) => byCodeUnit(pathOf(a), pathOf(b)) || byCodeUnit(a.base?.path ?? '', b.base?.path ?? ''),
  );
}

function pathOf(change: ChangedFile): string {
  return change.head?.path ?? change.base?.path ?? '';
}
