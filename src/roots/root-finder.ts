import { rootOf } from './root-of.ts';

/** One revision, as far as it decides about roots. */
interface Tree {
  /** The files in question. */
  readonly files: readonly { readonly path: string }[];
  /** Of the paths of the tree at least those which `rootMarkersOf` names for the files of both revisions. */
  readonly paths: ReadonlySet<string>;
}

export interface RootFacts {
  /** The directories which the settings name as roots; they hold for both revisions. */
  readonly namedRoots: ReadonlySet<string>;
  readonly base: Tree;
  readonly head: Tree;
}

/**
 * Gives the root of any file of one side. A file which stays where it is has the root of head in both revisions: a
 * kustomization or a chart which comes or goes beside it moves nothing in the cluster. So only a file which leaves its
 * path can leave its root.
 */
export function rootFinder({ namedRoots, base, head }: RootFacts, side: 'base' | 'head'): (path: string) => string {
  const inHead = (path: string) => rootOf(path, head.paths, namedRoots);
  if (side === 'head') return inHead;
  const staying = new Set(head.files.map(({ path }) => path));
  return (path) => (staying.has(path) ? inHead(path) : rootOf(path, base.paths, namedRoots));
}
