import { isKustomizationPath } from '../manifest/manifest-path.ts';
import { rootMarkersOf } from '../roots/root-of.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { BuiltRoot } from './build-roots.ts';
import type { ChangedFile, OpenRenderer, RevisionSource } from './ports.ts';

export interface RenderOptions {
  /** The directories which the settings name as roots. */
  readonly namedRoots: ReadonlySet<string>;
  /** The settings let a build read what is not in the repository. */
  readonly allowsRemote: boolean;
  /** Is asked only where something is to be built; undefined: nothing is. */
  readonly openRenderer?: OpenRenderer | undefined;
  readonly onPhase: (phase: string) => void;
}

/** The change with what kustomizations make of it in place of what they are made of. */
export interface RenderedChange {
  readonly changed: readonly ChangedFile[];
  /** Where related objects are found: not in what a build reads, since they are in what it makes. */
  readonly related: Pick<RevisionSource, 'paths' | 'unchangedMentioning'>;
  /** Which program built the kustomizations; undefined: nothing was to be built, or nothing could build it. */
  readonly renderer: string | undefined;
  readonly roots: readonly BuiltRoot[];
  /** The roots which could not be built, and the files which none of them reads. */
  readonly notBuilt: readonly NotComputed[];
  /** The files which differ below a kustomization and are read by none, so that they are planned as they are. */
  readonly unread: readonly string[];
  /** The directories of those which the change reaches, where no program could build them. */
  readonly unbuilt: readonly string[];
}

/** Builds what kustomizations the change reaches. A change which reaches none, as most do not, pays nothing for it. */
export async function renderedChange(
  source: RevisionSource,
  changed: readonly ChangedFile[],
  options: RenderOptions,
): Promise<RenderedChange> {
  const files = changed.flatMap(({ base, head }) => [base, head]).filter((file) => file !== undefined);
  const touched = new Set(files.map(({ path }) => path));
  // A link may stand for the directory of a kustomization which is elsewhere.
  const hasLink = files.some(({ type }) => type === 'SymbolicLink');
  const asWritten = { changed, related: source, renderer: undefined, roots: [], notBuilt: [], unread: [], unbuilt: [] };
  if (!options.openRenderer || !(hasLink || (await isBelowKustomization(source, touched)))) return asWritten;
  const { renderRoots } = await import('./render-roots.ts');
  return renderRoots(source, { changed, touched }, options);
}

/** A build reads nothing but what lies in the directories of kustomizations: without one above there is none to reach. */
async function isBelowKustomization(source: RevisionSource, touched: ReadonlySet<string>): Promise<boolean> {
  const markers = [...new Set([...touched].flatMap(rootMarkersOf))].filter(isKustomizationPath);
  const found = await Promise.all([source.paths('head', markers), source.paths('base', markers)]);
  return found.some((paths) => paths.length > 0);
}
