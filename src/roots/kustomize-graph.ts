import { isKustomizationPath } from '../manifest/manifest-path.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { followLinks, type Links } from './kustomization/links.ts';
import { backwards, type Next, reach, walkDeep } from './kustomization/walk.ts';
import {
  type Kustomization,
  type KustomizeRefusal,
  type RevisionTree,
  readKustomization,
  unreadKustomization,
} from './kustomization.ts';
import { parentOf } from './root-of.ts';

/** The kustomizations of one revision. Through their directories they are a graph. */
export interface KustomizeGraph {
  /** By directory, sorted by it. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** What is known of a revision without its texts. */
export interface RevisionPaths {
  readonly paths: readonly string[];
  readonly links: Links;
}

/** The graph of another revision with the same paths and links: what has the same text refers to the same there. */
interface SameTree {
  readonly graph: KustomizeGraph;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads all kustomizations of a revision; `paths` are all its files and links. One whose text is not given is there as well, and
 * refers to nothing: who reads its file for a build tells why that cannot be.
 */
export function kustomizeGraph(
  files: readonly TextFile[],
  { paths, links }: RevisionPaths,
  other?: SameTree,
): KustomizeGraph {
  const allPaths = new Set(paths);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const tree = treeOf(allPaths, links);
  const found = [...new Set([...texts.keys(), ...[...allPaths].filter(isKustomizationPath)])].toSorted(byCodeUnit);
  const read = found.map((path) => {
    const text = texts.get(path);
    if (text === undefined) return unreadKustomization(path, behindLinks(path, links));
    const known = other?.texts.get(path) === text ? other.graph.kustomizations.get(parentOf(path)) : undefined;
    return known?.path === path ? known : readKustomization(path, text, tree);
  });
  const sorted = read.toSorted((a, b) => byCodeUnit(a.directory, b.directory));
  // Of two in one directory either may stand for both, since each tells of the other.
  return { kustomizations: new Map(sorted.map((one) => [one.directory, one])) };
}

function behindLinks(path: string, links: Links): readonly string[] {
  const { path: behind } = followLinks(path, links);
  return behind === undefined || behind === path ? [] : [behind];
}

function treeOf(files: ReadonlySet<string>, links: Links): RevisionTree {
  const directories = new Set(['.']);
  for (const path of files) {
    for (let above = parentOf(path); !directories.has(above); above = parentOf(above)) directories.add(above);
  }
  return { hasFile: (path) => files.has(path), hasDirectory: (path) => directories.has(path), links };
}

/** A kustomization which is applied as it is, and who says so. */
export interface DeployedRoot {
  /** "." is the top. */
  readonly directory: string;
  readonly decidedBy: 'Settings' | 'Unreferenced';
}

/**
 * The kustomizations which are applied as they are, sorted: those which the settings name, and those to which no other
 * refers. Of those which only refer to each other the first stands for all, so that they are told of. A component to
 * which nothing refers is applied nowhere, and neither is what only it refers to.
 */
export function deployedRoots(graph: KustomizeGraph, namedRoots: ReadonlySet<string>): readonly DeployedRoot[] {
  const { kustomizations } = graph;
  const named = [...namedRoots].filter((directory) => kustomizations.has(directory));
  const unreferenced = circlesNotReferredTo(graph)
    .filter((circle) => !circle.some((directory) => namedRoots.has(directory)))
    .flatMap((circle) => circle.filter((one) => kustomizations.get(one)?.isComponent === false).slice(0, 1));
  return [
    ...named.map((directory): DeployedRoot => ({ directory, decidedBy: 'Settings' })),
    ...unreferenced.map((directory): DeployedRoot => ({ directory, decidedBy: 'Unreferenced' })),
  ].toSorted((a, b) => byCodeUnit(a.directory, b.directory));
}

/** The kustomizations which are referred to by none, or only by what they lead to themselves: these together, sorted. */
function circlesNotReferredTo(graph: KustomizeGraph): readonly (readonly string[])[] {
  const directories = [...graph.kustomizations.keys()];
  const next = nextIn(graph);
  const before = backwards(directories, next);
  const circles: (readonly string[])[] = [];
  const seen = new Set<string>();
  // What finishes last leads to all that refers to it: else that would finish after it, and it would have been seen.
  for (const directory of walkDeep(directories, next).finished.toReversed()) {
    if (seen.has(directory)) continue;
    circles.push([...reach([directory], before)].toSorted(byCodeUnit));
    for (const other of reach([directory], (one) => next(one).filter((two) => !seen.has(two)))) seen.add(other);
  }
  return circles;
}

/** All that the build of a directory reads; each path once, sorted. */
export interface Closure {
  /** Its own and all that it is built upon, whether or not they hold a kustomization. */
  readonly directories: readonly string[];
  /** The files of the kustomizations among them. */
  readonly files: readonly string[];
  readonly missing: readonly string[];
  readonly secretValues: readonly string[];
  readonly secretFiles: readonly string[];
  /** Sorted by path and line. */
  readonly refusals: readonly KustomizeRefusal[];
}

export function closureOf(graph: KustomizeGraph, directory: string): Closure {
  const { finished, cycle } = walkDeep([directory], nextIn(graph));
  const read = finished.flatMap((one) => graph.kustomizations.get(one) ?? []);
  const refusals = [...read.flatMap((one) => one.refusals), ...(cycle ? cycleRefusals(graph, cycle) : [])];
  return {
    directories: finished.toSorted(byCodeUnit),
    files: sortedOnce(read.flatMap(({ path, files }) => [path, ...files])),
    missing: sortedOnce(read.flatMap(({ missing }) => missing)),
    secretValues: sortedOnce(read.flatMap(({ secretValues }) => secretValues)),
    secretFiles: sortedOnce(read.flatMap(({ secretFiles }) => secretFiles)),
    refusals: refusals.toSorted((a, b) => byCodeUnit(a.path, b.path) || a.line - b.line),
  };
}

/** Where the way round closes. */
function cycleRefusals({ kustomizations }: KustomizeGraph, cycle: readonly string[]): readonly KustomizeRefusal[] {
  const [from, to] = cycle.slice(-2);
  const last = kustomizations.get(from ?? '');
  if (!last) return [];
  const message = `the kustomizations refer to each other in a cycle: ${cycle.join(' → ')}`;
  return [{ type: 'Cycle', path: last.path, line: last.lineOfDirectory(to ?? '') ?? 1, message }];
}

/** The kustomizations which name a directory, sorted. */
export function referrersOf({ kustomizations }: KustomizeGraph, directory: string): readonly string[] {
  return [...kustomizations.values()].flatMap((one) => (one.directories.includes(directory) ? [one.directory] : []));
}

/** The roots whose closure has one of the paths, be it there or missing: a path of another revision counts as well. */
export function rootsReachedBy(
  graph: KustomizeGraph,
  roots: readonly DeployedRoot[],
  paths: ReadonlySet<string>,
): readonly DeployedRoot[] {
  const { kustomizations } = graph;
  const reading = [...kustomizations.values()].filter(({ path, files, missing }) =>
    [path, ...files, ...missing].some((one) => paths.has(one)),
  );
  const directories = reading.map(({ directory }) => directory);
  const reached = reach(directories, backwards(kustomizations.keys(), nextIn(graph)));
  return roots.filter(({ directory }) => reached.has(directory));
}

function nextIn({ kustomizations }: KustomizeGraph): Next {
  return (directory) => kustomizations.get(directory)?.directories ?? [];
}

function sortedOnce(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted(byCodeUnit);
}
