/** In the order in which kustomize looks for them. */
export const kustomizationFiles: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A directory with one of these is built as a whole: what lies below belongs to it. */
const rootMarkers = [...kustomizationFiles, 'Chart.yaml'];

const noRoots: ReadonlySet<string> = new Set();

/**
 * The root of a file: the nearest directory upwards which is named as a root; else the nearest one, its own included,
 * which holds a kustomization or a chart; else the directory of the file. `paths` are those of that side; "." is the top.
 * With `apps/web/kustomization.yaml` the root of `apps/web/parts/a.yaml` is `apps/web`, without it `apps/web/parts`.
 */
export function rootOf(path: string, paths: ReadonlySet<string>, named = noRoots): string {
  const directories = directoriesAbove(path);
  return (
    directories.find((directory) => named.has(directory)) ??
    directories.find((directory) => holdsOneOf(directory, rootMarkers, paths)) ??
    parentOf(path)
  );
}

/** Every path which decides what `rootOf` gives for a file: it needs to know of no others. */
export function rootMarkersOf(path: string): readonly string[] {
  return directoriesAbove(path).flatMap((directory) => rootMarkers.map((name) => prefixOf(directory) + name));
}

/** The kustomization of whose build a file is input, as far as its place tells: a directory. */
export function kustomizationOf(path: string, paths: ReadonlySet<string>): string | undefined {
  const directory = rootOf(path, paths);
  return holdsOneOf(directory, kustomizationFiles, paths) ? directory : undefined;
}

function holdsOneOf(directory: string, names: readonly string[], paths: ReadonlySet<string>): boolean {
  const prefix = prefixOf(directory);
  return names.some((name) => paths.has(prefix + name));
}

function prefixOf(directory: string): string {
  return directory === '.' ? '' : `${directory}/`;
}

/** The directories which hold a file, from its own up to the top. */
export function directoriesAbove(path: string): readonly string[] {
  const directories = [parentOf(path)];
  for (let last = directories[0]; last !== undefined && last !== '.'; last = directories.at(-1)) {
    directories.push(parentOf(last));
  }
  return directories;
}

/** The directory of a file; "." is the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}
