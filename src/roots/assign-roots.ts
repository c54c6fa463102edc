import type { FileDiagnostic, ManifestFile, ManifestObject } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { identityKey } from '../schema/object-identity.ts';
import { parentOf } from './root-of.ts';

/** `path` is the file of the definition which does not count. */
export type DuplicateObject = FileDiagnostic & { readonly path: string };

export interface RootedObjects {
  /** One per identity, in order of path and of document. */
  readonly objects: readonly RevisionObject[];
  readonly duplicates: readonly DuplicateObject[];
}

/**
 * Gives every object of one side the root of its file, and so its identity. Of two objects with one identity the last in
 * order of path and document counts, as when kubectl applies a directory.
 */
export function assignRoots(files: readonly ManifestFile[], rootOf: (path: string) => string): RootedObjects {
  const lastByIdentity = new Map<string, RevisionObject>();
  const all = files.toSorted(byPath).flatMap((file) => rootedObjects(file, rootOfFile(file, rootOf)));
  for (const one of all) lastByIdentity.set(identityKey(one.reference), one);
  if (lastByIdentity.size === all.length) return { objects: all, duplicates: [] };
  const counts = new Set(lastByIdentity.values());
  return {
    objects: all.filter((one) => counts.has(one)),
    duplicates: all.flatMap((one) => {
      const last = lastByIdentity.get(identityKey(one.reference));
      return last === undefined || last === one ? [] : [duplicate(one, last)];
    }),
  };
}

/** What was built is a root by itself, whatever the settings name above it. */
function rootOfFile({ path, isRendered }: ManifestFile, rootOf: (path: string) => string): string {
  return isRendered === true ? parentOf(path) : rootOf(path);
}

function rootedObjects(file: ManifestFile, root: string): readonly RevisionObject[] {
  const objects = file.documents.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : []));
  return objects.map((object) => ({ reference: referenceOf(object, root), object }));
}

function referenceOf(object: ManifestObject, root: string): RevisionObject['reference'] {
  const { apiVersion, kind, namespace, name } = object;
  return namespace === undefined ? { apiVersion, kind, name, root } : { apiVersion, kind, namespace, name, root };
}

function duplicate({ reference, object }: RevisionObject, last: RevisionObject): DuplicateObject {
  const { path, line } = object.document;
  const other = last.object.document;
  const where = other.path === path ? `at line ${other.line}` : `in ${other.path}, line ${other.line}`;
  return {
    type: 'DuplicateObject',
    message: `${reference.kind} ${reference.name} is defined again ${where}; only the last definition counts`,
    path,
    line,
  };
}

function byPath(a: ManifestFile, b: ManifestFile): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
