import type { ObjectChange } from '../diff/object-change.ts';
import type { ManifestFile } from '../manifest/manifest-document.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { objectName } from './object-name.ts';
import type { PlanInput } from './plan-input.ts';

/**
 * Of a file with an unreadable document nobody can say what is missing from it: an object which only the other revision
 * shows is neither created nor deleted, it is not computed.
 */
export function withoutUnreadableSides(
  changes: readonly ObjectChange[],
  { base, head, pairs }: PlanInput,
): { changes: readonly ObjectChange[]; notComputed: readonly NotComputed[] } {
  const unreadableBase = unreadablePaths(base.files);
  const unreadableHead = unreadablePaths(head.files);
  if (unreadableBase.size + unreadableHead.size === 0) return { changes, notComputed: [] };
  const basePath = new Map(pairs.map((pair) => [pair.head, pair.base]));
  const headPath = new Map(pairs.map((pair) => [pair.base, pair.head]));
  const isDoubtful = ({ change }: ObjectChange) => {
    if (change.action === 'create') return unreadableBase.has(basePath.get(change.source.path) ?? '');
    return change.action === 'delete' && unreadableHead.has(headPath.get(change.source.path) ?? '');
  };
  return {
    changes: changes.filter((change) => !isDoubtful(change)),
    notComputed: changes.filter(isDoubtful).map(doubtful),
  };
}

function unreadablePaths(files: readonly ManifestFile[]): ReadonlySet<string> {
  const broken = files.filter(({ documents }) => documents.some(({ content }) => content.type === 'Unreadable'));
  return new Set(broken.map(({ path }) => path));
}

function doubtful({ change }: ObjectChange): NotComputed {
  const isCreation = change.action === 'create';
  return {
    what: objectName(change.object),
    reason: isCreation ? 'BaseUnreadable' : 'HeadUnreadable',
    detail: isCreation
      ? 'the file cannot be read in base, so it is unknown whether this object is new or changed'
      : 'the file cannot be read in head, so it is unknown whether this object is deleted or changed',
    source: change.source,
  };
}
