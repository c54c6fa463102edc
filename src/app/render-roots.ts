import { isKustomizationPath } from '../manifest/manifest-path.ts';
import type { RootTurn } from '../plan/plan-input.ts';
import { isUnreadable } from '../roots/kustomization.ts';
import {
  closureOf,
  type DeployedRoot,
  deployedRoots,
  type KustomizeGraph,
  kustomizeGraph,
  type RevisionPaths,
  referrersOf,
  rootsReachedBy,
} from '../roots/kustomize-graph.ts';
import { directoriesAbove } from '../roots/root-of.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { countNoun } from '../schema/count-noun.ts';
import { buildRoots, type RootToBuild } from './build-roots.ts';
import { fileText } from './file-text.ts';
import type { ChangedFile, RevisionSource, Side } from './ports.ts';
import type { RenderedChange, RenderOptions } from './rendered-change.ts';
import { withBuilds } from './with-builds.ts';

/** One revision’s kustomizations. */
interface KustomizedSide {
  readonly graph: KustomizeGraph;
  readonly deployed: readonly DeployedRoot[];
  readonly paths: ReadonlySet<string>;
}

export type KustomizedSides = Readonly<Record<Side, KustomizedSide>>;

export interface Touched {
  readonly changed: readonly ChangedFile[];
  /** The paths of the changed files, of both sides. */
  readonly touched: ReadonlySet<string>;
}

/**
 * Builds the kustomizations which the change reaches, in both revisions, and nothing else: those that are applied as they
 * are, because nothing refers to them or the settings name them. What cannot be built is told, and nothing is read of
 * it, except where who applies it may well build it.
 */
export async function renderRoots(
  source: RevisionSource,
  { changed, touched }: Touched,
  { namedRoots, allowsRemote, openRenderer, onPhase }: RenderOptions,
): Promise<RenderedChange> {
  // Most of what changes below a kustomization reaches one, so nobody waits for its answer.
  const [renderer, sides] = await Promise.all([openRenderer?.({ allowsRemote }), kustomizedSides(source, namedRoots)]);
  const reached = reachedRoots(sides, touched);
  if (!renderer && reached.length > 0) {
    const unbuilt = reached.map(({ directory }) => directory);
    return { changed, related: source, renderer: undefined, roots: [], notBuilt: [], unread: [], unbuilt };
  }
  onPhase(`building ${countNoun(reached.length, 'kustomization')}`);
  const built =
    renderer && reached.length > 0
      ? await buildRoots(source, reached, { renderer, allowsRemote })
      : { roots: [], failed: [] };
  const files = await withBuilds(source, changed, { sides, ...built });
  return {
    changed: files.changed,
    related: without(source, files.isBuilt),
    renderer: reached.length === 0 ? undefined : renderer?.name,
    roots: built.roots,
    notBuilt: [...built.failed.map(({ notComputed }) => notComputed), ...files.unreferenced],
    unread: files.unread,
    unbuilt: [],
  };
}

async function kustomizedSides(source: RevisionSource, namedRoots: ReadonlySet<string>): Promise<KustomizedSides> {
  const [base, head] = await Promise.all([readSide(source, 'base'), readSide(source, 'head')]);
  const graph = kustomizeGraph(base.files, base);
  const texts = new Map(base.files.map(({ path, text }) => [path, text]));
  const headGraph = kustomizeGraph(head.files, head, isSameTree(base, head) ? { graph, texts } : undefined);
  return {
    base: { graph, deployed: deployedRoots(graph, namedRoots), paths: new Set(base.paths) },
    head: { graph: headGraph, deployed: deployedRoots(headGraph, namedRoots), paths: new Set(head.paths) },
  };
}

function isSameTree(base: RevisionPaths, head: RevisionPaths): boolean {
  return (
    base.paths.length === head.paths.length &&
    base.paths.every((path, at) => path === head.paths[at]) &&
    base.links.size === head.links.size &&
    [...base.links].every(([path, target]) => head.links.get(path) === target)
  );
}

async function readSide(source: RevisionSource, side: Side) {
  const [paths, links] = await Promise.all([source.paths(side), source.links(side)]);
  const files = await source.files(side, paths.filter(isKustomizationPath));
  return {
    paths,
    links: new Map(links.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])),
    // What is no text says nothing, which the graph refuses.
    files: files.flatMap((file) => (file.type === 'File' ? [{ path: file.path, text: fileText(file) ?? '' }] : [])),
  };
}

/** In the order of their directories; also those which come or go because others start or cease to refer to them. */
function reachedRoots({ base, head }: KustomizedSides, touched: ReadonlySet<string>): readonly RootToBuild[] {
  const [inBase, inHead] = [byDirectory(base.deployed), byDirectory(head.deployed)];
  const changing = [base, head].flatMap(({ graph, deployed }) =>
    rootsReachedBy(graph, deployed, new Set([...touched, ...unreadableAbove(graph, touched)])),
  );
  const comingOrGoing = [...base.deployed, ...head.deployed].filter(
    ({ directory }) => !(inBase.has(directory) && inHead.has(directory)),
  );
  const directories = new Set([...changing, ...comingOrGoing].map(({ directory }) => directory));
  return [...directories].toSorted(byCodeUnit).map((directory) => ({
    directory,
    decidedBy: (inHead.get(directory) ?? inBase.get(directory))?.decidedBy ?? 'Unreferenced',
    turn: turnOf(directory, { base, head }, { wasRoot: inBase.has(directory), isRoot: inHead.has(directory) }),
    closures: {
      base: inBase.has(directory) ? closureOf(base.graph, directory) : undefined,
      head: inHead.has(directory) ? closureOf(head.graph, directory) : undefined,
    },
  }));
}

/** Where only references decide of it, whether it goes on being applied alone is a guess, which is told. */
function turnOf(
  directory: string,
  { base, head }: KustomizedSides,
  { wasRoot, isRoot }: { readonly wasRoot: boolean; readonly isRoot: boolean },
): RootTurn | undefined {
  if (!(base.graph.kustomizations.has(directory) && head.graph.kustomizations.has(directory))) return undefined;
  if (wasRoot === isRoot) return undefined;
  return { to: isRoot ? 'Root' : 'Base', referrers: referrersOf((isRoot ? base : head).graph, directory) };
}

/** Nobody knows what an unreadable kustomization refers to: any file below may be meant. */
function unreadableAbove({ kustomizations }: KustomizeGraph, touched: ReadonlySet<string>): readonly string[] {
  const directories = new Set([...touched].flatMap(directoriesAbove));
  return [...directories].flatMap((directory) => {
    const found = kustomizations.get(directory);
    return found && isUnreadable(found) ? [found.path] : [];
  });
}

function byDirectory(roots: readonly DeployedRoot[]): ReadonlyMap<string, DeployedRoot> {
  return new Map(roots.map((root) => [root.directory, root]));
}

function without(source: RevisionSource, isBuilt: (path: string) => boolean): RenderedChange['related'] {
  return {
    paths: (side, among) => source.paths(side, among),
    unchangedMentioning: async (words, besides) => {
      const found = await source.unchangedMentioning(words, besides);
      return found.filter(({ path }) => !isBuilt(path));
    },
  };
}
