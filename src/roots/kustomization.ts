import type { Obstacle, Reference } from './kustomization/contents.ts';
import { kustomizationContents } from './kustomization/fields.ts';
import type { Links } from './kustomization/links.ts';
import { readMapping } from './kustomization/mapping.ts';
import { entriesOf, fieldOf, type Place } from './kustomization/place.ts';
import { type Target, targetOf } from './kustomization/targets.ts';
import { credentialsIn } from './kustomization/url.ts';
import { kustomizationFiles, parentOf } from './root-of.ts';

/** One revision, as far as it is known without reading a file. Paths are from the top, with slashes; "." is the top. */
export interface RevisionTree {
  readonly hasFile: (path: string) => boolean;
  readonly hasDirectory: (path: string) => boolean;
  readonly links: Links;
}

/** Why a kustomization cannot be built here, or must not be. */
export interface KustomizeRefusal {
  readonly type: Obstacle['type'] | 'Unreadable' | 'Cycle';
  /** The file of the kustomization, and where it says so. */
  readonly path: string;
  readonly line: number;
  /** In plain words, without credentials. */
  readonly message: string;
}

/** What one kustomization refers to. Paths are from the top of the repository, normalised, each once. */
export interface Kustomization {
  /** "." is the top. */
  readonly directory: string;
  /** Its text was given and says what it refers to. */
  readonly isRead: boolean;
  /** The path of its file. */
  readonly path: string;
  /** A component is added to kustomizations, and never applied alone. */
  readonly isComponent: boolean;
  /** The directories which it is built upon, whether or not they hold a kustomization. */
  readonly directories: readonly string[];
  /** The line on which one of them is named first. Is asked only to tell of a cycle: finding lines costs more than reading. */
  readonly lineOfDirectory: (directory: string) => number | undefined;
  /** Every file which the build may read, as far as it is there, and the links through which it does. */
  readonly files: readonly string[];
  /** What is named and is not there. */
  readonly missing: readonly string[];
  /** What is written in the kustomization and must not be shown: kustomize quotes it when it fails. */
  readonly secretValues: readonly string[];
  /** Those of the files which become Secrets. */
  readonly secretFiles: readonly string[];
  readonly refusals: readonly KustomizeRefusal[];
  readonly hasBuildMetadata: boolean;
}

/** Whether it is not known what it refers to. */
export function isUnreadable({ isRead, refusals }: Kustomization): boolean {
  return !isRead || refusals.some(({ type }) => type === 'Unreadable');
}

/** Reads what a kustomization refers to. What is wrong with it is kustomize’s to say, except where it cannot be read. */
export function readKustomization(path: string, text: string, tree: RevisionTree): Kustomization {
  const twins = kustomizationFilesOf(parentOf(path)).filter((other) => other !== path && tree.hasFile(other));
  const refusals = twins.map((twin) =>
    unreadable(path, 1, `${twin} lies beside it, and kustomize takes only one of the two`),
  );
  const unread = { ...unreadKustomization(path, twins), refusals };
  const read = readMapping(text);
  if (read.type === 'Mapping') return withContents(unread, read.root, read.lineOf, tree);
  const refusal = unreadable(path, read.line, `the kustomization cannot be read, line ${read.line}: ${read.reason}`);
  return { ...unread, refusals: [...refusals, refusal] };
}

/** A kustomization of which only its place is known; `files` are those which lie behind it. */
export function unreadKustomization(path: string, files: readonly string[] = []): Kustomization {
  return {
    directory: parentOf(path),
    isRead: false,
    path,
    isComponent: false,
    directories: [],
    lineOfDirectory: () => undefined,
    files,
    missing: [],
    secretValues: [],
    secretFiles: [],
    refusals: [],
    hasBuildMetadata: false,
  };
}

function unreadable(path: string, line: number, message: string): KustomizeRefusal {
  return { type: 'Unreadable', path, line, message };
}

function kustomizationFilesOf(directory: string): readonly string[] {
  return kustomizationFiles.map((name) => (directory === '.' ? name : `${directory}/${name}`));
}

interface Named {
  readonly reference: Reference;
  readonly target: Target;
}

function withContents(
  unread: Kustomization,
  root: Place,
  lineOf: (at: Place['at']) => number,
  tree: RevisionTree,
): Kustomization {
  const { path, directory } = unread;
  const { references, obstacles, secretValues } = kustomizationContents(root);
  const named = references.map((reference) => ({ reference, target: targetOf(reference, directory, tree) }));
  const directories = pathsOf(named, 'Directory');
  const empty = directories.filter((one) => !kustomizationFilesOf(one).some(tree.hasFile));
  const allObstacles = [
    ...named.flatMap(({ target }) => (target.type === 'Obstacle' ? [target.obstacle] : [])),
    ...obstacles,
  ];
  return {
    ...unread,
    isRead: true,
    isComponent: fieldOf(root, 'kind').value === 'Component',
    directories,
    lineOfDirectory: (wanted) => {
      const first = named.find(({ target }) => target.type === 'Directory' && target.path === wanted);
      return first && lineOf(first.reference.at);
    },
    files: unique([...unread.files, ...pathsOf(named, 'File'), ...named.flatMap(({ target }) => linksOf(target))]),
    missing: unique([...pathsOf(named, 'Missing'), ...empty.flatMap((one) => kustomizationFilesOf(one).slice(0, 1))]),
    secretValues: unique([...secretValues, ...named.flatMap(credentialsOf)]).filter((value) => value !== ''),
    secretFiles: pathsOf(
      named.filter(({ reference }) => reference.isSecret),
      'File',
    ),
    refusals: [
      ...unread.refusals,
      ...allObstacles.map(({ type, message, at }) => ({ type, path, line: lineOf(at), message })),
    ],
    hasBuildMetadata: entriesOf(fieldOf(root, 'buildMetadata')).length > 0,
  };
}

/** Of what is not in the repository; a path here may have an `@` as well. */
function credentialsOf({ reference, target }: Named): readonly string[] {
  return target.type === 'Obstacle' ? credentialsIn(reference.entry) : [];
}

function pathsOf(named: readonly Named[], type: 'Directory' | 'File' | 'Missing'): readonly string[] {
  return unique(named.flatMap(({ target }) => ('path' in target && target.type === type ? [target.path] : [])));
}

function linksOf(target: Target): readonly string[] {
  return 'links' in target ? target.links : [];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
