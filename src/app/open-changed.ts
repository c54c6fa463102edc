import type { ManifestFile } from '../manifest/manifest-document.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { type OpenManifest, openManifest, sharedTexts } from '../manifest/open-manifest.ts';
import { wordSearch, writtenKind } from '../manifest/written-words.ts';
import type { ChangedFile, RevisionFile } from './ports.ts';
import { type ReadingBudget, readingBudget } from './reading-budget.ts';

/** A file which differs, and which of its documents have to be read whatever else will turn out to be needed. */
export interface ChangedManifest {
  readonly manifest: OpenManifest;
  readonly isWanted: (text: string) => boolean;
}

/**
 * Opens both sides of the files which differ. To be read are the documents which stand in one side alone, and those which
 * may define one of their objects again. Throws RevisionError where that is too much.
 */
export function openChanged(changed: readonly ChangedFile[]): Readonly<Record<'base' | 'head', ChangedManifest[]>> {
  const budget = readingBudget();
  const pairs = changed.map((file) => {
    const [base] = openable(file.base, budget);
    const [head] = openable(file.head, budget);
    return { base, head, shared: base && head ? sharedTexts(base, head) : new Set<string>() };
  });
  const isDefinedAgain = nameSearch(
    pairs.flatMap(({ base, head, shared }) =>
      [base, head].flatMap((manifest) => (manifest ? [budget.read(manifest.read((text) => !shared.has(text)))] : [])),
    ),
  );
  const side = (name: 'base' | 'head') =>
    pairs.flatMap(({ [name]: manifest, shared }) =>
      manifest ? [{ manifest, isWanted: (text: string) => !shared.has(text) || isDefinedAgain(text) }] : [],
    );
  return { base: side('base'), head: side('head') };
}

/** The file, opened, if it is one that may hold manifests. */
export function openable(file: RevisionFile | undefined, budget: ReadingBudget): OpenManifest[] {
  if (file?.type !== 'File' || !isManifestPath(file.path)) return [];
  return [budget.opened(openManifest(file.path, file.bytes, file.isRendered === true ? 'Rendered' : 'Written'))];
}

/** A test for "this text may define one of the objects of these files". */
function nameSearch(files: readonly ManifestFile[]): (text: string) => boolean {
  const objects = files
    .flatMap(({ documents }) => documents)
    .flatMap(({ content }) => (content.type === 'Objects' ? content.objects : []));
  const hasAny = wordSearch(new Set(objects.map(({ name }) => name)));
  const hasOfKind = new Map(
    [...Map.groupBy(objects, ({ kind }) => kind)].map(([kind, ofKind]) => [
      kind,
      wordSearch(new Set(ofKind.map(({ name }) => name))),
    ]),
  );
  return (text) => {
    const kind = writtenKind(text);
    return kind === undefined ? hasAny(text) : (hasOfKind.get(kind)?.(text) ?? false);
  };
}
