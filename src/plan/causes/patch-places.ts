import { includedTargets } from './included.ts';
import { inlineDocuments, type PatchUse, patchUsesOf } from './patch-uses.ts';
import { lazily, type OpenSource, type OpenSources, type Revision, type SourceDocument } from './sources.ts';

/** Patches which stand in one file, in either revision. */
export interface PatchPlace {
  readonly path: string;
  readonly base: readonly Patch[];
  readonly head: readonly Patch[];
}

interface Patch {
  readonly documents: () => readonly SourceDocument[];
  readonly target: PatchUse['target'];
  /** The kustomization which uses it; undefined: it is not at hand. */
  readonly kustomization: string | undefined;
}

interface PatchPlaces {
  /** Patches which a kustomization holds, or begins or ceases to use. */
  readonly inKustomizations: readonly PatchPlace[];
  readonly inFiles: readonly PatchPlace[];
}

/** All patches which may have changed. */
export function patchPlaces(sources: OpenSources): PatchPlaces {
  const uses = {
    base: lazily(() => sources.all.flatMap((source) => patchUsesOf(source, 'base', sources))),
    head: lazily(() => sources.all.flatMap((source) => patchUsesOf(source, 'head', sources))),
  };
  return {
    inKustomizations: sources.changedKustomizations.map((source) => usedPatches(source, uses, sources)),
    inFiles: patchFiles(uses, sources),
  };
}

type Uses = Readonly<Record<Revision, () => readonly PatchUse[]>>;

function usedPatches(source: OpenSource, uses: Uses, sources: OpenSources): PatchPlace {
  const own = (revision: Revision) => uses[revision]().filter(({ kustomization }) => kustomization === source.path);
  const patches = (revision: Revision, others: readonly PatchUse[]) =>
    own(revision).flatMap((use): readonly Patch[] => {
      const documents = usedDocuments(use, others, sources);
      return documents ? [{ documents, target: use.target, kustomization: use.kustomization }] : [];
    });
  return { path: source.path, base: patches('base', own('head')), head: patches('head', own('base')) };
}

/** undefined: the patch is a file which changed itself, and where it changed says more. */
function usedDocuments(
  use: PatchUse,
  others: readonly PatchUse[],
  sources: OpenSources,
): Patch['documents'] | undefined {
  const { patch, revision } = use;
  // Of a patch which is used in both revisions only the target may differ.
  const other = others.find((each) => isSamePatch(each, use));
  const place = other ? (revision === 'head' ? use : other).targetPlace : use.place;
  if (patch.type === 'Inline') return lazily(() => inlineDocuments(patch.text, place));
  const file = sources.at(patch.path);
  if (!file || file.isChanged) return undefined;
  return () => file.documents(revision).map(({ value }) => ({ value, place: () => place }));
}

function isSamePatch({ patch: one }: PatchUse, { patch: other }: PatchUse): boolean {
  if (one.type === 'Inline') return other.type === 'Inline' && one.text === other.text;
  return other.type === 'File' && one.path === other.path;
}

/** The changed files which may be patches: neither kustomizations nor resources. */
function patchFiles(uses: Uses, { all, changed }: OpenSources): readonly PatchPlace[] {
  const included = new Set(revisions.flatMap((revision) => all.flatMap((source) => includedTargets(source, revision))));
  return changed
    .filter((source) => !revisions.some((revision) => source.kustomization(revision)) && !included.has(source.path))
    .map((source) => patchFile(source, uses));
}

const revisions = ['base', 'head'] as const;

/** With the targets that kustomizations have for it. */
function patchFile(source: OpenSource, uses: Uses): PatchPlace {
  const usesOf = (revision: Revision) =>
    uses[revision]().filter(({ patch }) => patch.type === 'File' && patch.path === source.path);
  const isUsed = revisions.some((revision) => usesOf(revision).length > 0);
  const patches = (revision: Revision): readonly Patch[] => {
    const documents = () => source.documents(revision);
    if (!isUsed) return [{ documents, target: undefined, kustomization: undefined }];
    return usesOf(revision).map(({ target, kustomization }) => ({ documents, target, kustomization }));
  };
  return { path: source.path, base: patches('base'), head: patches('head') };
}
