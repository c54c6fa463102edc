import { isManifestPath } from '../manifest/manifest-path.ts';
import { isUnreadable } from '../roots/kustomization.ts';
import type { KustomizeGraph } from '../roots/kustomize-graph.ts';
import { directoriesAbove, parentOf } from '../roots/root-of.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { BuiltRoot, BuiltRoots, RootToBuild } from './build-roots.ts';
import type { ChangedFile, RevisionFile, RevisionSource, Side } from './ports.ts';
import type { KustomizedSides } from './render-roots.ts';

export interface Builds extends BuiltRoots {
  readonly sides: KustomizedSides;
}

export interface AppliedFiles {
  readonly changed: readonly ChangedFile[];
  /** Whether a file of head is only what a build reads. */
  readonly isBuilt: (path: string) => boolean;
  /** Files which differ, and which nothing applies. */
  readonly unreferenced: readonly NotComputed[];
  /** Files which lie below a kustomization that does not read them: somebody else may apply them. */
  readonly unread: readonly string[];
}

/** The files which differ as a cluster gets them: each built root is one file, in place of all that it is made of. */
export async function withBuilds(
  source: RevisionSource,
  changed: readonly ChangedFile[],
  builds: Builds,
): Promise<AppliedFiles> {
  const uses = { base: usesOf(builds, 'base'), head: usesOf(builds, 'head') };
  const turning = await turningFiles(source, changed, builds, uses);
  const known = changed.filter((file) => !isOfFailed(file, uses));
  const left = known.map((file) => ({ file, applied: appliedOf(file, uses) }));
  return {
    changed: [
      ...left.flatMap(({ applied }) => (applied.base || applied.head ? [applied] : [])),
      ...turning,
      ...builds.roots.map(renderedFile),
    ],
    unread: left.flatMap(({ applied }) => unreadPath(applied, uses)),
    isBuilt: (path) => uses.head.built.has(path) || uses.head.failed.has(path),
    unreferenced: left.flatMap(({ file, applied }) =>
      applied.base || applied.head ? [] : unreferencedEntry(file, uses),
    ),
  };
}

/** What becomes of the files of one revision. */
interface Uses {
  /** What the builds of this plan read. */
  readonly built: ReadonlySet<string>;
  /** What those read which nobody can build. */
  readonly failed: ReadonlySet<string>;
  /** Some kustomization reads it. */
  readonly isRead: (path: string) => boolean;
  /** A kustomization in its own directory leaves it out: whoever applies the directory builds it. */
  readonly isLeftOut: (path: string) => boolean;
  /** A kustomization lies in its directory or above. */
  readonly isBelow: (path: string) => boolean;
}

type UsesOfSides = Readonly<Record<Side, Uses>>;

function usesOf({ sides, roots, failed }: Builds, side: Side): Uses {
  const { kustomizations } = sides[side].graph;
  const filesOf = (some: readonly RootToBuild[]) =>
    new Set(some.flatMap(({ closures }) => closures[side]?.files ?? []));
  const built = filesOf(roots);
  const read = filesOfAll(sides[side].graph);
  return {
    built,
    failed: filesOf(failed.filter(({ isBuildableElsewhere }) => !isBuildableElsewhere)),
    isRead: (path) => read.has(path),
    isLeftOut: (path) => {
      const beside = kustomizations.get(parentOf(path));
      return beside !== undefined && !isUnreadable(beside) && !read.has(path);
    },
    isBelow: (path) => directoriesAbove(path).some((directory) => kustomizations.has(directory)),
  };
}

function filesOfAll({ kustomizations }: KustomizeGraph): ReadonlySet<string> {
  return new Set([...kustomizations.values()].flatMap(({ path, files }) => [path, ...files]));
}

/** What becomes of such a file is not known in one revision at least: what differs is neither applied nor removed. */
function isOfFailed({ base, head }: ChangedFile, uses: UsesOfSides): boolean {
  return (
    (base !== undefined && uses.base.failed.has(base.path)) || (head !== undefined && uses.head.failed.has(head.path))
  );
}

/** A file without the sides on which it is not applied as it is written. */
function appliedOf({ base, head }: ChangedFile, uses: UsesOfSides): ChangedFile {
  return {
    base: base && isPlain(base.path, 'base', uses) ? base : undefined,
    head: head && isPlain(head.path, 'head', uses) ? head : undefined,
  };
}

/** What a build reads in the one revision is applied as it is in the other only where no kustomization is above it there. */
function isPlain(path: string, side: Side, uses: UsesOfSides): boolean {
  const { built, isRead, isLeftOut, isBelow } = uses[side];
  if (built.has(path) || (isManifestPath(path) && isLeftOut(path))) return false;
  return !uses[otherSide(side)].built.has(path) || !(isRead(path) || isBelow(path));
}

function otherSide(side: Side): Side {
  return side === 'base' ? 'head' : 'base';
}

/** Files which do not differ, but are applied as they are in one revision, and by a build in the other. */
async function turningFiles(
  source: RevisionSource,
  changed: readonly ChangedFile[],
  { sides }: Builds,
  uses: UsesOfSides,
): Promise<readonly ChangedFile[]> {
  const known = new Set([
    ...changed.flatMap(({ base, head }) => [base, head].flatMap((file) => file?.path ?? [])),
    ...uses.base.failed,
    ...uses.head.failed,
  ]);
  const paths = (side: Side) => {
    const other = otherSide(side);
    const { built, isLeftOut } = uses[other];
    const leftOut = beside(newDirectories(sides, other), sides[side].paths).filter(isLeftOut);
    return [...built, ...leftOut].filter(
      (path) => isManifestPath(path) && sides[side].paths.has(path) && !known.has(path) && isPlain(path, side, uses),
    );
  };
  const [base, head] = await Promise.all([source.files('base', paths('base')), source.files('head', paths('head'))]);
  return [
    ...base.map((file) => ({ base: file, head: undefined })),
    ...head.map((file) => ({ base: undefined, head: file })),
  ];
}

/** Where this revision has a kustomization, and the other one none. */
function newDirectories(sides: KustomizedSides, side: Side): ReadonlySet<string> {
  const others = sides[otherSide(side)].graph.kustomizations;
  return new Set([...sides[side].graph.kustomizations.keys()].filter((directory) => !others.has(directory)));
}

function beside(directories: ReadonlySet<string>, paths: ReadonlySet<string>): readonly string[] {
  return directories.size === 0 ? [] : [...paths].filter((path) => directories.has(parentOf(path)));
}

function unreadPath({ base, head }: ChangedFile, uses: UsesOfSides): readonly string[] {
  const isUnread = (path: string, side: Side) => uses[side].isBelow(path) && !uses[side].isRead(path);
  if (head) return isUnread(head.path, 'head') ? [head.path] : [];
  return base && isUnread(base.path, 'base') ? [base.path] : [];
}

function unreferencedEntry({ base, head }: ChangedFile, uses: UsesOfSides): readonly NotComputed[] {
  const path = head && uses.head.isLeftOut(head.path) ? head.path : undefined;
  const before = base && uses.base.isLeftOut(base.path) ? base.path : undefined;
  const isElsewhere = (head && path === undefined) || (base && before === undefined);
  const what = path ?? before;
  if (isElsewhere || what === undefined || !isManifestPath(what)) return [];
  return [
    {
      what,
      reason: 'NotReferenced',
      detail: `no kustomization refers to it, and ${parentOf(what)} is built by one: nothing applies this file`,
    },
  ];
}

function renderedFile({ directory, rendered: { base, head } }: BuiltRoot): ChangedFile {
  const path = directory === '.' ? 'kustomization.yaml' : `${directory}/kustomization.yaml`;
  const fileOf = (bytes: Uint8Array | undefined): RevisionFile | undefined =>
    bytes && { path, type: 'File', bytes, isRendered: true };
  return { base: fileOf(base), head: fileOf(head) };
}
