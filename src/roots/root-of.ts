/** A directory with one of these is built as a whole: what lies below belongs to it. */
const rootMarkers = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'Chart.yaml'];

/**
 * The root of a file: the nearest directory upwards, its own included, which holds a kustomization or a chart; else the
 * directory of the file. `paths` are all paths of that side; "." is the top. With `apps/web/kustomization.yaml` the root of
 * `apps/web/parts/a.yaml` is `apps/web`, without it `apps/web/parts`.
 */
export function rootOf(path: string, paths: ReadonlySet<string>): string {
  const own = parentOf(path);
  for (let directory: string | undefined = own; directory !== undefined; directory = above(directory)) {
    const prefix = directory === '.' ? '' : `${directory}/`;
    if (rootMarkers.some((marker) => paths.has(prefix + marker))) return directory;
  }
  return own;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

function above(directory: string): string | undefined {
  return directory === '.' ? undefined : parentOf(directory);
}
