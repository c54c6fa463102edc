const kustomizationFiles = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A directory with one of these is built as a whole: what lies below belongs to it. */
const rootMarkers = [...kustomizationFiles, 'Chart.yaml'];

/**
 * The root of a file: the nearest directory upwards, its own included, which holds a kustomization or a chart; else the
 * directory of the file. `paths` are those of that side; "." is the top. With `apps/web/kustomization.yaml` the root of
 * `apps/web/parts/a.yaml` is `apps/web`, without it `apps/web/parts`.
 */
export function rootOf(path: string, paths: ReadonlySet<string>): string {
  const own = parentOf(path);
  for (let directory: string | undefined = own; directory !== undefined; directory = above(directory)) {
    if (holdsOneOf(directory, rootMarkers, paths)) return directory;
  }
  return own;
}

/** Every path which decides what `rootOf` gives for a file: it needs to know of no others. */
export function rootMarkersOf(path: string): readonly string[] {
  const markers: string[] = [];
  for (let directory: string | undefined = parentOf(path); directory !== undefined; directory = above(directory)) {
    const prefix = prefixOf(directory);
    markers.push(...rootMarkers.map((name) => prefix + name));
  }
  return markers;
}

/** Whether what lies below a root is input of `kustomize build`. */
export function isKustomizationRoot(root: string, paths: ReadonlySet<string>): boolean {
  return holdsOneOf(root, kustomizationFiles, paths);
}

function holdsOneOf(directory: string, names: readonly string[], paths: ReadonlySet<string>): boolean {
  const prefix = prefixOf(directory);
  return names.some((name) => paths.has(prefix + name));
}

function prefixOf(directory: string): string {
  return directory === '.' ? '' : `${directory}/`;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

function above(directory: string): string | undefined {
  return directory === '.' ? undefined : parentOf(directory);
}
