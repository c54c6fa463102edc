import { readingLimits } from '../manifest/reading-limits.ts';
import type { RootSource } from '../plan/causes/rendered-causes.ts';
import type { RootTurn } from '../plan/plan-input.ts';
import type { KustomizeRefusal } from '../roots/kustomization.ts';
import type { Closure, DeployedRoot } from '../roots/kustomize-graph.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { fileText } from './file-text.ts';
import { maskWords, secretWords } from './mask-words.ts';
import type { Renderer, RevisionFile, RevisionSource, Side } from './ports.ts';

/** A root which the change reaches; a side without closure has no such root. */
export interface RootToBuild extends DeployedRoot {
  readonly turn: RootTurn | undefined;
  readonly closures: Readonly<Record<Side, Closure | undefined>>;
}

/** A root with what both revisions make of it. */
export interface BuiltRoot extends RootToBuild {
  readonly rendered: Readonly<Record<Side, Uint8Array | undefined>>;
  /** The files of both builds, as far as they are text. */
  readonly sources: readonly RootSource[];
}

/** A root which could not be built, and why. */
interface FailedRoot extends RootToBuild {
  readonly notComputed: NotComputed;
  /** Who applies it may well build it, with what is kept from us: what its files say is told as they say it. */
  readonly isBuildableElsewhere: boolean;
}

export interface BuiltRoots {
  readonly roots: readonly BuiltRoot[];
  readonly failed: readonly FailedRoot[];
}

export interface BuildMeans {
  readonly renderer: Renderer;
  readonly allowsRemote: boolean;
}

/** Builds both revisions of some roots. Where one of the two cannot be built, the root counts as not built. */
export async function buildRoots(
  source: RevisionSource,
  roots: readonly RootToBuild[],
  means: BuildMeans,
): Promise<BuiltRoots> {
  const paths = [...new Set(roots.flatMap(pathsOf))];
  const [base, head] = await Promise.all([filesAt(source, 'base', paths), filesAt(source, 'head', paths)]);
  const files = { base, head };
  const results = await Promise.all(roots.map((root) => buildRoot(root, files, means)));
  return {
    roots: results.flatMap((result) => (result.type === 'Built' ? [result.root] : [])),
    failed: results.flatMap((result) => (result.type === 'Failed' ? [result.root] : [])),
  };
}

type FilesByPath = ReadonlyMap<string, RevisionFile>;

async function filesAt(source: RevisionSource, side: Side, paths: readonly string[]): Promise<FilesByPath> {
  const files = await source.files(side, paths);
  return new Map(files.map((file) => [file.path, file]));
}

type Result =
  | { readonly type: 'Built'; readonly root: BuiltRoot }
  | { readonly type: 'Failed'; readonly root: FailedRoot };

async function buildRoot(
  root: RootToBuild,
  files: Readonly<Record<Side, FilesByPath>>,
  means: BuildMeans,
): Promise<Result> {
  const [base, head] = await Promise.all([
    buildSide(root, 'base', files.base, means),
    buildSide(root, 'head', files.head, means),
  ]);
  const fault = head.fault ?? base.fault;
  if (fault) return { type: 'Failed', root: failedRoot(root, fault, files) };
  const rendered = { base: base.bytes, head: head.bytes };
  return { type: 'Built', root: { ...root, rendered, sources: sourcesOf(root, files) } };
}

interface Fault {
  readonly side: Side;
  readonly message: string;
  /** Where the cause is written, if that is known. */
  readonly at?: { readonly path: string; readonly line: number };
  readonly isBuildableElsewhere?: boolean;
}

interface BuiltSide {
  /** undefined: this side has no such root, or it could not be built. */
  readonly bytes?: Uint8Array;
  readonly fault?: Fault;
}

async function buildSide(
  { directory, closures }: RootToBuild,
  side: Side,
  files: FilesByPath,
  { renderer, allowsRemote }: BuildMeans,
): Promise<BuiltSide> {
  const closure = closures[side];
  if (!closure) return {};
  const refusal = closure.refusals.find(({ type }) => !(allowsRemote && remoteTypes.has(type)));
  if (refusal) return { fault: refusedBuild(refusal, side) };
  const needed = closure.files.flatMap((path) => files.get(path) ?? []);
  const unusable = needed.map(reasonNotToUse).find((reason) => reason !== undefined);
  if (unusable !== undefined) return { fault: { side, message: unusable } };
  const result = await renderer.render({ root: directory, files: needed });
  if (result.type === 'Rendered') return { bytes: result.bytes };
  const secrets = secretWords(closure.secretValues, textsOf(closure.secretFiles, files));
  return { fault: { side, message: maskWords(result.message, secrets) } };
}

function refusedBuild({ type, message, path, line }: KustomizeRefusal, side: Side): Fault {
  const way = remoteTypes.has(type)
    ? '; a build reads only the repository, unless .rollcast.yaml says kustomize.allowRemote: true'
    : '';
  return { side, message: `${message}${way}`, at: { path, line }, isBuildableElsewhere: foreignTypes.has(type) };
}

const remoteTypes: ReadonlySet<string> = new Set<KustomizeRefusal['type']>(['RemoteBase', 'FileUrl']);

/** What only this build does not reach. */
const foreignTypes: ReadonlySet<string> = new Set<KustomizeRefusal['type']>([
  'RemoteBase',
  'FileUrl',
  'Plugin',
  'HelmChart',
]);

function reasonNotToUse({ path, type, bytes }: RevisionFile): string | undefined {
  if (type === 'SymbolicLink') return `${path} is a symbolic link: links are not followed`;
  if (type === 'Submodule') return `${path} is a submodule: its files are in another repository`;
  if (bytes.length <= readingLimits.fileBytes) return undefined;
  return `${path} has more than ${readingLimits.fileBytes / 1024 / 1024} MiB`;
}

function failedRoot(
  root: RootToBuild,
  { side, message, at, isBuildableElsewhere = false }: Fault,
  files: Readonly<Record<Side, FilesByPath>>,
): FailedRoot {
  const told = side === 'base' ? `in base: ${message}` : message;
  const notComputed: NotComputed = {
    what: root.directory,
    reason: 'NotBuilt',
    detail: isBuildableElsewhere ? told : [told, ...differing(root, files)].join('; '),
    ...(at && { source: { ...at, revision: side } }),
  };
  return { ...root, notComputed, isBuildableElsewhere };
}

/** What differs is all that can be told of such a root. */
function differing(root: RootToBuild, { base, head }: Readonly<Record<Side, FilesByPath>>): readonly string[] {
  const paths = pathsOf(root).filter((path) => !isSameFile(base.get(path), head.get(path)));
  if (paths.length === 0) return [];
  const shown = paths.slice(0, pathsShown);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return [`of its files these differ: ${shown.join(', ')}${more}`];
}

const pathsShown = 5;

function isSameFile(one: RevisionFile | undefined, other: RevisionFile | undefined): boolean {
  if (!one || !other) return one === other;
  return one.type === other.type && Buffer.from(one.bytes).equals(other.bytes);
}

/** Sorted as the closures are; what is the same in both revisions is there as well, since objects come from it. */
function sourcesOf(root: RootToBuild, files: Readonly<Record<Side, FilesByPath>>): readonly RootSource[] {
  return pathsOf(root).map((path) => ({
    path,
    base: textOf(files.base.get(path)),
    head: textOf(files.head.get(path)),
  }));
}

/** What either build reads: of what one begins to read it matters whether it is new as well. */
function pathsOf({ closures }: RootToBuild): readonly string[] {
  return [...new Set([...(closures.head?.files ?? []), ...(closures.base?.files ?? [])])];
}

function textsOf(paths: readonly string[], files: FilesByPath): readonly string[] {
  return paths.flatMap((path) => textOf(files.get(path)) ?? []);
}

function textOf(file: RevisionFile | undefined): string | undefined {
  return file && fileText(file);
}
