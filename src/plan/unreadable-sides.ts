import type { ObjectChange } from '../diff/object-change.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { objectName } from './object-name.ts';
import type { PlanInput } from './plan-input.ts';

/**
 * Of a file with a changed document that is no object (unreadable, a template, a patch) nobody can say what is missing
 * from it: an object which only the other revision shows is neither created nor deleted, it is not computed.
 */
export function withoutUnreadableSides(
  changes: readonly ObjectChange[],
  input: PlanInput,
): { changes: readonly ObjectChange[]; notComputed: readonly NotComputed[] } {
  const unreadableBase = opaquePaths(input.base.changed);
  const unreadableHead = opaquePaths(input.head.changed);
  if (unreadableBase.size + unreadableHead.size === 0) return { changes, notComputed: [] };
  const basePath = new Map(input.pairs.map((pair) => [pair.head, pair.base]));
  const headPath = new Map(input.pairs.map((pair) => [pair.base, pair.head]));
  const isDoubtful = ({ change }: ObjectChange) => {
    if (change.action === 'create') return unreadableBase.has(basePath.get(change.source.path) ?? '');
    return change.action === 'delete' && unreadableHead.has(headPath.get(change.source.path) ?? '');
  };
  return {
    changes: changes.filter((change) => !isDoubtful(change)),
    notComputed: changes.filter(isDoubtful).map(doubtful),
  };
}

function opaquePaths(documents: readonly ManifestDocument[]): ReadonlySet<string> {
  const opaque = documents.filter(
    ({ content }) => content.type === 'Unreadable' || (content.type === 'Other' && content.reason !== 'NotAManifest'),
  );
  return new Set(opaque.map(({ path }) => path));
}

function doubtful({ change }: ObjectChange): NotComputed {
  const isCreation = change.action === 'create';
  const [side, what] = isCreation ? ['base', 'new'] : ['head', 'deleted'];
  return {
    what: objectName(change.object),
    reason: isCreation ? 'BaseUnreadable' : 'HeadUnreadable',
    detail: `a document of its file cannot be read as objects in ${side}, so it is unknown whether this object is ${what} or changed`,
    source: change.source,
  };
}
